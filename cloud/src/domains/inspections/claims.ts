import type { EntityManager } from 'typeorm';
import { audit, type By } from '../../audit/audit';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { InspectionLook } from './inspection-look.entity';

const leaseMs = 10 * 60_000;
/** Until when a look is kept for who claims it now. */
export const leaseFrom = (at: Date) => new Date(at.getTime() + leaseMs);

/**
 * Whether a look `l` is free at ? for the inspector ?, ?: never two looks of one case by one person. Where every inspector
 * there is has looked, a second opinion may be one of theirs again, but nobody's on the own doubt.
 */
export const mayLook = `l.state = 'open' AND l.claimable_at <= ? AND (
    NOT EXISTS (SELECT 1 FROM inspection_looks o WHERE o.case_id = l.case_id AND o.id <> l.id AND o.staff_id = ?)
    OR (l.kind = 'opinion'
      AND NOT EXISTS (SELECT 1 FROM inspection_looks o WHERE o.case_id = l.case_id AND o.staff_id = ? AND o.verdict = 'doubt')
      AND NOT EXISTS (SELECT 1 FROM staff s WHERE s.role = 'inspector' AND s.state = 'active' AND NOT EXISTS (SELECT 1 FROM inspection_looks o WHERE o.case_id = l.case_id AND o.staff_id = s.id))))`;

/** A look in the hands of who claimed it. */
export type HeldLook = Pick<InspectionLook, 'id' | 'caseId' | 'question' | 'claimableAt'>;

type Look = Omit<HeldLook, 'claimableAt'>;

/**
 * What the inspector has, in the order of the queue. The inspector's row is locked with it, so that one person claims once at a
 * time: two at once could each find a look of the same case.
 */
export async function lockHeld(tx: EntityManager, staffId: string, at: Date): Promise<Look[]> {
  const rows: { [Field in keyof Look]: Look[Field] | null }[] = await tx.query(
    `SELECT l.id, l.case_id AS caseId, l.question FROM staff s LEFT JOIN inspection_looks l FORCE INDEX (inspection_looks_held) ON l.staff_id = s.id AND l.state = 'open' AND l.claimable_at > ?
     WHERE s.id = ? ORDER BY l.turn, l.claimable_at, l.id FOR UPDATE`,
    [at, staffId],
  );
  return rows.filter((row): row is Look => row.id !== null);
}

/**
 * 领取: what the inspector has already, and from the head of the queue as many more as are missing to `ahead`, each kept for ten
 * minutes from now. Others who claim at the same moment pass over what is being taken here, so nobody waits and no look is had by two.
 * @returns the first `ahead` looks, in the order of the queue
 */
export async function claimLooks(tx: EntityManager, { ahead }: { ahead: number }, staff: StaffActor, by: By): Promise<HeldLook[]> {
  const { staffId } = staff;
  const held = await lockHeld(tx, staffId, by.at);
  const free = held.length < ahead ? await freeLooks(tx, staffId, ahead - held.length, by.at) : [];
  const looks = [...held, ...free];
  if (looks.length === 0) return [];
  const claimableAt = leaseFrom(by.at);
  await tx.query('UPDATE inspection_looks SET staff_id = ?, claimable_at = ? WHERE id IN (?)', [staffId, claimableAt, looks.map(({ id }) => id)]);
  if (free.length > 0) await audit(tx, by, ...free.map(({ id, caseId }) => ({ action: 'inspections.claimed' as const, subject: { type: 'inspection' as const, id: caseId }, details: { lookId: id } })));
  return looks.slice(0, ahead).map((look) => ({ ...look, claimableAt }));
}

/**
 * The next looks of so many cases, locked. By the queue's index alone: a plan that sorts would lock the whole queue, and
 * everybody else would find nothing. Of a case with two free looks one is taken, so twice as many rows but one are enough.
 */
async function freeLooks(tx: EntityManager, staffId: string, count: number, at: Date): Promise<Look[]> {
  const rows: Look[] = await tx.query(
    `SELECT l.id, l.case_id AS caseId, l.question FROM inspection_looks l FORCE INDEX (inspection_looks_queue)
     WHERE ${mayLook} ORDER BY l.turn, l.claimable_at, l.id LIMIT ? FOR UPDATE SKIP LOCKED`,
    [at, staffId, staffId, 2 * count - 1],
  );
  return rows.filter(({ caseId }, index) => rows.findIndex((row) => row.caseId === caseId) === index).slice(0, count);
}

/** 退还: the look goes back to its place in the queue. @throws inspection.look_not_found, inspection.decided */
export async function releaseLook(tx: EntityManager, id: string, staff: StaffActor, by: By): Promise<void> {
  const look = await lockLook(tx, id, staff);
  ensure(look.state === 'open', 'inspection.decided');
  await tx.update(InspectionLook, id, { staffId: null, claimableAt: by.at });
  await audit(tx, by, { action: 'inspections.released', subject: { type: 'inspection', id: look.caseId }, details: { lookId: id } });
}

/** The look that the inspector has, or has decided, locked for a change. @throws inspection.look_not_found */
export async function lockLook(tx: EntityManager, id: string, { staffId }: StaffActor): Promise<InspectionLook> {
  const look = await tx.findOne(InspectionLook, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(look?.staffId === staffId, 'inspection.look_not_found');
  return look;
}

/** Looks that nobody has. */
export async function countWaiting(tx: EntityManager, now: Date): Promise<number> {
  const [waiting]: { n: string }[] = await tx.query("SELECT COUNT(*) AS n FROM inspection_looks WHERE state = 'open' AND claimable_at <= ?", [now]);
  return Number(waiting!.n);
}
