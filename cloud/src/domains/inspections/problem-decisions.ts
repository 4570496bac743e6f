import type { EntityManager } from 'typeorm';
import { type Act, audit, type By } from '../../audit/audit';
import { changesOf } from '../../audit/changes';
import { dayInShanghai } from '../../clock';
import type { StaffActor } from '../../http/actor';
import { ensure, refuseField } from '../../http/errors';
import { dismissOfProblem } from '../discipline/violations';
import { returnCorrections } from '../transactions/correction-images';
import { Transaction } from '../transactions/transaction.entity';
import type { Problem } from './problem.entity';
import { problemMessages, tell } from './problem-messages';
import { moveProblem, type ProblemMove } from './problem-states';
import { noteSteps } from './problem-steps';
import { deadlineOf, lockProblem } from './problems';

type Review = { accepted: true } | { accepted: false; note: string };

/** 复核改正: it is accepted and the problem closed, or it goes back with the reason and a new deadline. @throws problem.not_found, problem.wrong_state */
export async function reviewCorrection(tx: EntityManager, { id, review, inspector }: { id: string; review: Review; inspector: StaffActor }, by: By): Promise<Problem> {
  const problem = await lockProblem(tx, id, inspector);
  const plate = await plateOf(tx, problem);
  if (review.accepted) {
    const verified = await move(tx, problem, 'accept', { closedAt: by.at }, by, act('problems.accepted', problem));
    await noteSteps(tx, problem, by, { step: 'verified' });
    await tell(tx, verified, problemMessages.verified(verified, plate), by.at);
    return verified;
  }
  const dueOn = await deadlineOf(tx, dayInShanghai(by.at));
  const refused = await move(tx, problem, 'refuse', { dueOn, remindedOn: null }, by, act('problems.refused', problem, { dueOn }));
  await returnCorrections(tx, id);
  await noteSteps(tx, problem, by, { step: 'refused', note: review.note });
  await tell(tx, refused, problemMessages.refused(refused, plate, review.note), by.at);
  return refused;
}

/** 延长期限; what was overdue is open again. @throws problem.not_found, problem.wrong_state, request.invalid for a day that is no later */
export async function extendProblem(tx: EntityManager, { id, until, reason, inspector }: { id: string; until: string; reason: string; inspector: StaffActor }, by: By): Promise<Problem> {
  const problem = await lockProblem(tx, id, inspector);
  if (until <= problem.dueOn || until <= dayInShanghai(by.at)) refuseField('until', '新的期限应在今天和原来的期限之后。');
  const extended = await move(tx, problem, 'extend', { dueOn: until, remindedOn: null }, by, act('problems.extended', problem, { dueOn: until, reason }));
  await noteSteps(tx, problem, by, { step: 'extended', note: `延长到${until}：${reason}` });
  await tell(tx, extended, problemMessages.extended(extended, await plateOf(tx, problem)), by.at);
  return extended;
}

/** 撤回问题单, found by mistake, until its correction is accepted: what was noticed because of it is taken back too. @throws problem.not_found, problem.wrong_state */
export async function withdrawProblem(tx: EntityManager, { id, reason, inspector }: { id: string; reason: string; inspector: StaffActor }, by: By): Promise<Problem> {
  const problem = await lockProblem(tx, id, inspector);
  const withdrawn = await move(tx, problem, 'withdraw', { closedAt: by.at }, by, act('problems.withdrawn', problem, { reason }));
  await noteSteps(tx, problem, by, { step: 'withdrawn', note: reason });
  await dismissOfProblem(tx, id, reason, by);
  await tell(tx, withdrawn, problemMessages.withdrawn(withdrawn, await plateOf(tx, problem), reason), by.at);
  return withdrawn;
}

const act = (action: Act['action'], { id, number }: Problem, details: Record<string, unknown> = {}): Act => ({ action, subject: { type: 'problem', id }, details: { number, ...details } });

async function move(tx: EntityManager, problem: Problem, to: ProblemMove, change: Partial<Problem>, by: By, told: Act): Promise<Problem> {
  const moved = await moveProblem(tx, problem, to, change);
  ensure(moved, 'problem.wrong_state');
  await audit(tx, by, { ...told, changes: changesOf<Problem>(problem, { state: moved.state, dueOn: moved.dueOn }) });
  return moved;
}

async function plateOf(tx: EntityManager, { transactionId }: Problem): Promise<string> {
  return (await tx.findOneOrFail(Transaction, { select: { plate: true }, where: { id: transactionId } })).plate;
}
