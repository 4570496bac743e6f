import { createHash } from 'node:crypto';
import { rsaKeys } from '../keys';
import { type Certified, certifiedRsa } from '../rsa-certificates';

/** 应用: what a merchant speaks to Alipay by. */
export interface App {
  appId: string;
  name: string;
  /** The merchant's number, 2088… */
  sellerId: string;
  keys: { privateKey: string; publicKey: string };
}

/** The mini-program's application, which takes the dues, and the management company's, which takes the service fee. */
export function localApps(directory: string): Record<'dues' | 'service_fee', App> {
  return {
    dues: { appId: '2021000000000001', name: '二手车流通协会（会费）', sellerId: '2088000000000001', keys: rsaKeys(directory, 'alipay-app') },
    service_fee: { appId: '2021000000000002', name: '二手车市场管理公司（服务费）', sellerId: '2088000000000002', keys: rsaKeys(directory, 'alipay-fee-app') },
  };
}

/** How Alipay signs: by its key, which the certificate mode wraps into a certificate that changes. */
export interface AlipayPlatform {
  privateKey(): string;
  publicKey: string;
  /** 证书模式 for an application, made at the first use. */
  certificatesOf(app: App): { application: Certified; root: Certified };
  platformCertificate(): Certified;
  /** A new key and a new certificate from now on. */
  rotate(): void;
}

export function createAlipayPlatform(directory: string): AlipayPlatform {
  let file = 'alipay-platform';
  const first = rsaKeys(directory, file);
  const root = () => certifiedRsa({ keys: rsaKeys(directory, 'alipay-root'), subject: { C: 'CN', O: 'Ant Financial', OU: 'Certification Authority', CN: 'Ant Financial Certification Authority R1' } });
  return {
    privateKey: () => rsaKeys(directory, file).privateKey,
    publicKey: first.publicKey,
    certificatesOf: ({ appId, keys }) => ({ application: certifiedRsa({ keys, subject: { C: 'CN', O: '模拟商户', CN: appId }, issuer: root() }), root: root() }),
    platformCertificate: () => certifiedRsa({ keys: rsaKeys(directory, file), subject: { C: 'CN', O: '支付宝（中国）网络技术有限公司', OU: 'Alipay', CN: '支付宝（中国）网络技术有限公司' }, issuer: root() }),
    rotate: () => void (file = 'alipay-platform-next'),
  };
}

/** 证书序列号 as Alipay counts: MD5 over the issuer, its smallest part first, and the serial number in decimals. */
export function serialOf({ issuer, serial }: Certified): string {
  const name = (['CN', 'OU', 'O', 'C'] as const).flatMap((part) => (issuer[part] ? [`${part}=${issuer[part]}`] : [])).join(',');
  return createHash('md5').update(name + BigInt(`0x${serial}`)).digest('hex');
}
