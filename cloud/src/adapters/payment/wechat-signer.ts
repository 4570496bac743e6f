import { randomBytes } from 'node:crypto';
import Pay from 'wechatpay-node-v3';

/** One merchant at WeChat Pay. */
export interface WechatPayConfig {
  /** The mini-program's AppId, bound to the merchant. */
  appId: string;
  mchId: string;
  /** 商户证书序列号, upper-case hex. */
  serial: string;
  /** apiclient_key.pem. */
  privateKey: string;
  /** apiclient_cert.pem. */
  certificate: string;
  /** APIv3密钥, 32 characters. */
  apiV3Key: string;
  /** 微信支付公钥, which new merchants get in place of platform certificates; `id` is PUB_KEY_ID_…. */
  publicKey?: { id: string; pem: string };
  /** Origin of the API, https://api.mch.weixin.qq.com. */
  url: string;
}

/**
 * Builds and signs requests, and nothing else: what the library would read of answers it reads without checking a signature or a
 * GCM tag (providers.md 2). Its nonces come from Math.random, ours do not.
 */
export class WechatPaySigner extends Pay {
  constructor(
    private readonly config: WechatPayConfig,
    private readonly now: () => Date,
  ) {
    super({ appid: config.appId, mchid: config.mchId, serial_no: config.serial.toUpperCase(), publicKey: Buffer.from(config.certificate), privateKey: Buffer.from(config.privateKey), userAgent: 'yongche' });
  }

  /** The signed headers of a request without a body, by the official address. */
  signedHeaders(method: 'GET', url: string): Record<string, string> {
    return this.getHeaders(this.buildAuthorization(method, url));
  }

  /** What `wx.requestPayment` is called with. */
  launch(prepayId: string) {
    const timeStamp = this.seconds();
    const nonceStr = randomBytes(16).toString('hex');
    const packed = `prepay_id=${prepayId}`;
    const paySign = this.sha256WithRsa(`${this.config.appId}\n${timeStamp}\n${nonceStr}\n${packed}\n`);
    return { provider: 'wechat', timeStamp, nonceStr, package: packed, signType: 'RSA', paySign } as const;
  }

  protected override buildAuthorization(method: string, url: string, body?: Record<string, unknown>): string {
    const [nonce, timestamp] = [randomBytes(16).toString('hex'), this.seconds()];
    return this.getAuthorization(nonce, timestamp, this.getSignature(method, nonce, timestamp, url.replace(officialOrigin, ''), body));
  }

  private seconds(): string {
    return String(Math.floor(this.now().getTime() / 1000));
  }
}

/** Signed paths are relative to it, whatever address is called. */
export const officialOrigin = 'https://api.mch.weixin.qq.com';
