import type { z } from 'zod';
import type { billingEndpoints } from '@yongche/contract/billing';
import { type EntityManager, In } from 'typeorm';
import { dayInShanghai } from '../../clock';
import type { Actor } from '../../http/actor';
import { refuseField } from '../../http/errors';
import { outstandingSql } from '../ledger/accounts';
import { payingCompanySql } from './bill-payable';
import { Bill, BillLine } from './bill.entity';
import { completedIn, equal, pageOfEvents } from './meter-list';
import { presentSummaries } from './present-bills';

type Filter = z.output<(typeof billingEndpoints)['GET /bills']['query']>;

interface Condition {
  sql: string;
  values: unknown[];
}

/** SQL: 缴费情况 of `bills b` with what is outstanding of it, as `standingOf` and for drafts; one `?` is today. */
const standingSql = `CASE WHEN b.state = 'void' THEN 'cancelled' WHEN b.fen = 0 THEN 'nothing' WHEN b.published_at IS NULL THEN 'unpaid'
  WHEN b.outstandingFen <= 0 THEN 'paid' WHEN b.due_on < ? THEN 'overdue' WHEN b.outstandingFen < b.fen THEN 'partly' ELSE 'unpaid' END`;

/** 服务费账单 in the actor's reach, the latest month first, by keyset; the totals are those of all that the filter finds, void ones apart. */
export async function listBills(tx: EntityManager, actor: Actor, { month, marketId, state, standing, cursor, limit }: Filter, now: Date) {
  const chosen: Condition[] = [
    reachOf(actor),
    ...(month ? [{ sql: 'b.month = ?', values: [month] }] : []),
    ...(marketId ? [{ sql: 'b.market_id = ?', values: [marketId] }] : []),
    ...(state ? [{ sql: 'b.state = ?', values: [state] }] : []),
  ];
  const standingIs: Condition[] = standing ? [{ sql: `${standingSql} = ?`, values: [dayInShanghai(now), standing] }] : [];
  const from = `(SELECT b.id, b.month, b.state, b.vehicles, b.fen, b.published_at, b.due_on, ${outstandingSql('b.id')} AS outstandingFen FROM bills b WHERE ${and(chosen)}) b WHERE ${and([{ sql: 'TRUE', values: [] }, ...standingIs])}`;
  const values = [...chosen, ...standingIs].flatMap((condition) => condition.values);
  const [totals]: { bills: string; vehicles: string | null; fen: string | null; outstandingFen: string | null }[] = await tx.query(
    `SELECT COUNT(*) AS bills, SUM(b.vehicles) AS vehicles, SUM(b.fen) AS fen, SUM(b.outstandingFen) AS outstandingFen FROM ${from} AND b.state <> 'void'`,
    values,
  );
  const behind = cursor ? placeOf(cursor) : { sql: 'TRUE', values: [] };
  const rows: { id: string; month: string }[] = await tx.query(`SELECT b.id, b.month FROM ${from} AND ${behind.sql} ORDER BY b.month DESC, b.id DESC LIMIT ?`, [...values, ...behind.values, limit + 1]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const bills = new Map((page.length > 0 ? await tx.findBy(Bill, { id: In(page.map(({ id }) => id)) }) : []).map((bill) => [bill.id, bill]));
  return {
    items: await presentSummaries(tx, page.map(({ id }) => bills.get(id)!), actor, now),
    nextCursor: rows.length > limit && last ? Buffer.from(`${last.month} ${last.id}`).toString('base64url') : null,
    totals: { bills: Number(totals!.bills), vehicles: Number(totals!.vehicles ?? 0), fen: Number(totals!.fen ?? 0), outstandingFen: Number(totals!.outstandingFen ?? 0) },
  };
}

const and = (conditions: Condition[]) => conditions.map(({ sql }) => sql).join(' AND ');

/** The same reach as `mayReadBill`, as SQL. */
function reachOf(actor: Actor): Condition {
  if (actor.kind === 'staff' && actor.marketId === null) return { sql: 'TRUE', values: [] };
  const [sql, value] = actor.kind === 'staff' ? ['b.market_id = ?', actor.marketId] : [`${payingCompanySql('b.market_id')} = ?`, actor.companyId];
  return { sql: `b.published_at IS NOT NULL AND ${sql}`, values: [value] };
}

function placeOf(cursor: string): Condition {
  const [month = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (!/^\d{4}-\d\d$/.test(month)) refuseField('cursor', '翻页位置无效，请从第一页重新查询。');
  return { sql: '(b.month < ? OR (b.month = ? AND b.id < ?))', values: [month, month, id] };
}

/** The cars of one line of a bill (none where it has no such line, or it is what was carried), the latest completed first. */
export async function listEventsOfLine(tx: EntityManager, { id, marketId, month }: Bill, { line, ...page }: { line: number; cursor?: string | undefined; limit: number }, actor: Actor) {
  const found = await tx.findOneBy(BillLine, { billId: id, position: line });
  if (!found || found.kind === 'carried') return { items: [], nextCursor: null };
  const isReversal = found.kind === 'reversal';
  const conditions = [
    equal('bill_month', month),
    equal('market_id', marketId),
    equal('exemption', null),
    equal('kind', isReversal ? 'reversal' : 'charge'),
    completedIn(found.month ?? month),
    equal('member', found.member),
    equal('fen', isReversal ? -found.unitFen! : found.unitFen),
  ];
  return pageOfEvents(tx, conditions, page, actor);
}
