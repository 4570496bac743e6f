import { disciplineSubjects, type violationSources } from '@yongche/contract';
import type { BookCode } from '@yongche/contract/discipline.shapes';
import { type EntityManager, In } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Actor, StaffActor } from '../../http/actor';
import { ensure, refuseField } from '../../http/errors';
import { nextNumber } from '../../next-number';
import { workingDayAfter } from '../../working-days';
import { withdrawItem } from '../governance/agenda';
import type { Duty } from '../registry/duty.entity';
import { Transaction } from '../transactions/transaction.entity';
import { bookInForce } from './books-in-force';
import { lockAccounts, recount } from './standings';
import { homeOf, keyOfSubject, type Subject, subjectOfDeal } from './subjects';
import { tellDismissed, tellNoticed } from './telling';
import { Violation, type ViolationPicture } from './violation.entity';
import { mayReadViolation } from './violations.policy';

/** What is noticed; `key` says what it is about, so that it is noticed once. */
export interface Notice {
  code: string;
  subject: Subject;
  source: keyof typeof violationSources;
  facts: string;
  transactionId: string | null;
  problemId: string | null;
  pictures: ViolationPicture[];
  /** The employee; null where the system found it. */
  foundBy: string | null;
  key: string;
}

const maxFacts = 1000;
export const keyOfAppeal = (violationId: string) => `appeal:${violationId}`;

/**
 * 告知违规 under the book in force: the subject is told and may state its defence; nothing counts until a person decides.
 * @returns its id, also where it was noticed before; null where no book is in force, or it does not know the code for such a subject.
 */
export async function noticeViolation(tx: EntityManager, { subject, key, facts, ...notice }: Notice, by: By): Promise<string | null> {
  const today = dayInShanghai(by.at);
  const book = await bookInForce(tx, today);
  const code = book?.content.codes.find((candidate) => candidate.code === notice.code && candidate.subjects.includes(subject.type));
  if (!book || !code) return null;
  const place = await placeOf(tx, subject, notice.transactionId);
  await lockAccounts(tx, [subject, ...placesOf(place)]);
  // Whoever notices the same about this subject has waited for the lock.
  const known = await tx.findOne(Violation, { select: { id: true }, where: { about: key } });
  if (known) return known.id;
  const year = today.slice(0, 4);
  const defenceUntil = workingDayAfter(today, book.content.defenceWorkingDays);
  const violation: Violation = {
    ...undecided,
    ...notice,
    id: uuidv7(),
    number: `WG${year}${String(await nextNumber(tx, `WG${year}`)).padStart(5, '0')}`,
    about: key,
    bookVersion: book.version,
    subjectType: subject.type,
    subjectId: subject.id,
    facts: facts.slice(0, maxFacts),
    ...place,
    noticedAt: by.at,
    defenceUntil,
    decideBy: workingDayAfter(defenceUntil, book.content.decisionWorkingDays),
  };
  await tx.insert(Violation, violation);
  await audit(tx, by, { action: 'discipline.violation_noticed', subject: { type: 'violation', id: violation.id }, details: { number: violation.number, code: code.code, book: book.version, source: notice.source } });
  await tellNoticed(tx, violation, code, by.at);
  await recount(tx, [subject], by);
  return violation.id;
}

const undecided = {
  state: 'noticed', outcome: null, readAt: null, statement: null, statedAt: null, decidedBy: null, decidedAt: null, decisionReason: null, decidedPoints: null,
  appealState: null, appealText: null, appealAt: null, appealDecideBy: null, appealBeforeMeeting: false, appealDecidedBy: null, appealDecidedAt: null, appealReason: null, appealPoints: null,
  multiplier: 1, points: null, standing: 'pending',
} as const satisfies Partial<Violation>; // prettier-ignore

/** Where it arose: in the deal, else where the subject belongs. */
async function placeOf(tx: EntityManager, subject: Subject, transactionId: string | null): Promise<Pick<Violation, 'marketId' | 'companyId'>> {
  const deal = transactionId && (await tx.findOneByOrFail(Transaction, { id: transactionId }));
  if (deal) return { marketId: deal.marketId, companyId: deal.companyId };
  return (await homeOf(tx, subject)) ?? { marketId: null, companyId: null };
}

const placesOf = ({ companyId, marketId }: Pick<Violation, 'companyId' | 'marketId'>): Subject[] => [...(companyId ? [{ type: 'company', id: companyId } as const] : []), ...(marketId ? [{ type: 'market', id: marketId } as const] : [])];

/** One finding in a deal. */
export interface DealMark {
  violation: string;
  pictures: ViolationPicture[];
  facts: string;
}

