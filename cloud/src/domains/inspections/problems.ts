import { type EntityManager, In } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { isDuplicateKey } from '../../database-errors';
import type { Actor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { insertRows } from '../../insert-rows';
import { nextNumber } from '../../next-number';
import { workingDayAfter } from '../../working-days';
import { bookInForce } from '../discipline/books-in-force';
import { noticeOfDeal } from '../discipline/violations';
import { photoTitles } from '../evidence/evidence-state';
import type { Transaction } from '../transactions/transaction.entity';
import { Problem, ProblemItem } from './problem.entity';
import { findingsOf, listed, type Mark, violationsIn, wordsOf } from './problem-findings';
import { problemMessages, tell } from './problem-messages';
import type { ProblemState } from './problem-states';
import { noteSteps } from './problem-steps';
import { mayReadProblem } from './problems.policy';

/** Working days for a correction where no book is in force. */
const usualWorkingDays = 10;

/** 改正期限 of what is asked today: the working days of the book in force. */
export async function deadlineOf(tx: EntityManager, today: string): Promise<string> {
  const book = await bookInForce(tx, today);
  return workingDayAfter(today, book?.content.correctionWorkingDays ?? usualWorkingDays);
}

interface Found {
  deal: Transaction;
  lookId: string;
  /** The inspector. */
  foundBy: string;
  marks: Mark[];
}

/**
 * 开出问题单 for a completed deal: its findings, the deadline, the messages to agent and company, and the notices of the
 * violations that the book in force sees in them. One look opens one, however often it is settled.
 * @returns the id of the problem. @throws image.not_found for a mark on a picture that is not the deal's
 */
export async function openProblem(tx: EntityManager, { deal, lookId, foundBy, marks }: Found, by: By): Promise<string> {
  const known = await tx.findOneBy(Problem, { lookId });
  if (known) return known.id;
  const today = dayInShanghai(by.at);
  const book = await bookInForce(tx, today);
  const findings = await findingsOf(tx, deal, marks, book?.content);
  const problem = cardOf({ deal, lookId, foundBy, number: await nextProblemNumber(tx, by.at), dueOn: await deadlineOf(tx, today), bookVersion: book?.version ?? null }, by.at);
  try {
    await insertRows(tx, Problem, [problem]);
  } catch (error) {
    // Opened for the same look by another one meanwhile.
    if (!isDuplicateKey(error, 'problems_look_id')) throw error;
    return (await tx.findOneByOrFail(Problem, { lookId })).id;
  }
  await insertRows(tx, ProblemItem, findings.map((finding) => ({ id: uuidv7(), problemId: problem.id, ...finding })));
  await noteSteps(tx, problem, by, { step: 'found', who: { byKind: 'staff', byId: foundBy } }, { step: 'notified', who: { byKind: 'system', byId: null } });
  await audit(tx, by, { action: 'problems.opened', subject: { type: 'problem', id: problem.id }, details: { number: problem.number, transactionId: deal.id, codes: findings.map(({ code }) => code), dueOn: problem.dueOn } });
  const titleOf = await photoTitles(tx, deal);
  const told = `${deal.plate}（流水号${deal.serial}）${listed(findings.map((finding) => wordsOf(finding, titleOf)))}`;
  await tell(tx, problem, problemMessages.found(problem, deal.plate, told), by.at);
  const violations = violationsIn(findings, deal, titleOf);
  if (violations.length > 0) await noticeOfDeal(tx, { deal, problemId: problem.id, source: 'inspection', foundBy, marks: violations }, by);
  return problem.id;
}

function cardOf({ deal, ...card }: { deal: Transaction } & Pick<Problem, 'lookId' | 'foundBy' | 'number' | 'dueOn' | 'bookVersion'>, at: Date): Problem {
  return {
    id: uuidv7(),
    transactionId: deal.id,
    state: 'open',
    foundAt: at,
    correctionNote: null,
    correctedAt: null,
    closedAt: null,
    remindedOn: null,
    escalatedAt: null,
    personId: deal.personId,
    companyId: deal.companyId,
    marketId: deal.marketId,
    ...card,
  };
}

/** 编号, such as WT20260001; at least four digits behind the year. */
async function nextProblemNumber(tx: EntityManager, at: Date): Promise<string> {
  const prefix = `WT${dayInShanghai(at).slice(0, 4)}`;
  return prefix + String(await nextNumber(tx, prefix)).padStart(4, '0');
}

/** Reads a problem that `actor` may see. @throws problem.not_found, also for somebody else's */
export async function findProblem(tx: EntityManager, id: string, actor: Actor): Promise<Problem> {
  const problem = await tx.findOneBy(Problem, { id });
  ensure(problem && mayReadProblem(actor, problem), 'problem.not_found');
  return problem;
}

/** The same, locked for a change. */
export async function lockProblem(tx: EntityManager, id: string, actor: Actor): Promise<Problem> {
  const problem = await tx.findOne(Problem, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(problem && mayReadProblem(actor, problem), 'problem.not_found');
  return problem;
}

/** How many problems there are: of an agent, a company, a market or all, in these states. */
export function countProblems(tx: EntityManager, { state, ...scope }: { personId?: string; companyId?: string; marketId?: string; state?: ProblemState | ProblemState[] }): Promise<number> {
  return tx.countBy(Problem, { ...scope, ...(state ? { state: In([state].flat()) } : {}) });
}
