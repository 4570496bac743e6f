import type { z } from 'zod';
import type { paymentEndpoints } from '@yongche/contract/payments';
import { Brackets, type EntityManager } from 'typeorm';
import { nextDay, startOfDay } from '../../clock';
import type { AgentActor, StaffActor } from '../../http/actor';
import { CashReceipt } from './cash-receipt.entity';
import { idBehind, pageOf } from './pages';
import { PaymentOrder } from './payment-order.entity';
import { presentCashReceipts, presentOrders, presentRefunds } from './present-payments';
import { Refund } from './refund.entity';

type Query<Key extends keyof typeof paymentEndpoints> = (typeof paymentEndpoints)[Key] extends { query: infer Schema extends z.ZodType } ? z.output<Schema> : never;

/** 支付订单, the latest first: all of them, or those of the company that asks. */
export async function listOrders(tx: EntityManager, { q, state, provider, fund, from, to, cursor, limit, companyId }: Partial<Query<'GET /payment-orders'>> & { limit: number; companyId?: string }) {
  const query = tx.createQueryBuilder(PaymentOrder, 'o').where('TRUE').orderBy('o.id', 'DESC').limit(limit + 1);
  const equal = { companyId, state, provider, fund };
  for (const [column, value] of Object.entries(equal)) if (value) query.andWhere(`o.${column} = :${column}`, { [column]: value });
  // Numbers hold letters and digits only: the database compares them with nothing else.
  if (q && /^\w+$/.test(q)) query.andWhere(new Brackets((any) => any.where('o.number LIKE :begins').orWhere('o.providerNumber LIKE :begins').orWhere('o.payerName LIKE :within')), { begins: `${likeText(q)}%`, within: `%${likeText(q)}%` });
  else if (q) query.andWhere('o.payerName LIKE :within', { within: `%${likeText(q)}%` });
  if (from) query.andWhere('o.openedAt >= :from', { from: startOfDay(from) });
  if (to) query.andWhere('o.openedAt < :behind', { behind: startOfDay(nextDay(to)) });
  const behind = idBehind(cursor);
  if (behind) query.andWhere('o.id < :behindId', { behindId: behind });
  const { rows, nextCursor } = pageOf(await query.getMany(), limit);
  return { items: await presentOrders(tx, rows), nextCursor };
}

/** Of the company that the actor manages. */
export const listOwnOrders = (tx: EntityManager, { companyId }: AgentActor, page: Query<'GET /my-payment-orders'>) => listOrders(tx, { ...page, companyId: companyId! });

/** 退款, the latest first. */
export async function listRefunds(tx: EntityManager, actor: StaffActor, { id, state, cursor, limit }: Query<'GET /refunds'>) {
  const query = tx.createQueryBuilder(Refund, 'r').where('TRUE').orderBy('r.id', 'DESC').limit(limit + 1);
  if (id) query.andWhere('r.id = :id', { id });
  if (state) query.andWhere('r.state = :state', { state });
  const behind = idBehind(cursor);
  if (behind) query.andWhere('r.id < :behind', { behind });
  const { rows, nextCursor } = pageOf(await query.getMany(), limit);
  return { items: await presentRefunds(tx, rows, actor), nextCursor };
}

/** 现金收款, the latest first. */
export async function listCash(tx: EntityManager, actor: StaffActor, { id, state, cursor, limit }: Query<'GET /cash-receipts'>) {
  const query = tx.createQueryBuilder(CashReceipt, 'c').where('TRUE').orderBy('c.id', 'DESC').limit(limit + 1);
  if (id) query.andWhere('c.id = :id', { id });
  if (state) query.andWhere('c.state = :state', { state });
  const behind = idBehind(cursor);
  if (behind) query.andWhere('c.id < :behind', { behind });
  const { rows, nextCursor } = pageOf(await query.getMany(), limit);
  return { items: await presentCashReceipts(tx, rows, actor), nextCursor };
}

const likeText = (text: string) => text.replace(/[\\%_]/g, '\\$&');
