import type { AnswerOf } from '@yongche/contract';
import type { payableKinds, paymentStandings } from '@yongche/contract/vocabulary';

export type Payment = AnswerOf<'GET /dues/:id'>['payments'][number];
export type Receipt = AnswerOf<'GET /dues/:id'>['receipts'][number];
export type CashReceipt = AnswerOf<'GET /cash-receipts'>['items'][number];
export type PaymentOrder = AnswerOf<'GET /payment-orders'>['items'][number];
export type OrderFile = AnswerOf<'GET /payment-orders/:id'>;
export type Refund = AnswerOf<'GET /refunds'>['items'][number];
export type PayeeAccount = AnswerOf<'GET /payee-accounts'>['items'][number];
export type PayableKind = keyof typeof payableKinds;
export type Standing = keyof typeof paymentStandings;

/** The due or bill that is paid for, as far as its payments need to know it. */
export interface Payable {
  kind: PayableKind;
  id: string;
  /** Who pays and for what, such as 示范市场 2026年会费. */
  title: string;
  fen: number;
  outstandingFen: number;
  payments: Payment[];
  receipts: Receipt[];
}

/** Every query of orders, refunds, cash, receipts and accounts begins with this word. */
export const paymentsKey = 'payments';
