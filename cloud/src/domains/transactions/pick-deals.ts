import type { z } from 'zod';
import { businesses, channels, transactionStates } from '@yongche/contract';
import type { transactionEndpoints } from '@yongche/contract/transactions';
import type { DataSource } from 'typeorm';
import { nextDay, startOfDay } from '../../clock';
import type { Actor } from '../../http/actor';
import { refuseField } from '../../http/errors';
import type { Transaction } from './transaction.entity';

export type DealFilter = z.output<(typeof transactionEndpoints)['GET /transactions']['query']>;

export interface Condition {
  sql: string;
  values: unknown[];
}

/** A deal of the page, and by which moment it is ordered. */
export interface Picked {
  id: string;
  at: Date;
}

/** An index to be walked in the order of the list, and the deals that are taken from it. */
interface Walk extends Condition {
  index: string;
}

const orders = {
  newest: { column: 'created_at', direction: 'DESC', sign: '<' },
  oldest_submitted: { column: 'submitted_at', direction: 'ASC', sign: '>' },
} as const;
type Order = (typeof orders)[keyof typeof orders];

/** States of which there are never many at once: they alone can be put into another order. */
const passing: readonly Transaction['state'][] = ['capturing', 'awaiting_check', 'returned'];

/**
 * Up to so many findings a search reads all of them from its index; more are so common that the list is walked until it has enough. With
 * another filter each finding is looked up, so that fewer are worth it, and only where no fewer deals pass that filter.
 */
const mostFindings = { alone: 30_000, filtered: 10_000 };

/**
 * The deals of one page in their order, one more than its limit where there are more. Its cost does not grow with the deals: for each
 * state, business and channel that the filter leaves open the next few are read from one index, and of those the first are taken.
 */
export async function pickDeals(db: DataSource, actor: Actor, filter: DealFilter): Promise<Picked[]> {
  const order = orders[filter.order];
  const isQueue = filter.order === 'oldest_submitted';
  if (isQueue && !(filter.state && passing.includes(filter.state))) refuseField('order', '按提交先后排列，只用于待核对和待补拍的交易；请同时选择状态。');
  const marketId = actor.kind === 'staff' ? (actor.marketId ?? filter.marketId) : filter.marketId;
  if (filter.marketId && marketId !== filter.marketId) return [];
  const { from, to, cursor, q } = filter;
  const within: Condition[] = [
    ...(from ? [{ sql: 't.created_at >= ?', values: [startOfDay(from)] }] : []),
    ...(to ? [{ sql: 't.created_at < ?', values: [startOfDay(nextDay(to))] }] : []),
    ...(isQueue ? [{ sql: 't.submitted_at IS NOT NULL', values: [] }] : []),
    ...(cursor ? [afterCursor(cursor, order)] : []),
  ];
  const search = q ? searchFor(q) : [];
  const filtered = walksOf(actor, { ...filter, marketId });
  const isRare = search.length > 0 && !isQueue && actor.kind === 'staff' && (await isRarer(db, search, filtered));
  const found: Condition[] = search.length > 0 && !isRare ? [either(search)] : [];
  const walks = isRare
    ? search.map((one) => all(one.index, [one, ...equal({ ...filter, marketId }), ...within]))
    : filtered.map((walk) => all(walk.index, [walk, ...within, ...found]));
  return takeFrom(db, walks, order, filter.limit + 1);
}

const everything: Walk = { index: 'transactions_created', sql: 'TRUE', values: [] };

/** The indexes in which the deals of a filter lie in the order of the list, each with as much of it as there is of one kind. */
function walksOf(actor: Actor, filter: Pick<DealFilter, 'state' | 'business' | 'channel' | 'marketId'>): Walk[] {
  if (actor.kind === 'agent') return [all('transactions_agent', [{ sql: 't.person_id = ?', values: [actor.personId ?? ''] }, ...equal(filter)])];
  const { state, business, channel, marketId } = filter;
  if (!state && !business && !channel && !marketId) return [everything];
  const index = marketId ? 'transactions_by_market' : 'transactions_by_state';
  const each = <T extends string>(one: T | undefined, every: Record<T, unknown>) => (one ? [one] : (Object.keys(every) as T[]));
  return each(state, transactionStates).flatMap((oneState) =>
    each(business, businesses).flatMap((oneBusiness) => each(channel, channels).map((oneChannel) => all(index, equal({ marketId, state: oneState, business: oneBusiness, channel: oneChannel })))),
  );
}

