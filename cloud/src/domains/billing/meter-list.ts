import type { z } from 'zod';
import type { billingEndpoints } from '@yongche/contract/billing';
import type { channels, meterExemptions, meterKinds } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../http/actor';
import { refuseField } from '../../http/errors';
import { daysOf } from '../ledger/calendar-month';
import { maskPlate } from '../privacy/mask';
import { mayReverseEvent } from './bills.policy';

type Filter = z.output<(typeof billingEndpoints)['GET /meter-events']['query']>;

interface Condition {
  sql: string;
  values: unknown[];
}
interface Row {
  id: string;
  kind: keyof typeof meterKinds;
  transactionId: string;
  serial: string;
  plate: string;
  marketId: string;
  marketName: string;
  channel: keyof typeof channels;
  completedOn: string;
  member: number;
  fen: number;
  exemption: keyof typeof meterExemptions | null;
  redoneOf: string | null;
  billMonth: string;
  billId: string | null;
  storedBytes: string;
  reason: string | null;
  stands: number;
}
/** So many deals are found by a part of their number or plate, the latest. */
const mostFound = 500;

/** 计量明细 of a month of completion, the latest first; `q` is the beginning of a serial or a plate. */
export async function listEvents(tx: EntityManager, { month, marketId, kind, exemption, q, ...page }: Filter, actor: Actor) {
  const conditions = [completedIn(month), ...(marketId ? [equal('market_id', marketId)] : []), ...(kind ? [equal('kind', kind)] : []), ...(exemption ? [equal('exemption', exemption)] : [])];
  if (q) conditions.push(await dealsFoundBy(tx, q));
  return pageOfEvents(tx, conditions, page, actor);
}

/** One page of what these conditions on `meter_events e` select. */
export async function pageOfEvents(tx: EntityManager, conditions: Condition[], { cursor, limit }: { cursor?: string | undefined; limit: number }, actor: Actor) {
  const all = [...conditions, ...(cursor ? [placeOf(cursor)] : [])];
  const rows = await readEvents(tx, all, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map((row) => presentEvent(row, actor)), nextCursor: rows.length > limit && last ? Buffer.from(`${last.completedOn} ${last.id}`).toString('base64url') : null };
}

/** One event. */
export async function presentOneEvent(tx: EntityManager, id: string, actor: Actor) {
  const [row] = await readEvents(tx, [equal('id', id)], 1);
  return presentEvent(row!, actor);
}

export const equal = (column: string, value: unknown): Condition => (value === null ? { sql: `e.${column} IS NULL`, values: [] } : { sql: `e.${column} = ?`, values: [value] });

/** In the days of a month: the list is read in their order by an index. */
export function completedIn(month: string): Condition {
  const { first, last } = daysOf(month);
  return { sql: 'e.completed_on BETWEEN ? AND ?', values: [first, last] };
}

/** The events of the page are chosen before anything is joined to them. */
function readEvents(tx: EntityManager, conditions: Condition[], limit: number): Promise<Row[]> {
  return tx.query(
    `SELECT e.id, e.kind, e.transaction_id AS transactionId, t.serial, t.plate, e.market_id AS marketId, k.name AS marketName, e.channel, e.completed_on AS completedOn, e.member, e.fen, e.exemption,
       o.serial AS redoneOf, e.bill_month AS billMonth, b.id AS billId, e.stored_bytes AS storedBytes, e.reason, n.id IS NULL AS stands
     FROM (SELECT * FROM meter_events e WHERE ${conditions.map(({ sql }) => sql).join(' AND ')} ORDER BY e.completed_on DESC, e.id DESC LIMIT ?) e
     JOIN transactions t ON t.id = e.transaction_id JOIN markets k ON k.id = e.market_id LEFT JOIN transactions o ON o.id = e.redone_of
     LEFT JOIN bills b ON b.live_key = CONCAT(e.market_id, ':', e.bill_month) LEFT JOIN meter_events n ON n.transaction_id = e.transaction_id AND n.turn = e.turn + 1
     ORDER BY e.completed_on DESC, e.id DESC`,
    [...conditions.flatMap(({ values }) => values), limit],
  );
}

async function dealsFoundBy(tx: EntityManager, q: string): Promise<Condition> {
  const beginning = `${q.toUpperCase().replace(/[\\%_]/g, '\\$&')}%`;
  const rows: { id: string }[] = await tx.query('(SELECT id FROM transactions WHERE serial LIKE ? ORDER BY serial DESC LIMIT ?) UNION (SELECT id FROM transactions WHERE plate LIKE ? LIMIT ?)', [beginning, mostFound, beginning, mostFound]);
  return rows.length > 0 ? { sql: 'e.transaction_id IN (?)', values: [rows.map(({ id }) => id)] } : { sql: 'FALSE', values: [] };
}

function placeOf(cursor: string): Condition {
  const [on = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (!/^\d{4}-\d\d-\d\d$/.test(on)) refuseField('cursor', '翻页位置无效，请从第一页重新查询。');
  return { sql: '(e.completed_on < ? OR (e.completed_on = ? AND e.id < ?))', values: [on, on, id] };
}

/** Who pays sees the deal by its serial; the whole plate is for the staff. */
function presentEvent({ plate, member, storedBytes, stands, ...event }: Row, actor: Actor) {
  return {
    ...event,
    plate: actor.kind === 'agent' ? maskPlate(plate) : plate,
    member: Boolean(member),
    storedBytes: Number(storedBytes),
    mayReverse: mayReverseEvent(actor, event) && Boolean(stands),
  };
}
