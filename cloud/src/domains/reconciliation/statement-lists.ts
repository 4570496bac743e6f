import type { z } from 'zod';
import type { reconciliationEndpoints } from '@yongche/contract/reconciliation';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { Actor } from '../../http/actor';
import { refuseField } from '../../http/errors';
import { daysOf } from '../ledger/calendar-month';
import { presentLines, presentStatements } from './present-statements';
import { Statement, StatementLine } from './statement.entity';

type StatementFilter = z.output<(typeof reconciliationEndpoints)['GET /statements']['query']>;
type LineFilter = z.output<(typeof reconciliationEndpoints)['GET /statement-lines']['query']>;

/** 已导入的对账单, the latest day first; of a month: those that touch it. */
export async function listStatements(tx: EntityManager, { id, month, source, fund, cursor, limit }: StatementFilter) {
  const query = tx.createQueryBuilder(Statement, 's').orderBy('s.fromOn', 'DESC').addOrderBy('s.id', 'DESC').limit(limit + 1);
  if (id) query.andWhere('s.id = :only', { only: id });
  if (month) query.andWhere('s.fromOn <= :last AND s.toOn >= :first', daysOf(month));
  if (source) query.andWhere('s.source = :source', { source });
  if (fund) query.andWhere('s.fund = :fund', { fund });
  if (cursor) query.andWhere('(s.fromOn < :on OR (s.fromOn = :on AND s.id < :id))', placeOf(cursor));
  const found = await query.getMany();
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { items: await presentStatements(tx, page), nextCursor: found.length > limit && last ? cursorOf(last.fromOn, last.id) : null };
}

/** 对账明细, the latest day first; `open`: how many of those that were asked for wait, in whatever state these were asked for. */
export async function listLines(tx: EntityManager, { state, cursor, limit, ...filter }: LineFilter, actor: Actor) {
  const query = linesOf(tx, filter).orderBy('l.tradedOn', 'DESC').addOrderBy('l.id', 'DESC').limit(limit + 1);
  if (state) query.andWhere('l.state = :state', { state });
  if (cursor) query.andWhere('(l.tradedOn < :on OR (l.tradedOn = :on AND l.id < :id))', placeOf(cursor));
  const found = await query.getMany();
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const open = await linesOf(tx, filter).andWhere("l.state = 'open'").getCount();
  return { items: await presentLines(tx, page, actor), nextCursor: found.length > limit && last ? cursorOf(last.tradedOn, last.id) : null, open };
}

function linesOf(tx: EntityManager, { id, statementId, month, source, fund, difference }: Omit<LineFilter, 'state' | 'cursor' | 'limit'>): SelectQueryBuilder<StatementLine> {
  const query = tx.createQueryBuilder(StatementLine, 'l').where('TRUE');
  if (id) query.andWhere('l.id = :only', { only: id });
  if (statementId) query.andWhere('l.statementId = :statementId', { statementId });
  if (month) query.andWhere('l.tradedOn BETWEEN :first AND :last', daysOf(month));
  if (source) query.andWhere('l.source = :source', { source });
  if (fund) query.andWhere('l.fund = :fund', { fund });
  if (difference) query.andWhere('l.difference = :difference', { difference });
  return query;
}

const cursorOf = (on: string, id: string) => Buffer.from(`${on} ${id}`).toString('base64url');

function placeOf(cursor: string): { on: string; id: string } {
  const [on = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (!/^\d{4}-\d\d-\d\d$/.test(on)) refuseField('cursor', '翻页位置无效，请从第一页重新查询。');
  return { on, id };
}
