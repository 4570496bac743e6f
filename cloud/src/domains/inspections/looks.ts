import type { LookDecision } from '@yongche/contract/inspections.shapes';
import { type EntityManager, IsNull, LessThanOrEqual } from 'typeorm';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { ensure, refuseField } from '../../http/errors';
import { enqueue } from '../../jobs/queue';
import { bookInForce } from '../discipline/books-in-force';
import { Image } from '../transactions/image.entity';
import { rulesOf } from '../transactions/rules-in-force';
import { Transaction } from '../transactions/transaction.entity';
import { outcomeOf } from './case-outcome';
import { askOpinion } from './cases';
import { type HeldLook, leaseFrom, lockLook } from './claims';
import { InspectionCase } from './inspection-case.entity';
import { InspectionLook, type Mark } from './inspection-look.entity';
import { openProblem } from './problems';

const undoMs = 10_000;
/** Until when a decision may be taken back; then it takes effect. */
const undoableUntil = (decidedAt: Date) => new Date(decidedAt.getTime() + undoMs);

/**
 * 核查结论 by who has the look; it takes effect ten seconds later (see `settleLook`).
 * @throws inspection.look_not_found, inspection.lease_over, inspection.decided, request.invalid naming the verdict or the mark that is wrong
 */
export async function decideLook(tx: EntityManager, { id, decision }: { id: string; decision: LookDecision }, staff: StaffActor, by: By): Promise<{ verdict: LookDecision['verdict']; undoableUntil: Date }> {
  const look = await lockLook(tx, id, staff);
  ensure(look.state === 'open', 'inspection.decided');
  ensure(look.claimableAt > by.at, 'inspection.lease_over');
  const { verdict, seconds } = decision;
  if (look.kind === 'opinion' && verdict === 'doubt') refuseField('verdict', '请作出结论：通过，或有问题。');
  const marks = decision.verdict === 'problem' ? decision.marks.map((mark): Mark => ({ ...mark, note: mark.note || null })) : null;
  if (marks) await ensureMarksHold(tx, look.caseId, marks, by.at);
  const note = decision.verdict === 'doubt' ? decision.note : null;
  await tx.update(InspectionLook, id, { state: 'decided', decidedAt: by.at, verdict, note, marks, seconds });
  const until = undoableUntil(by.at);
  await enqueue(tx, 'inspections.settle', { lookId: id }, { runAt: until });
  await audit(tx, by, { action: 'inspections.decided', subject: { type: 'inspection', id: look.caseId }, details: { lookId: id, verdict, codes: marks?.map(({ code, violation }) => ({ code, violation })) ?? [] } });
  return { verdict, undoableUntil: until };
}

/** Marks speak of pictures of this deal, and of violations that the rule book knows: what is decided must be able to take effect. */
async function ensureMarksHold(tx: EntityManager, caseId: string, marks: Mark[], at: Date): Promise<void> {
  const { transaction } = await tx.findOneOrFail(InspectionCase, { where: { id: caseId }, relations: { transaction: true } });
  const images = await tx.find(Image, { select: { id: true }, where: { transactionId: transaction!.id, problemId: IsNull() } });
  const { rules } = await rulesOf(tx, transaction!.rulesVersion);
  const book = await bookInForce(tx, dayInShanghai(at));
  marks.forEach(({ imageId, slot, violation }, index) => {
    if (imageId !== null && !images.some(({ id }) => id === imageId)) refuseField(`marks.${index}.imageId`, '这张照片不属于这笔交易，请刷新后再选。');
    if (slot !== null && !rules.photos.some(({ code }) => code === slot)) refuseField(`marks.${index}.slot`, '这笔交易没有这种照片，请重新选择。');
    if (violation !== null && !book?.content.codes.some(({ code }) => code === violation)) refuseField(`marks.${index}.violation`, '现行管理细则没有这个违规代码，请重新选择。');
  });
}

