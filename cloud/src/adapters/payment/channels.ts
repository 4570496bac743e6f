import type { PaymentChannels } from './payment';

/** The merchants of each fund, as configured; filled below by the adapters of the two providers. */
export interface PaymentConfig {
  wechat?: object;
  alipay?: object;
}

export function createPaymentChannels(_config: Partial<Record<'dues' | 'service_fee', PaymentConfig>>): PaymentChannels {
  return { dues: {}, service_fee: {} };
}
