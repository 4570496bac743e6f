import type { appealStates } from '@yongche/contract';
import { type EntityManager, In } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Actor, StaffActor } from '../../http/actor';
import { authorize, ensure, refuseField } from '../../http/errors';
import { workingDayAfter } from '../../working-days';
import { proposeItem } from '../governance/agenda';
import { bookOf } from './books-in-force';
import { Measure } from './measure.entity';
import { lockAccounts, recount } from './standings';
import { keyOfSubject, namesOf } from './subjects';
import { tellAppealDecided } from './telling';
import { appealUntil, codeIn } from './violation-book';
import { Violation } from './violation.entity';
import { keyOfAppeal, lockViolation } from './violations';
import { isAppealable, isImpartial, isSubject } from './violations.policy';

/**
 * 申诉, once, against points alone; while it is open they are shown, not counted. What hits a cancellation, or a violation of a
 * full cycle's points, goes before the chairs' meeting.
 * @throws discipline.violation_wrong_state, discipline.appeal_over
 */
export async function appealViolation(tx: EntityManager, { id, text, keys }: { id: string; text: string; keys: Pick<KeyRing, 'unwrap'> }, actor: Actor, by: By): Promise<Violation> {
  const violation = await lockViolation(tx, id, actor);
  authorize(isSubject(actor, violation));
  ensure(isAppealable(violation), 'discipline.violation_wrong_state');
  const content = await bookOf(tx, violation.bookVersion);
  const today = dayInShanghai(by.at);
  ensure(violation.appealState === null && today <= appealUntil(content, violation)!, 'discipline.appeal_over');
  const beforeMeeting = (violation.points ?? 0) >= content.full || (await facesCancellation(tx, violation));
  await tx.update(Violation, id, {
    appealState: 'open',
    appealText: text,
    appealAt: by.at,
    appealDecideBy: workingDayAfter(today, content.decisionWorkingDays),
    appealBeforeMeeting: beforeMeeting,
  });
  await audit(tx, by, { action: 'discipline.appealed', subject: { type: 'violation', id }, details: { beforeMeeting } });
  if (beforeMeeting) await bringBeforeMeeting(tx, violation, text, keys, by);
  await recount(tx, [{ type: violation.subjectType, id: violation.subjectId }], by);
  return tx.findOneByOrFail(Violation, { id });
}

/** A cancellation rests on a sum, so on every violation that counts in it. */
function facesCancellation(tx: EntityManager, { subjectType, subjectId, standing }: Violation): Promise<boolean> {
  return standing === 'counted' ? tx.existsBy(Measure, { subjectType, subjectId, kind: 'cancellation', state: In(['proposed', 'executed']) }) : Promise.resolve(false);
}

async function bringBeforeMeeting(tx: EntityManager, violation: Violation, text: string, keys: Pick<KeyRing, 'unwrap'>, by: By): Promise<void> {
  const { code, name } = codeIn(await bookOf(tx, violation.bookVersion), violation);
  const subject = { type: violation.subjectType, id: violation.subjectId };
  const who = (await namesOf(tx, keys, [subject])).get(keyOfSubject(subject)) ?? '';
  await proposeItem(
    tx,
    {
      kind: 'cancellation_appeal',
      key: keyOfAppeal(violation.id),
      title: `申诉：${who}，${code} ${name}`.slice(0, 100),
      proposal: `决定是否维持编号${violation.number}的处理决定（扣${violation.points ?? 0}分）。通过即维持，不通过即撤销。`,
      facts: [`违规事实：${violation.facts}`, `原决定理由：${violation.decisionReason}`, ...(violation.statement ? [`陈述申辩：${violation.statement}`] : []), `申诉理由：${text}`],
      link: `violation:${violation.id}`,
      decidedIn: 'chairs',
      madeBy: null,
    },
    by,
  );
}

/**
 * 申诉决定 by somebody who neither found nor decided it; it never makes things worse.
 * @throws discipline.violation_wrong_state, discipline.meeting_decides, discipline.same_person, request.invalid for more points
 */
export async function decideAppeal(tx: EntityManager, decision: { id: string; outcome: 'upheld' | 'changed' | 'revoked'; reason: string; points?: number }, staff: StaffActor, by: By): Promise<Violation> {
  const violation = await lockViolation(tx, decision.id, staff);
  ensure(violation.appealState === 'open', 'discipline.violation_wrong_state');
  ensure(!violation.appealBeforeMeeting, 'discipline.meeting_decides');
  ensure(isImpartial(staff, violation), 'discipline.same_person');
  if (decision.outcome === 'changed' && decision.points! >= (violation.points ?? 0)) refuseField('points', `变更后的分值应少于原来的${violation.points ?? 0}分；分值不变请选维持。`);
  await settleAppeal(tx, decision.id, { ...decision, decidedBy: staff.staffId }, by);
  return tx.findOneByOrFail(Violation, { id: decision.id });
}

/** Writes the end of an open appeal, by a person or by the meeting (`decidedBy` null), and counts anew; done once, it stays. */
export async function settleAppeal(
  tx: EntityManager,
  violationId: string,
  { outcome, reason, points, decidedBy }: { outcome: Exclude<keyof typeof appealStates, 'open'>; reason: string; points?: number; decidedBy: string | null },
  by: By,
): Promise<void> {
  const seen = await tx.findOneByOrFail(Violation, { id: violationId });
  const subject = { type: seen.subjectType, id: seen.subjectId };
  await lockAccounts(tx, [subject]);
  const changed = outcome === 'changed' ? { decidedPoints: points!, appealPoints: points! } : {};
  const settled = await tx.update(Violation, { id: violationId, appealState: 'open' }, { appealState: outcome, appealReason: reason, appealDecidedBy: decidedBy, appealDecidedAt: by.at, ...changed });
  if (settled.affected !== 1) return;
  await audit(tx, by, { action: 'discipline.appeal_decided', subject: { type: 'violation', id: violationId }, details: { outcome, beforeMeeting: seen.appealBeforeMeeting, ...(points === undefined ? {} : { points }) } });
  await recount(tx, [subject], by);
  await tellAppealDecided(tx, await tx.findOneByOrFail(Violation, { id: violationId }), by.at);
}
