import type { reconciliationDecisions } from '@yongche/contract';
import type { Actor } from '../../http/actor';
import type { StatementLine } from './statement.entity';

export type Decision = keyof typeof reconciliationDecisions;
type Line = Pick<StatementLine, 'source' | 'kind' | 'state' | 'difference' | 'decision'>;

const ofBank: Record<'bank_in' | 'bank_out', Decision[]> = {
  bank_in: ['payable', 'payout', 'cash_banked', 'interest', 'suspense'],
  bank_out: ['expense', 'bank_charge', 'returned'],
};
/** Of what a provider's bill has and we do not, or the other way round. An order of ours is settled as one, and never as something else. */
const ofDifference: Partial<Record<NonNullable<Line['difference']>, Decision[]>> = {
  unknown_payment: ['accept_provider', 'payable', 'suspense'],
  double_payment: ['accept_provider', 'payable', 'suspense'],
  wrong_amount: ['accept_provider'],
  unknown_refund: ['accept_provider', 'suspense'],
  missing_payment: ['explained', 'accept_provider'],
  missing_refund: ['explained', 'accept_provider'],
};

/** What a line may be decided to be by its kind and its difference; one in suspense may still be found out. */
export function decisionsFor({ source, kind, state, difference, decision }: Line): Decision[] {
  if (state === 'decided' && decision === 'suspense' && (kind === 'bank_in' || kind === 'payment')) return ['payable'];
  if (state !== 'open') return [];
  if (source === 'bank') return ofBank[kind as keyof typeof ofBank];
  return (difference && ofDifference[difference]) ?? [];
}

/** A person may take back what a person decided, and what the bank's lines were matched as. Money that was sent back is taken up again at the line by which it went. */
export function mayReopen(actor: Actor, { source, kind, state, decision }: Line): boolean {
  if (actor.role !== 'finance' || state === 'open' || (state === 'matched' && source !== 'bank')) return false;
  return !(kind === 'bank_in' && decision === 'returned');
}