function equal({ marketId, state, business, channel }: Pick<DealFilter, 'state' | 'business' | 'channel' | 'marketId'>): Condition[] {
  const wanted = { market_id: marketId, state, business, channel };
  return Object.entries(wanted).flatMap(([column, value]) => (value ? [{ sql: `t.${column} = ?`, values: [value] }] : []));
}

const all = (index: string, conditions: Condition[]): Walk => ({ index, sql: conditions.map(({ sql }) => sql).join(' AND '), values: conditions.flatMap(({ values }) => values) });
const either = (conditions: Condition[]): Condition => ({ sql: `(${conditions.map(({ sql }) => sql).join(' OR ')})`, values: conditions.flatMap(({ values }) => values) });

/** The first so many of all walks together: of each no more than that are read. One deal may be found in two ways. */
async function takeFrom(db: DataSource, walks: Walk[], { column, direction }: Order, limit: number): Promise<Picked[]> {
  const parts = walks.map(({ index, sql }) => `(SELECT t.id, t.${column} AS at FROM transactions t FORCE INDEX (${index}) WHERE ${sql} ORDER BY t.${column} ${direction}, t.id ${direction} LIMIT ?)`);
  const values = walks.flatMap((walk) => [...walk.values, limit]);
  if (parts.length === 1) return db.query(parts[0]!, values);
  return db.query(`${parts.join(' UNION ')} ORDER BY at ${direction}, id ${direction} LIMIT ?`, [...values, limit]);
}

/** What a search box may hold: a serial, a plate or a VIN from its beginning, or the end of a VIN. */
function searchFor(q: string): Walk[] {
  const text = q.toUpperCase().replace(/[\s·]/g, '');
  const begins = (column: string, index: string, value = text): Walk => ({ index, sql: `t.${column} LIKE ?`, values: [`${value.replace(/[\\%_]/g, '\\$&')}%`] });
  const vin = begins('vin', 'transactions_vin');
  if (/^\d{8,18}$/.test(text)) return [begins('serial', 'transactions_serial'), vin];
  // No VIN has anything else in it.
  if (!/^[A-Z0-9]*$/.test(text)) return [begins('plate', 'transactions_plate')];
  return [begins('plate', 'transactions_plate'), vin, begins('vin_reversed', 'transactions_vin_reversed', [...text].reverse().join(''))];
}

/** Whether the findings of a search are few, and fewer than the deals that pass the filter beside it. */
async function isRarer(db: DataSource, search: Walk[], filtered: Walk[]): Promise<boolean> {
  const isAlone = filtered[0]!.sql === everything.sql;
  const most = isAlone ? mostFindings.alone : mostFindings.filtered;
  const findings = await countIn(db, search, most + 1);
  return findings <= most && (isAlone || findings <= (await countIn(db, filtered, findings)));
}

/** How many there are, as far as that is of interest. */
async function countIn(db: DataSource, walks: Walk[], most: number): Promise<number> {
  const parts = walks.map(({ index, sql }) => `(SELECT COUNT(*) FROM (SELECT 1 FROM transactions t FORCE INDEX (${index}) WHERE ${sql} LIMIT ?) f)`);
  const [row]: { n: string }[] = await db.query(`SELECT ${parts.join(' + ')} AS n`, walks.flatMap(({ values }) => [...values, most]));
  return Number(row!.n);
}

/** Where the next page begins. */
export function cursorOf({ at, id }: Picked): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString('base64url');
}

function afterCursor(cursor: string, { column, sign }: Order): Condition {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) refuseField('cursor', '翻页位置无效，请从第一页重新查询。');
  // First where the index is entered, then what of that moment was shown already.
  return { sql: `t.${column} ${sign}= ? AND (t.${column} ${sign} ? OR t.id ${sign} ?)`, values: [moment, moment, id] };
}
