import type { refundStates } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { Refund } from './refund.entity';

export type RefundState = keyof typeof refundStates;

interface Move {
  from: RefundState[];
  to: RefundState;
}

/** 退款的全部去向: a failed one can be sent again, and can turn out to be done after all (the provider's own desk mends some). */
export const refundMoves = {
  approve: { from: ['requested'], to: 'processing' },
  refuse: { from: ['requested'], to: 'refused' },
  succeed: { from: ['processing', 'failed'], to: 'succeeded' },
  fail: { from: ['processing'], to: 'failed' },
  retry: { from: ['failed'], to: 'processing' },
} as const satisfies Record<string, Move>;
export type RefundMove = keyof typeof refundMoves;

/** Whether a refund in this state may go there. */
export const mayGo = (move: RefundMove, { state }: Pick<Refund, 'state'>) => (refundMoves[move] as Move).from.includes(state);

/** The one way by which a refund changes its state. @returns the refund as it is then; undefined where it was moved elsewhere before */
export async function moveRefund(tx: EntityManager, refund: Refund, move: RefundMove, change: Partial<Refund> = {}): Promise<Refund | undefined> {
  const { from, to } = refundMoves[move] as Move;
  const moved = { ...change, state: to };
  const { affected } = await tx.createQueryBuilder().update(Refund).set(moved).where('id = :id AND state IN (:...from)', { id: refund.id, from }).execute();
  return affected ? { ...refund, ...moved } : undefined;
}
