import type { EntityManager } from 'typeorm';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Actor, StaffActor } from '../../http/actor';
import { authorize, ensure, refuseField } from '../../http/errors';
import { bookOf } from './books-in-force';
import { recount } from './standings';
import { tellDecided } from './telling';
import { whyNoPoints } from './transition';
import { codeIn } from './violation-book';
import { Violation } from './violation.entity';
import { findViolation, lockViolation } from './violations';
import { isDefenceOver, isStatementOpen, isSubject } from './violations.policy';

/** A violation for who opens it; the first time that its subject does is 送达. @throws discipline.violation_not_found */
export async function openViolation(tx: EntityManager, id: string, actor: Actor, by: By): Promise<Violation> {
  const violation = await findViolation(tx, id, actor);
  if (violation.readAt !== null || !isSubject(actor, violation)) return violation;
  const written = await tx.createQueryBuilder().update(Violation).set({ readAt: by.at }).where('id = :id AND read_at IS NULL', { id }).execute();
  if (written.affected === 1) await audit(tx, by, { action: 'discipline.violation_read', subject: { type: 'violation', id } });
  return tx.findOneByOrFail(Violation, { id });
}

/**
 * 陈述申辩, once, by the subject itself.
 * @throws discipline.violation_wrong_state once decided; discipline.statement_over after the period, or a second time
 */
export async function stateDefence(tx: EntityManager, { id, text }: { id: string; text: string }, actor: Actor, by: By): Promise<Violation> {
  const violation = await lockViolation(tx, id, actor);
  authorize(isSubject(actor, violation));
  ensure(violation.state === 'noticed', 'discipline.violation_wrong_state');
  ensure(isStatementOpen(violation, dayInShanghai(by.at)), 'discipline.statement_over');
  const change = { statement: text, statedAt: by.at, readAt: violation.readAt ?? by.at };
  await tx.update(Violation, id, change);
  await audit(tx, by, { action: 'discipline.violation_stated', subject: { type: 'violation', id } });
  return { ...violation, ...change };
}

/**
 * 处理决定 by a named person, once its subject has spoken or could have; there is no other way to points (PIPL art. 24).
 * @throws discipline.violation_wrong_state, discipline.defence_runs, request.invalid where the book only lets it be pointed out
 */
export async function decideViolation(
  tx: EntityManager,
  { id, outcome, reason }: { id: string; outcome: 'points' | 'correction' | 'dismissed'; reason: string },
  staff: StaffActor,
  by: By,
): Promise<Violation> {
  const violation = await lockViolation(tx, id, staff);
  ensure(violation.state === 'noticed', 'discipline.violation_wrong_state');
  ensure(isDefenceOver(violation, dayInShanghai(by.at)), 'discipline.defence_runs');
  if (outcome === 'points') {
    const content = await bookOf(tx, violation.bookVersion);
    const why = await whyNoPoints(tx, violation, content, codeIn(content, violation));
    if (why) refuseField('outcome', why);
  }
  const state = outcome === 'dismissed' ? 'dismissed' : 'decided';
  await tx.update(Violation, id, { state, outcome: outcome === 'dismissed' ? null : outcome, decidedBy: staff.staffId, decidedAt: by.at, decisionReason: reason });
  await audit(tx, by, { action: 'discipline.violation_decided', subject: { type: 'violation', id }, details: { outcome }, changes: { state: { before: 'noticed', after: state } } });
  await recount(tx, [{ type: violation.subjectType, id: violation.subjectId }], by);
  const decided = await tx.findOneByOrFail(Violation, { id });
  await tellDecided(tx, decided, by.at);
  return decided;
}
