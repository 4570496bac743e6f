import type { orderStates } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { PaymentOrder } from './payment-order.entity';

export type OrderState = keyof typeof orderStates;

interface Move {
  from: OrderState[];
  to: OrderState;
}

/** 支付订单的全部去向: what is paid stays paid; money can still come where we had closed it. */
export const orderMoves = {
  present: { from: ['opening'], to: 'waiting' },
  fail: { from: ['opening'], to: 'failed' },
  close: { from: ['opening', 'waiting'], to: 'closed' },
  pay: { from: ['opening', 'waiting'], to: 'paid' },
  payLate: { from: ['closed', 'failed'], to: 'paid' },
} as const satisfies Record<string, Move>;
export type OrderMove = keyof typeof orderMoves;

/** Whether an order in this state may go there. */
export const mayGo = (move: OrderMove, { state }: Pick<PaymentOrder, 'state'>) => (orderMoves[move] as Move).from.includes(state);

/** Whether it can still be paid, as far as we know. */
export const isOpen = (order: Pick<PaymentOrder, 'state'>) => mayGo('close', order);

/** The one way by which an order changes its state. @returns the order as it is then; undefined where it was moved elsewhere before */
export async function moveOrder(tx: EntityManager, order: PaymentOrder, move: OrderMove, change: Partial<PaymentOrder> = {}): Promise<PaymentOrder | undefined> {
  const { from, to } = orderMoves[move] as Move;
  const moved = { ...change, state: to, openKey: isOpen({ state: to }) ? order.openKey : null };
  const { affected } = await tx.createQueryBuilder().update(PaymentOrder).set(moved).where('id = :id AND state IN (:...from)', { id: order.id, from }).execute();
  return affected ? { ...order, ...moved } : undefined;
}
