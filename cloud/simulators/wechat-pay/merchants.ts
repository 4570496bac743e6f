import { rsaKeys, secretWord } from '../keys';
import { type Certified, certifiedRsa } from '../rsa-certificates';
import type { PlatformSigner } from './signing';

/** 商户: one account with WeChat Pay. */
export interface Merchant {
  mchid: string;
  name: string;
  /** apiclient_cert. */
  certificate: Certified;
  /** 32 characters. */
  apiV3Key: string;
}

/** The two merchants of the local run: whose money the dues are, and whose the service fee. */
export function localMerchants(directory: string): Record<'dues' | 'service_fee', Merchant> {
  const authority = certifiedRsa({ keys: rsaKeys(directory, 'foreign'), subject: { C: 'CN', O: '模拟支付', CN: '模拟商户证书颁发机构' } });
  const merchant = (mchid: string, name: string): Merchant => ({
    mchid,
    name,
    certificate: certifiedRsa({ keys: rsaKeys(directory, `wechat-pay-merchant-${mchid}`), subject: { C: 'CN', O: '模拟商户', CN: mchid }, issuer: authority }),
    apiV3Key: secretWord(directory, `wechat-pay-api-v3-key-${mchid}`),
  });
  return { dues: merchant('1900000001', '二手车流通协会（会费）'), service_fee: merchant('1900000002', '二手车市场管理公司（服务费）') };
}

/** The variables of one merchant; `prefix` tells the second one from the first. */
export const merchantEnv = ({ mchid, certificate, apiV3Key }: Merchant, prefix = '') => ({
  [`${prefix}WECHAT_PAY_MCH_ID`]: mchid,
  [`${prefix}WECHAT_PAY_SERIAL`]: certificate.serial,
  [`${prefix}WECHAT_PAY_PRIVATE_KEY`]: certificate.keys.privateKey,
  [`${prefix}WECHAT_PAY_CERTIFICATE`]: certificate.pem,
  [`${prefix}WECHAT_PAY_API_V3_KEY`]: apiV3Key,
});

/** How WeChat Pay itself signs: certificates that change every few years, or a public key that each new merchant gets. */
export interface Platform {
  /** The certificates in use, the newest last. */
  certificates: { pem: string; signer: PlatformSigner; from: string; until: string }[];
  rotate(): void;
  /** Made at the first use. */
  publicKey(): { id: string; pem: string; signer: PlatformSigner };
}

export function createPlatform(directory: string): Platform {
  const certificateOf = (file: string, from: string, until: string) => {
    const { pem, serial, keys } = certifiedRsa({ keys: rsaKeys(directory, file), subject: { C: 'CN', O: 'Tenpay.com', OU: 'Tenpay.com CA Center', CN: 'Tenpay.com sign' }, from, until });
    return { pem, signer: { serial, privateKey: keys.privateKey }, from: `${from}T00:00:00+08:00`, until: `${until}T00:00:00+08:00` };
  };
  const certificates = [certificateOf('wechat-pay-platform', '2024-01-01', '2044-01-01')];
  return {
    certificates,
    rotate: () => void certificates.push(certificateOf('wechat-pay-platform-next', '2025-01-01', '2045-01-01')),
    publicKey() {
      const { privateKey, publicKey } = rsaKeys(directory, 'wechat-pay-public-key');
      const id = 'PUB_KEY_ID_0119000000012024010100000000000001';
      return { id, pem: publicKey, signer: { serial: id, privateKey } };
    },
  };
}