/** 撤销 within ten seconds: the look is in the inspector's hands again as it was. @throws inspection.look_not_found, inspection.undo_over, inspection.lease_over */
export async function undoLook(tx: EntityManager, id: string, staff: StaffActor, by: By): Promise<HeldLook> {
  const look = await lockLook(tx, id, staff);
  if (look.state === 'open') {
    ensure(look.claimableAt > by.at, 'inspection.lease_over');
    return look;
  }
  ensure(look.state === 'decided' && by.at < undoableUntil(look.decidedAt!), 'inspection.undo_over');
  const opened = { state: 'open', claimableAt: leaseFrom(by.at), decidedAt: null, verdict: null, note: null, marks: null, seconds: null } as const;
  await tx.update(InspectionLook, id, opened);
  await audit(tx, by, { action: 'inspections.undone', subject: { type: 'inspection', id: look.caseId }, details: { lookId: id, verdict: look.verdict } });
  return { ...look, ...opened };
}

/**
 * 结论生效: a look whose ten seconds are over takes effect on its case. Deal, case and look are locked in this order. Run twice,
 * or too early because the decision was taken back and made anew, it does nothing.
 */
export async function settleLook({ db, clock }: Pick<Deps, 'db' | 'clock'>, lookId: string): Promise<void> {
  const now = clock.now();
  const by: By = { author: { kind: 'system' }, origin: undefined, at: now };
  const found = await db.manager.findOne(InspectionLook, { where: { id: lookId }, relations: { case: true } });
  if (!found) return;
  await db.transaction(async (tx) => {
    const lock = { mode: 'pessimistic_write' } as const;
    const deal = await tx.findOneOrFail(Transaction, { where: { id: found.case!.transactionId }, lock });
    const inspected = await tx.findOneOrFail(InspectionCase, { where: { id: found.caseId }, lock });
    const { affected } = await tx.update(InspectionLook, { id: lookId, state: 'decided', decidedAt: LessThanOrEqual(new Date(now.getTime() - undoMs)) }, { state: 'settled' });
    if (affected && !inspected.closedAt) await follow(tx, { deal, inspected }, by);
  });
}

async function follow(tx: EntityManager, { deal, inspected }: { deal: Transaction; inspected: InspectionCase }, by: By): Promise<void> {
  const looks = await tx.findBy(InspectionLook, { caseId: inspected.id });
  const outcome = outcomeOf(looks);
  if (outcome.next === 'opinion' || looks.some(({ kind }) => kind === 'opinion')) await dropFree(tx, inspected.id, by.at);
  switch (outcome.next) {
    case 'wait':
      return;
    case 'opinion':
      await askOpinion(tx, inspected.id, outcome.question, by.at);
      return moveCase(tx, inspected, 'opinion', by);
    case 'pass':
      return moveCase(tx, inspected, 'passed', by);
    case 'problem': {
      const { id, staffId, marks } = looks.find((look) => look.id === outcome.lookId)!;
      await openProblem(tx, { deal, lookId: id, foundBy: staffId!, marks: marks! }, by);
      return moveCase(tx, inspected, 'problem', by);
    }
  }
}

/** Once another opinion decides alone, a first or blind look that nobody has begun is of no use to anybody. */
async function dropFree(tx: EntityManager, caseId: string, at: Date): Promise<void> {
  await tx.query("DELETE FROM inspection_looks WHERE case_id = ? AND kind <> 'opinion' AND state = 'open' AND claimable_at <= ?", [caseId, at]);
}

async function moveCase(tx: EntityManager, { id, state }: InspectionCase, to: InspectionCase['state'], by: By): Promise<void> {
  await tx.update(InspectionCase, id, { state: to, closedAt: to === 'opinion' ? null : by.at });
  await audit(tx, by, { action: 'inspections.settled', subject: { type: 'inspection', id }, changes: { state: { before: state, after: to } } });
}
