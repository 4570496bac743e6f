import type { differenceKinds } from '@yongche/contract';
import { yuan } from '../../yuan';
import type { HeldPayment, HeldRefund } from '../payments/orders-for-bill';
import type { StatementLine } from './statement.entity';

export type ProviderLine = Pick<StatementLine, 'kind' | 'fen' | 'number' | 'providerNumber'>;

/** Other lines with the same number of ours. */
export type Twin = Pick<StatementLine, 'id' | 'kind' | 'number' | 'state' | 'decision' | 'lacking'>;

/** What a provider's line comes to beside what we hold; `ask`: the order that the provider is to be asked about first. */
export interface Comparison {
  state: 'matched' | 'open';
  difference: keyof typeof differenceKinds | null;
  outcome: string | null;
  ask?: string;
}

const matched = (outcome: string): Comparison => ({ state: 'matched', difference: null, outcome });
const open = (difference: keyof typeof differenceKinds, more: { ask?: string } = {}): Comparison => ({ state: 'open', difference, outcome: null, ...more });
/** Whether this money has its line already, or was booked back because the bill of its day lacked it. */
const isTaken = ({ state, lacking }: Twin) => !lacking && state !== 'open';
const isBookedBack = ({ lacking, decision }: Twin) => lacking && decision === 'accept_provider';

/** 核对收款: number, trade, sum and state. */
export function comparePayment(line: ProviderLine, held: HeldPayment | undefined, twins: Twin[]): Comparison {
  if (!held) return open('unknown_payment');
  const isPaid = held.state === 'paid';
  if (twins.some(isTaken) || (isPaid && held.providerNumber !== line.providerNumber)) return open('double_payment');
  if (held.fen !== line.fen) return open('wrong_amount');
  if (!isPaid) return open('unknown_payment', { ask: held.id });
  return twins.some(isBookedBack) ? open('unknown_payment') : matched(`与订单${held.number}一致：单号、金额${yuan(held.fen)}、状态相符`);
}

/** 核对退款: a refund that the provider has taken stands in its bill before it has ended. */
export function compareRefund(line: ProviderLine, held: HeldRefund | undefined, twins: Twin[]): Comparison {
  if (!held || twins.some(isTaken)) return open('unknown_refund');
  if (held.fen !== -line.fen) return open('wrong_amount');
  const isSent = held.state === 'succeeded' || held.state === 'processing';
  return isSent && !twins.some(isBookedBack) ? matched(`与退款${held.number}一致：单号、金额${yuan(held.fen)}、状态相符`) : open('unknown_refund');
}
