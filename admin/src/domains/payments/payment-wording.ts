import type { receiptKinds } from '@yongche/contract/vocabulary';
import type { Tone } from '../../components/tone-tag';
import type { Payable, PayableKind, Standing } from './payment';

export const standingTones: Record<Standing, Tone> = { nothing: 'plain', unpaid: 'busy', partly: 'warn', overdue: 'bad', paid: 'good', cancelled: 'over' };

/** 会费 has the society's receipt, the service fee a VAT invoice of the management company (law.md R-F9). */
export const receiptKindOf: Record<PayableKind, keyof typeof receiptKinds> = { due: 'dues_receipt', bill: 'vat_invoice' };

/** What has been received and has no receipt yet, in fen. */
export function unreceiptedFen({ payments, receipts }: Pick<Payable, 'payments' | 'receipts'>): number {
  const paid = payments.reduce((sum, { fen }) => sum + fen, 0);
  const issued = receipts.filter(({ state }) => state === 'issued').reduce((sum, { fen }) => sum + fen, 0);
  return Math.max(0, paid - issued);
}
