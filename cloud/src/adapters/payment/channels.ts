import { type AlipayTradeConfig, createAlipayTrade } from './alipay-trade';
import type { Fund, PaymentChannels } from './payment';
import { type ChannelOptions, createWechatPay } from './wechat-pay';
import type { WechatPayConfig } from './wechat-signer';

/** The merchants of one fund; absent where people cannot pay it in that way. */
export interface FundConfig {
  wechat?: WechatPayConfig;
  alipay?: AlipayTradeConfig;
}

export type PaymentConfig = Partial<Record<Fund, FundConfig>>;

/** One channel for each merchant that is configured. */
export function createPaymentChannels(config: PaymentConfig, options: ChannelOptions): PaymentChannels {
  const of = ({ wechat, alipay }: FundConfig = {}) => ({
    ...(wechat ? { wechat: createWechatPay(wechat, options) } : {}),
    ...(alipay ? { alipay: createAlipayTrade(alipay, options) } : {}),
  });
  return { dues: of(config.dues), service_fee: of(config.service_fee) };
}
