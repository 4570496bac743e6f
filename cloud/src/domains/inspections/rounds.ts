import type { EntityManager } from 'typeorm';
import { audit, type By } from '../../audit/audit';
import { changesOf } from '../../audit/changes';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import { workingDayAfter } from '../../working-days';
import { noticeOfDeal } from '../discipline/violations';
import { Transaction } from '../transactions/transaction.entity';
import { Problem } from './problem.entity';
import { problemMessages, tell } from './problem-messages';
import { moveProblem } from './problem-states';
import { noteSteps } from './problem-steps';

/** Working days before the deadline on which agent and company are reminded. */
const remindBefore = 2;
/** 逾期不改正 in the rule book. */
const notCorrected = 'E05';
/** Problems that one query takes. */
const slice = 100;

/** What comes with the day: problems whose deadline is near or over. Repeatable at any time; two rounds at once do each thing once. */
export async function inspectionsRound({ db, clock, log }: Pick<Deps, 'db' | 'clock' | 'log'>): Promise<void> {
  const by: By = { author: { kind: 'system' }, origin: undefined, at: clock.now() };
  const today = dayInShanghai(by.at);
  /** Each in a transaction of its own; one that fails does not keep the others waiting, and is tried in the next round. */
  const each = async (condition: string, value: string, work: (tx: EntityManager, problem: Problem, deal: Transaction) => Promise<void>) => {
    for (let after = ''; ; ) {
      const due: { id: string }[] = await db.query(`SELECT id FROM problems WHERE state = 'open' AND ${condition} AND id > ? ORDER BY id LIMIT ?`, [value, after, slice]);
      for (const { id } of due) await db.transaction((tx) => lockedWith(tx, id, work)).catch((error: unknown) => log.error({ err: error, problemId: id }, 'the round could not settle a problem'));
      if (due.length < slice) return;
      after = due.at(-1)!.id;
    }
  };
  await each('due_on < ?', today, (tx, problem, deal) => lapse(tx, problem, deal, by));
  await each('reminded_on IS NULL AND due_on <= ?', workingDayAfter(today, remindBefore), (tx, problem, deal) => remind(tx, problem, deal, by));
}

async function lockedWith(tx: EntityManager, id: string, work: (tx: EntityManager, problem: Problem, deal: Transaction) => Promise<void>): Promise<void> {
  const problem = await tx.findOneOrFail(Problem, { where: { id }, lock: { mode: 'pessimistic_write' } });
  await work(tx, problem, await tx.findOneByOrFail(Transaction, { id: problem.transactionId }));
}

/** 逾期: told to agent and company, and noticed as a violation where the book in force knows it; it can still be corrected. */
async function lapse(tx: EntityManager, problem: Problem, deal: Transaction, by: By): Promise<void> {
  const isOver = problem.dueOn < dayInShanghai(by.at);
  const overdue = isOver ? await moveProblem(tx, problem, 'lapse', { escalatedAt: by.at }) : undefined;
  if (!overdue) return;
  const { id, number, dueOn } = overdue;
  await noteSteps(tx, overdue, by, { step: 'overdue' });
  await audit(tx, by, { action: 'problems.overdue', subject: { type: 'problem', id }, details: { number, dueOn }, changes: changesOf<Problem>(problem, { state: overdue.state }) });
  await tell(tx, overdue, problemMessages.overdue(overdue, deal.plate), by.at);
  const facts = `${deal.plate}（流水号${deal.serial}）的问题单${number}应于${dueOn}前改正，逾期未改正。`;
  await noticeOfDeal(tx, { deal, problemId: id, source: 'correction', foundBy: null, marks: [{ violation: notCorrected, pictures: [], facts }] }, by);
}

async function remind(tx: EntityManager, problem: Problem, deal: Transaction, by: By): Promise<void> {
  const today = dayInShanghai(by.at);
  if (problem.state !== 'open' || problem.remindedOn !== null || problem.dueOn < today) return;
  await tx.update(Problem, problem.id, { remindedOn: today });
  await tell(tx, problem, problemMessages.reminder(problem, deal.plate), by.at);
}
