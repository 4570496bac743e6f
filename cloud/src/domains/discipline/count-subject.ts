import type { RuleBookContent } from '@yongche/contract/discipline.shapes';
import type { EntityManager } from 'typeorm';
import { dayInShanghai, startOfDay } from '../../clock';
import { bookInForce, bookOf } from './books-in-force';
import { cycleOn, type Period } from './cycles';
import { LearningCredit } from './learning-credit.entity';
import { type Count, countPoints, type Finding, type Share } from './points';
import type { Subject } from './subjects';
import { modeOn } from './transition';
import { codeIn } from './violation-book';
import { Violation } from './violation.entity';

/** A violation as far as it is counted. */
export type CountedViolation = Pick<
  Violation,
  'id' | 'number' | 'code' | 'bookVersion' | 'state' | 'outcome' | 'noticedAt' | 'decidedAt' | 'decidedPoints' | 'appealState' | 'multiplier' | 'points' | 'standing'
>;
const columns = { id: true, number: true, code: true, bookVersion: true, state: true, outcome: true, noticedAt: true, decidedAt: true, decidedPoints: true, appealState: true, multiplier: true, points: true, standing: true } as const;

/** 扣分情况 of a subject on a day, by the book in force then. */
export interface Counting {
  subject: Subject;
  book: RuleBookContent;
  cycle: Period;
  /** Longer than the cycle where a measure of the last one is unfinished: its points are cleared with it. */
  period: Period;
  violations: CountedViolation[];
  count: Count;
}

/** Counts one subject anew from what stands in the database; writes nothing. Null where no book is in force. */
export async function countSubject(tx: EntityManager, subject: Subject, today: string): Promise<Counting | null> {
  const book = (await bookInForce(tx, today))?.content;
  if (!book) return null;
  const { type, id } = subject;
  const cycle = cycleOn(book.cycles[type], type === 'agent' ? await firstIssueOf(tx, id) : null, today);
  const period = { ...cycle, from: await unfinishedFrom(tx, subject, cycle.from) };
  const violations = await tx.find(Violation, { select: columns, where: { subjectType: type, subjectId: id }, order: { noticedAt: 'ASC', id: 'ASC' } });
  const findings: Finding[] = [];
  for (const violation of violations) findings.push(await findingOf(tx, violation));
  const credits = type === 'agent' ? await tx.findBy(LearningCredit, { personId: id }) : [];
  return { subject, book, cycle, period, violations, count: countPoints(book, { type, period }, findings, { credits, shares: await sharesOf(tx, subject, period.from) }) };
}

async function findingOf(tx: EntityManager, violation: CountedViolation): Promise<Finding> {
  const { id, code, noticedAt, decidedAt, outcome, decidedPoints, appealState } = violation;
  const content = await bookOf(tx, violation.bookVersion);
  const noticedOn = dayInShanghai(noticedAt);
  const costs = decidedAt !== null || modeOn(content, code, noticedOn) === 'points';
  return { id, code, bookPoints: costs ? codeIn(content, violation).points : 0, noticedOn, decidedAt, outcome, decidedPoints, appealState };
}

/** The first certificate that was ever issued to a person: nobody begins a new cycle by joining another company. */
async function firstIssueOf(tx: EntityManager, personId: string): Promise<string | null> {
  const [row]: { first: string | null }[] = await tx.query('SELECT MIN(issued_on) AS first FROM certificates WHERE person_id = ?', [personId]);
  return row?.first ?? null;
}

/** The first day of the oldest cycle of which a 限期整改, 暂停 or proposed 取消 is unfinished. */
async function unfinishedFrom(tx: EntityManager, { type, id }: Subject, cycleFrom: string): Promise<string> {
  const [row]: { first: string | null }[] = await tx.query(
    "SELECT MIN(cycle_from) AS first FROM measures WHERE subject_type = ? AND subject_id = ? AND kind <> 'warning' AND state IN ('in_force', 'proposed')",
    [type, id],
  );
  return row?.first && row.first < cycleFrom ? row.first : cycleFrom;
}

/** What stands against others and counts for this subject too: its agents' for a company, of agents and companies for the market where it arose. */
async function sharesOf(tx: EntityManager, { type, id }: Subject, from: string): Promise<Share[]> {
  if (type !== 'company' && type !== 'market') return [];
  const [column, kinds] = type === 'company' ? ['company_id', ['agent']] : ['market_id', ['agent', 'company']];
  return tx.query(
    `SELECT subject_type AS \`of\`, company_id AS companyId, points, decided_at AS decidedAt FROM violations
     WHERE ${column} = ? AND decided_at >= ? AND subject_type IN (?) AND company_id IS NOT NULL AND outcome = 'points' AND points > 0 AND (appeal_state IS NULL OR appeal_state NOT IN ('open', 'revoked'))
     ORDER BY decided_at, id`,
    [id, startOfDay(from), kinds],
  );
}
