/** 收款渠道. */
export type PaymentProvider = 'wechat' | 'alipay';

/** What a provider says of one of our orders; nothing of it is believed unless the provider signed it. */
export interface OrderReport {
  /** Our number (out_trade_no). */
  number: string;
  /** `absent`: the provider does not know the number. `refunded`: paid once, and all or part of it given back. */
  state: 'unpaid' | 'paid' | 'refunded' | 'closed' | 'absent';
  /** The provider's own number (transaction_id, trade_no); null while nothing is paid. */
  providerId: string | null;
  /** Integer fen, of the whole order; null while nothing is paid. */
  paidFen: number | null;
  paidAt: Date | null;
  /** Who paid, as the provider names the person in our mini-program; null where it does not say. */
  payerOpenId: string | null;
}

/** What a provider says of one of our refunds. */
export interface RefundReport {
  /** Our number (out_refund_no, out_request_no). */
  refundNumber: string;
  orderNumber: string;
  state: 'processing' | 'succeeded' | 'failed' | 'absent';
  providerId: string | null;
  fen: number | null;
  refundedAt: Date | null;
}

/** What the mini-program hands to the host's pay call: `wx.requestPayment`, `my.tradePay`. */
export type PayLaunch =
  | { provider: 'wechat'; timeStamp: string; nonceStr: string; package: string; signType: 'RSA'; paySign: string }
  | { provider: 'alipay'; tradeNo: string };

/** A notification, verified: `id` is the provider's own id of the notice, the same each time that it is sent again. */
export type PaymentNotice = { id: string } & ({ kind: 'order'; report: OrderReport } | { kind: 'refund'; report: RefundReport });

/** One line of a provider's bill of a day. */
export interface ProviderBillLine {
  kind: 'payment' | 'refund';
  at: Date;
  /** Our number of the order. */
  number: string;
  /** Our number of the refund; null for a payment. */
  refundNumber: string | null;
  /** The provider's number of the order. */
  providerId: string;
  /** Integer fen: positive for a payment, negative for a refund. */
  fen: number;
  /** What the provider keeps of it, integer fen: positive, negative where it is given back with a refund. */
  feeFen: number;
}

/** A provider's bill of one calendar day in Shanghai: the file as it came, its hash, its lines; the totals agree with the lines. */
export interface ProviderBill {
  day: string;
  file: Buffer;
  /** SHA-256 of the file as it came, hex. */
  sha256: string;
  lines: ProviderBillLine[];
}

/** The raw request of a notification. */
export interface RawNotice {
  /** Lower-case names. */
  headers: Record<string, string | undefined>;
  body: Buffer;
}

/**
 * 收款: one merchant's account with one provider. Every method throws ProviderError (`timeout`, `unavailable`, `rejected`,
 * `untrusted_answer`) and may be called twice with the same numbers. Amounts are integer fen.
 */
export interface PaymentChannel {
  provider: PaymentProvider;
  /** mchid, or Alipay's seller_id. */
  merchantId: string;
  /** Opens an order for this payer; gives what `launch` needs (prepay_id, trade_no). */
  createOrder(order: { number: string; subject: string; fen: number; payerOpenId: string; expiresAt: Date; notifyUrl: string }): Promise<{ prepayId: string }>;
  /** Signs what the phone needs; asks nobody. */
  launch(prepayId: string): PayLaunch;
  queryOrder(number: string): Promise<OrderReport>;
  /** Gives `paid` where the order was paid before it could be closed. Closing what is closed or absent is well. */
  closeOrder(number: string): Promise<'closed' | 'paid'>;
  refund(refund: { refundNumber: string; orderNumber: string; fen: number; totalFen: number; reason: string; notifyUrl: string }): Promise<RefundReport>;
  queryRefund(refund: { refundNumber: string; orderNumber: string }): Promise<RefundReport>;
  /** Verifies and reads a notification. @throws ProviderError `untrusted_answer` for whatever the provider did not sign for this merchant */
  readNotice(notice: RawNotice): Promise<PaymentNotice>;
  /** How the provider wants to be told that a notice was taken, or that it shall come again. */
  acknowledgement(taken: boolean): { status: number; type: string; body: string };
  /** 对账单 of a day that is over; null where there is none, because nothing was traded. */
  bill(day: string): Promise<ProviderBill | null>;
}

/**
 * 资金: whose money it is. Dues belong to the association, the service fee to the management company on its dedicated account
 * (专款专用, law.md R-F9, R-F10): two merchants, two bank accounts, never one booking.
 */
export type Fund = 'dues' | 'service_fee';

/** The channels of each fund; one that is not configured is absent, and then there is the bank transfer. */
export type PaymentChannels = Record<Fund, Partial<Record<PaymentProvider, PaymentChannel>>>;
