import type { EntityManager } from 'typeorm';
import { nextDay, startOfDay } from '../../../clock';

/**
 * What holds a deal back although the time is over for which it is kept: an open problem; a violation that is not decided or under appeal, or that
 * may still be appealed against; an operator who has it open; an inspection that is not over; the request of somebody in it to be erased,
 * which is decided first. Bills do not: they rest on the deal, which stays.
 */
const unfinished = `(
  EXISTS (SELECT 1 FROM problems p WHERE p.transaction_id = t.id AND p.state NOT IN ('verified', 'withdrawn'))
  OR EXISTS (SELECT 1 FROM violations v WHERE v.transaction_id = t.id AND (v.state = 'noticed' OR v.appeal_state = 'open' OR (v.state = 'decided' AND v.appeal_state IS NULL AND v.decided_at > ?)))
  OR EXISTS (SELECT 1 FROM problems p JOIN violations v ON v.problem_id = p.id WHERE p.transaction_id = t.id AND (v.state = 'noticed' OR v.appeal_state = 'open' OR (v.state = 'decided' AND v.appeal_state IS NULL AND v.decided_at > ?)))
  OR EXISTS (SELECT 1 FROM check_holds h WHERE h.transaction_id = t.id AND h.held_until > ?)
  OR EXISTS (SELECT 1 FROM inspection_cases c WHERE c.transaction_id = t.id AND c.closed_at IS NULL)
  OR EXISTS (SELECT 1 FROM erasures e WHERE e.state = 'requested' AND e.person_id = t.person_id)
  OR EXISTS (SELECT 1 FROM parties y JOIN persons n ON n.key_id IN (y.key_id, y.delegate_key_id) JOIN erasures e ON e.person_id = n.id WHERE y.transaction_id = t.id AND e.state = 'requested')
)`;
/** Besides, of a completed deal, a record that is not in the evidence log yet. */
const holds = `(${unfinished} OR NOT EXISTS (SELECT 1 FROM evidence_leaves l WHERE l.transaction_id = t.id))`;
/** No book lets anybody appeal later than that: 60 working days at most, with every holiday of a year among them. */
const appealMs = 120 * 24 * 3600_000;
const momentsOf = (now: Date) => [new Date(now.getTime() - appealMs), new Date(now.getTime() - appealMs), now];

const due = "t.state = 'completed' AND t.completed_at < ? AND NOT EXISTS (SELECT 1 FROM disposed_deals g WHERE g.transaction_id = t.id)";
const endOf = (completedUntil: string) => startOfDay(nextDay(completedUntil));

/** What could be destroyed of the deals completed up to a day. */
export interface Due {
  deals: number;
  pictures: number;
  bytes: number;
  heldBack: number;
}

/** Counts what is due, with nothing read of the pictures but their index. */
export async function countDue(tx: EntityManager, completedUntil: string, now: Date): Promise<Due> {
  const [row]: Record<keyof Due, string>[] = await tx.query(
    `SELECT COUNT(IF(held, NULL, 1)) AS deals, COALESCE(SUM(held), 0) AS heldBack, COALESCE(SUM(IF(held, 0, pictures)), 0) AS pictures, COALESCE(SUM(IF(held, 0, bytes)), 0) AS bytes
     FROM (
       SELECT ${holds} AS held, (SELECT COUNT(i.bytes) FROM images i WHERE i.transaction_id = t.id) AS pictures,
         (SELECT COALESCE(SUM(i.bytes + COALESCE(i.thumbnail_bytes, 0)), 0) FROM images i WHERE i.transaction_id = t.id) AS bytes
       FROM transactions t WHERE ${due}
     ) own`,
    [...momentsOf(now), endOf(completedUntil)],
  );
  return { deals: Number(row!.deals), pictures: Number(row!.pictures), bytes: Number(row!.bytes), heldBack: Number(row!.heldBack) };
}

/** How many are due, and held back. */
export async function countHeldBack(tx: EntityManager, completedUntil: string, now: Date): Promise<number> {
  const [row]: { held: string }[] = await tx.query(`SELECT COUNT(*) AS held FROM transactions t WHERE ${due} AND ${holds}`, [endOf(completedUntil), ...momentsOf(now)]);
  return Number(row!.held);
}

/** A place among deals in the order of their completion. */
export interface Place {
  completedAt: Date;
  id: string;
}

/** The next deals that are due and not held back, after a place. */
export async function nextDue(tx: EntityManager, { completedUntil, after, limit }: { completedUntil: string; after: Place; limit: number }, now: Date): Promise<Place[]> {
  return tx.query(
    `SELECT t.id, t.completed_at AS completedAt FROM transactions t
     WHERE ${due} AND (t.completed_at > ? OR (t.completed_at = ? AND t.id > ?)) AND t.completed_at >= ? AND NOT ${holds} ORDER BY t.completed_at, t.id LIMIT ?`,
    [endOf(completedUntil), after.completedAt, after.completedAt, after.id, after.completedAt, ...momentsOf(now), limit],
  );
}

/** 取消的交易: their pictures are kept for so many days, as drafts are; the trigger on disposed_deals knows the number too, which a story holds together. */
export const cancelledDays = 30;

/** Deals, of all or of `ids`, that were cancelled longer ago than that and have not ended, the oldest first. */
export async function cancelledDue(tx: EntityManager, { limit, ids }: { limit: number; ids?: string[] }, now: Date): Promise<string[]> {
  const before = new Date(now.getTime() - cancelledDays * 24 * 3600_000);
  const rows: { id: string }[] = await tx.query(
    `SELECT t.id FROM transactions t
     WHERE t.state = 'cancelled' AND t.created_at < ? ${ids ? 'AND t.id IN (?)' : ''} AND NOT EXISTS (SELECT 1 FROM disposed_deals g WHERE g.transaction_id = t.id)
       AND EXISTS (SELECT 1 FROM audit_events a WHERE a.subject_type = 'transaction' AND a.subject_id = t.id AND a.action = 'transactions.cancelled' AND a.at < ?)
       AND NOT ${unfinished} ORDER BY t.id LIMIT ?`,
    [before, ...(ids ? [ids] : []), before, ...momentsOf(now), limit],
  );
  return rows.map(({ id }) => id);
}

/** Of these deals, which are locked, those that may be destroyed now. */
export async function stillDue(tx: EntityManager, ids: string[], completedUntil: string, now: Date): Promise<Set<string>> {
  const rows: { id: string }[] = await tx.query(`SELECT t.id FROM transactions t WHERE ${due} AND t.id IN (?) AND NOT ${holds}`, [endOf(completedUntil), ids, ...momentsOf(now)]);
  return new Set(rows.map(({ id }) => id));
}
