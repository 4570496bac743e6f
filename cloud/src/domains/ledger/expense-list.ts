import type { z } from 'zod';
import type { ledgerEndpoints } from '@yongche/contract/ledger';
import { type EntityManager, In } from 'typeorm';
import type { Actor } from '../../http/actor';
import { refuseField } from '../../http/errors';
import { Staff } from '../identity/staff.entity';
import { Expense } from './expense.entity';
import { mayDecideExpense, mayWithdrawExpense } from './expenses.policy';

type Filter = z.output<(typeof ledgerEndpoints)['GET /expenses']['query']>;

/** 费用申请, the latest first, by keyset. */
export async function listExpenses(tx: EntityManager, actor: Actor, { fund, state, cursor, limit }: Filter) {
  const query = tx.createQueryBuilder(Expense, 'e').orderBy('e.requestedAt', 'DESC').addOrderBy('e.id', 'DESC').limit(limit + 1);
  if (fund) query.andWhere('e.fund = :fund', { fund });
  if (state) query.andWhere('e.state = :state', { state });
  if (cursor) query.andWhere('(e.requestedAt < :at OR (e.requestedAt = :at AND e.id < :id))', placeOf(cursor));
  const found = await query.getMany();
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { items: await presentExpenses(tx, page, actor), nextCursor: found.length > limit && last ? Buffer.from(`${last.requestedAt.toISOString()} ${last.id}`).toString('base64url') : null };
}

function placeOf(cursor: string): { at: Date; id: string } {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) refuseField('cursor', '翻页位置无效，请从第一页重新查询。');
  return { at: moment, id };
}

/** One expense with what `actor` may do with it. */
export async function presentExpense(tx: EntityManager, expense: Expense, actor: Actor) {
  const [presented] = await presentExpenses(tx, [expense], actor);
  return presented!;
}

async function presentExpenses(tx: EntityManager, expenses: Expense[], actor: Actor) {
  const ids = [...new Set(expenses.flatMap(({ requestedBy, decidedBy }) => [requestedBy, decidedBy]))].filter((id) => id !== null);
  const staff = ids.length > 0 ? await tx.find(Staff, { select: { id: true, name: true }, where: { id: In(ids) } }) : [];
  const nameOf = new Map(staff.map(({ id, name }) => [id, name]));
  return expenses.map((expense) => {
    const { id, number, fund, head, state, fen, payee, purpose, requestedBy, requestedAt, decidedBy, reason, paidOn } = expense;
    const may = { decide: mayDecideExpense(actor, expense), withdraw: mayWithdrawExpense(actor, expense) };
    return { id, number, fund, head, state, fen, payee, purpose, requestedBy: nameOf.get(requestedBy) ?? '', requestedAt, decidedBy: decidedBy && (nameOf.get(decidedBy) ?? ''), decisionReason: reason, paidOn, may };
  });
}
