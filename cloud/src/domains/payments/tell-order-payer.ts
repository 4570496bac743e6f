import type { EntityManager } from 'typeorm';
import { sendMessage } from '../notices/messages';
import type { PaymentOrder } from './payment-order.entity';

/** Puts a message about an order into the inbox of the company that paid it. */
export const tellOrderPayer = (tx: EntityManager, { id, companyId }: Pick<PaymentOrder, 'id' | 'companyId'>, title: string, body: string, at: Date): Promise<void> =>
  sendMessage(tx, { to: { companyId }, kind: 'payment', title, body, link: `payment_order:${id}` }, at);
