import type { PaymentChannel } from '../../adapters/payment/payment';
import type { Deps } from '../../deps';
import type { PaymentOrder } from './payment-order.entity';

type Merchant = Pick<PaymentOrder, 'fund' | 'provider'>;

/** Where the providers tell us of payments and refunds; the path that app.ts answers is the same. */
export const noticePath = ({ fund, provider }: Merchant) => `/api/payment-notices/${provider}/${fund}`;

/** The address that a provider is given with an order or refund. */
export const noticeUrl = ({ publicUrl }: Pick<Deps, 'publicUrl'>, merchant: Merchant) => publicUrl + noticePath(merchant);

/** The channel through which an order was opened; undefined where it is not configured any more, or another merchant is in its place. */
export function channelOf({ payments }: Pick<Deps, 'payments'>, { fund, provider, merchantId }: Merchant & Pick<PaymentOrder, 'merchantId'>): PaymentChannel | undefined {
  const channel = payments[fund][provider];
  return channel?.merchantId === merchantId ? channel : undefined;
}

/** 单号 for the providers: 32 letters and digits, of which 88 bits are drawn. */
export const drawnNumber = (prefix: string, day: string, random: Buffer) => prefix + day.replaceAll('-', '') + random.toString('hex');