/** 告知 of what a look or an overdue correction found in a deal: for each code one violation of each whom the book names. */
export async function noticeOfDeal(
  tx: EntityManager,
  { deal, problemId, source, foundBy, marks }: { deal: Transaction; problemId: string; source: 'inspection' | 'correction'; foundBy: string | null; marks: DealMark[] },
  by: By,
): Promise<void> {
  const book = await bookInForce(tx, dayInShanghai(by.at));
  const notices = [...new Set(marks.map(({ violation }) => violation))].flatMap((code): Notice[] => {
    const found = marks.filter(({ violation }) => violation === code);
    const known = book?.content.codes.find((candidate) => candidate.code === code);
    const about = { code, source, problemId, transactionId: deal.id, foundBy, facts: [...new Set(found.map(({ facts }) => facts))].join('；'), pictures: found.flatMap(({ pictures }) => pictures) };
    const subjects = (known ? concerned(known) : []).map((type) => subjectOfDeal(deal, type)).filter((subject) => subject !== null);
    return subjects.map((subject) => ({ ...about, subject, key: `problem:${problemId}:${code}:${keyOfSubject(subject)}` }));
  });
  if (notices.length === 0) return;
  await lockAccounts(tx, [...notices.map(({ subject }) => subject), ...placesOf(deal)]);
  for (const notice of notices) await noticeViolation(tx, notice, by);
}

/** A code for anybody (E05, G01) means who did it, not everybody at once: in the pictures of a deal, the agent who took them. */
const concerned = ({ subjects }: BookCode): Subject['type'][] => (subjects.length === Object.keys(disciplineSubjects).length ? ['agent'] : subjects);

/** 逾期未办报告义务: of the company, by the code of the duty; only told, like everything that the system finds. */
export async function noticeOverdueDuty(tx: EntityManager, { id, companyId, kind, cause, dueOn }: Pick<Duty, 'id' | 'companyId' | 'kind' | 'cause' | 'dueOn'>, by: By): Promise<void> {
  const about = { source: 'duty', facts: `${cause}，应于${dueOn}前办理，逾期未办。`, transactionId: null, problemId: null, foundBy: null } as const;
  await noticeViolation(tx, { ...about, code: kind, subject: { type: 'company', id: companyId }, pictures: [], key: `duty:${id}` }, by);
}

/**
 * 登记违规 that an employee found.
 * @throws discipline.code_unknown, discipline.subject_not_found, request.invalid where the deal is not the subject's
 */
export async function registerViolation(tx: EntityManager, { code, subject, transactionId, facts }: Pick<Notice, 'code' | 'subject' | 'transactionId' | 'facts'>, staff: StaffActor, by: By): Promise<Violation> {
  const book = await bookInForce(tx, dayInShanghai(by.at));
  ensure(book?.content.codes.some((known) => known.code === code && known.subjects.includes(subject.type)), 'discipline.code_unknown');
  ensure(await homeOf(tx, subject), 'discipline.subject_not_found');
  if (transactionId) {
    const deal = await tx.findOneBy(Transaction, { id: transactionId });
    if (!deal || subjectOfDeal(deal, subject.type)?.id !== subject.id) refuseField('transactionId', '这笔交易与所选的扣分对象无关，请核对。');
  }
  const id = await noticeViolation(tx, { code, subject, source: 'person', facts, transactionId, problemId: null, pictures: [], foundBy: staff.staffId, key: `person:${uuidv7()}` }, by);
  return tx.findOneByOrFail(Violation, { id: id! });
}

/** A withdrawn 问题单 takes its violations back, decided or not; what was counted is counted anew. */
export async function dismissOfProblem(tx: EntityManager, problemId: string, reason: string, by: By): Promise<void> {
  const subjects = subjectsOf(await tx.findBy(Violation, { problemId }));
  await lockAccounts(tx, subjects);
  const locked = await tx.find(Violation, { where: { problemId, state: In(['noticed', 'decided']) }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  const decidedBy = by.author.kind === 'staff' ? by.author.staffId : null;
  for (const violation of locked) {
    const appeal = violation.appealState === 'open' ? ({ appealState: 'revoked', appealDecidedBy: decidedBy, appealDecidedAt: by.at, appealReason: reason } as const) : {};
    await tx.update(Violation, violation.id, { state: 'dismissed', outcome: null, decidedBy, decidedAt: by.at, decisionReason: reason, ...appeal });
    if (violation.appealState === 'open') await withdrawItem(tx, keyOfAppeal(violation.id), reason, by);
    await audit(tx, by, {
      action: 'discipline.violation_decided',
      subject: { type: 'violation', id: violation.id },
      details: { outcome: 'dismissed', problemId },
      changes: { state: { before: violation.state, after: 'dismissed' } },
    });
    await tellDismissed(tx, violation, reason, by.at);
  }
  if (locked.length > 0) await recount(tx, subjectsOf(locked), by);
}

const subjectsOf = (violations: Violation[]): Subject[] => violations.map(({ subjectType: type, subjectId: id }) => ({ type, id }));

/** @throws discipline.violation_not_found, also for other people's */
export async function findViolation(tx: EntityManager, id: string, actor: Actor): Promise<Violation> {
  const violation = await tx.findOneBy(Violation, { id });
  ensure(violation && mayReadViolation(actor, violation), 'discipline.violation_not_found');
  return violation;
}

/**
 * Locks a violation for a change that moves points: the accounts first, as every count does, so that two decisions about one
 * subject wait for each other.
 * @throws discipline.violation_not_found, also for other people's
 */
export async function lockViolation(tx: EntityManager, id: string, actor: Actor): Promise<Violation> {
  const seen = await findViolation(tx, id, actor);
  await lockAccounts(tx, subjectsOf([seen]));
  return tx.findOneOrFail(Violation, { where: { id }, lock: { mode: 'pessimistic_write' } });
}
