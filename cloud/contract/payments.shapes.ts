import { z } from 'zod';
import { fen } from './money';
import { day, id, moment, oneOf } from './primitives';
import { cashStates, funds, lateOutcomes, orderStates, payableKinds, paymentProviders, paymentStandings, paymentWays, receiptKinds, receiptStates, refundStates } from './vocabulary';

/** One payment that reached us, as the ledger has it. */
export const payment = z.object({
  on: day,
  way: oneOf(paymentWays),
  /** What of it was set against this due or bill. */
  fen,
  /** Number of order, statement line or cash receipt; of an advance, what it was paid for. */
  reference: z.string(),
  orderId: id.nullable(),
});

/** 票据. */
export const receipt = z.object({ id, kind: oneOf(receiptKinds), state: oneOf(receiptStates), number: z.string(), fen, issuedOn: day, voidReason: z.string().nullable() });

/** 收款账户 of a fund, for the bank transfer. */
export const payeeAccount = z.object({ fund: oneOf(funds), payeeName: z.string(), bankName: z.string(), bankNumber: z.string() });

/** 应缴款: a due or a bill as who is to pay it sees it. */
export const payable = z.object({
  kind: oneOf(payableKinds),
  id,
  fund: oneOf(funds),
  title: z.string(),
  fen,
  outstandingFen: fen,
  dueOn: day,
  standing: oneOf(paymentStandings),
  /** Bank transfer: to which account, with which code; null while the account is not registered. */
  transfer: z.object({ account: payeeAccount, code: z.string() }).nullable(),
  /** Whether it can be paid here and now in the host that asks. */
  payableHere: z.boolean(),
  /** An order that waits to be paid. */
  openOrderId: id.nullable(),
  payments: z.array(payment),
  receipts: z.array(receipt),
});

/** 支付订单. */
export const paymentOrder = z.object({
  id,
  number: z.string(),
  kind: oneOf(payableKinds),
  subjectId: id,
  title: z.string(),
  payerName: z.string(),
  fund: oneOf(funds),
  provider: oneOf(paymentProviders),
  state: oneOf(orderStates),
  fen,
  refundedFen: fen,
  providerNumber: z.string().nullable(),
  openedAt: moment,
  expiresAt: moment,
  paidAt: moment.nullable(),
  closedAt: moment.nullable(),
  late: oneOf(lateOutcomes).nullable(),
});

/** What the mini-program hands to the host's pay call. */
export const payLaunch = z.discriminatedUnion('provider', [
  z.object({ provider: z.literal('wechat'), timeStamp: z.string(), nonceStr: z.string(), package: z.string(), signType: z.literal('RSA'), paySign: z.string() }),
  z.object({ provider: z.literal('alipay'), tradeNo: z.string() }),
]);

/** 退款. */
export const refund = z.object({
  id,
  number: z.string(),
  orderId: id,
  orderNumber: z.string(),
  payerName: z.string(),
  title: z.string(),
  provider: oneOf(paymentProviders),
  fund: oneOf(funds),
  state: oneOf(refundStates),
  fen,
  reason: z.string(),
  requestedBy: z.string(),
  requestedAt: moment,
  decidedBy: z.string().nullable(),
  settledAt: moment.nullable(),
  /** Why the provider refused it, in plain Chinese. */
  failure: z.string().nullable(),
  /** Why the second person did not agree; for the association's people. */
  refusal: z.string().nullable(),
  may: z.object({ decide: z.boolean(), retry: z.boolean() }),
});

/** 现金收款, noted by one person and confirmed by another. */
export const cashReceipt = z.object({
  id,
  /** 收据号, such as XJ20260001. */
  number: z.string(),
  kind: oneOf(payableKinds),
  subjectId: id,
  title: z.string(),
  payerName: z.string(),
  fund: oneOf(funds),
  state: oneOf(cashStates),
  fen,
  receivedOn: day,
  note: z.string(),
  notedBy: z.string(),
  notedAt: moment,
  decidedBy: z.string().nullable(),
  /** Why the second person gave it back. */
  refusal: z.string().nullable(),
  mayDecide: z.boolean(),
});

/** 预收款: what was paid beyond a due or bill, and is neither set against another one nor given back. */
export const advance = z.object({
  /** The ledger's account. */
  id,
  fund: oneOf(funds),
  partyId: id,
  partyName: z.string(),
  /** Beyond which due or bill it was paid. */
  kind: oneOf(payableKinds),
  subjectId: id,
  title: z.string(),
  fen,
  /** What of it can be set against another due or bill: not what a receipt of this one states. */
  freeFen: fen,
  /** What the same payer still owes in the same fund, the earliest deadline first. */
  payables: z.array(z.object({ kind: oneOf(payableKinds), id, title: z.string(), outstandingFen: fen, dueOn: day })),
  mayApply: z.boolean(),
});

/** 抵缴: what of an advance was set against a due or bill, until it is taken back. */
export const advanceApplication = z.object({
  /** Of its booking. */
  id,
  on: day,
  fund: oneOf(funds),
  partyName: z.string(),
  /** What was paid too much, such as `2025年度会费`. */
  from: z.string(),
  /** What was settled. */
  kind: oneOf(payableKinds),
  subjectId: id,
  title: z.string(),
  fen,
  mayTakeBack: z.boolean(),
});
