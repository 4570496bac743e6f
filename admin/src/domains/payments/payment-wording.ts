import { lateOutcomes, type receiptKinds } from '@yongche/contract/vocabulary';
import { yuanOf } from '../../components/money';
import type { Tone } from '../../components/tone-tag';
import type { CashReceipt, OrderFile, Payable, PayableKind, PaymentOrder, Refund, Standing } from './payment';

export const standingTones: Record<Standing, Tone> = { nothing: 'plain', unpaid: 'busy', partly: 'warn', overdue: 'bad', paid: 'good', cancelled: 'over' };

/** 会费 has the society's receipt, the service fee a VAT invoice of the management company (law.md R-F9). */
export const receiptKindOf: Record<PayableKind, keyof typeof receiptKinds> = { due: 'dues_receipt', bill: 'vat_invoice' };

/** What has been received and has no receipt yet, in fen. */
export function unreceiptedFen({ payments, receipts }: Pick<Payable, 'payments' | 'receipts'>): number {
  const paid = payments.reduce((sum, { fen }) => sum + fen, 0);
  const issued = receipts.filter(({ state }) => state === 'issued').reduce((sum, { fen }) => sum + fen, 0);
  return Math.max(0, paid - issued);
}

export const orderTones: Record<PaymentOrder['state'], Tone> = { opening: 'plain', waiting: 'busy', paid: 'good', closed: 'plain', failed: 'bad' };
export const refundTones: Record<Refund['state'], Tone> = { requested: 'warn', processing: 'busy', succeeded: 'good', failed: 'bad', refused: 'plain' };
export const cashTones: Record<CashReceipt['state'], Tone> = { noted: 'warn', confirmed: 'good', refused: 'plain' };

/** What of an order can still be asked back: neither given back, nor on its way, nor asked for already. */
export function refundableFen({ fen, refunds }: Pick<OrderFile, 'fen' | 'refunds'>): number {
  const held = refunds.filter(({ state }) => state === 'requested' || state === 'processing' || state === 'succeeded');
  return fen - held.reduce((sum, refund) => sum + refund.fen, 0);
}

/** What became of an order beyond its state: money that came late, what was given back; undefined where nothing did. */
export function orderNote({ late, refundedFen }: Pick<PaymentOrder, 'late' | 'refundedFen'>): string | undefined {
  if (late) return lateOutcomes[late];
  return refundedFen > 0 ? `已退 ${yuanOf(refundedFen)}` : undefined;
}

/** Why somebody who decides on refunds cannot decide on this one; undefined where there is nothing to say. */
export const refundHandsOff = ({ state, may }: Pick<Refund, 'state' | 'may'>): string | undefined => (state === 'requested' && !may.decide ? '您是申请人，须由另一人复核。' : undefined);

/** Why somebody who confirms cash cannot confirm this; undefined where there is nothing to say. */
export const cashHandsOff = ({ state, mayDecide }: Pick<CashReceipt, 'state' | 'mayDecide'>): string | undefined => (state === 'noted' && !mayDecide ? '您是登记人，须由另一人清点复核。' : undefined);
