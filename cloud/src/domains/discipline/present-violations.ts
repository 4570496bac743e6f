import { type EntityManager, In } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { dayInShanghai } from '../../clock';
import type { Actor } from '../../http/actor';
import { Staff } from '../identity/staff.entity';
import { Company } from '../registry/company.entity';
import { Market } from '../registry/market.entity';
import { Transaction } from '../transactions/transaction.entity';
import { bookOf } from './books-in-force';
import { keyOfSubject, namesOf } from './subjects';
import { whyNoPoints } from './transition';
import { appealUntil, articleIn, codeIn } from './violation-book';
import type { Violation } from './violation.entity';
import { mayAppeal, mayDecide, mayDecideAppeal, mayStateDefence } from './violations.policy';
import { whatNow } from './what-now';

export type Keys = Pick<KeyRing, 'unwrap'>;

/** Violations as lists show them, in the same order. */
export async function presentSummaries(tx: EntityManager, keys: Keys, violations: Violation[]) {
  const subjects = violations.map(({ subjectType: type, subjectId: id }) => ({ type, id }));
  const names = await namesOf(tx, keys, subjects);
  return Promise.all(
    violations.map(async (violation, at) => {
      const { name, points: bookPoints } = codeIn(await bookOf(tx, violation.bookVersion), violation);
      const { id, number, code, state, source, outcome, multiplier, points, standing, noticedAt, defenceUntil, decideBy, appealState } = violation;
      const subject = { ...subjects[at]!, name: names.get(keyOfSubject(subjects[at]!)) ?? '' };
      return { id, number, code, name, subject, state, source, outcome, bookPoints, multiplier, points, standing, noticedAt, defenceUntil, decideBy, appealState };
    }),
  );
}

/** One violation for who reads it, with what may be done and what comes next. */
export async function presentViolation(tx: EntityManager, keys: Keys, violation: Violation, actor: Actor, now: Date) {
  const [summary] = await presentSummaries(tx, keys, [violation]);
  const content = await bookOf(tx, violation.bookVersion);
  const today = dayInShanghai(now);
  const until = appealUntil(content, violation);
  const nameOf = await staffNames(tx, violation);
  const { bookVersion, facts, transactionId, problemId, pictures, readAt, statement, statedAt, decidedAt } = violation;
  return {
    ...summary!,
    bookVersion,
    article: articleIn(content, codeIn(content, violation).article),
    facts,
    transactionId,
    problemId,
    pictures,
    ...(await placeNames(tx, violation)),
    foundBy: nameOf(violation.foundBy),
    readAt,
    statement: statement !== null && statedAt ? { text: statement, at: statedAt } : null,
    decision: decidedAt && { outcome: violation.outcome, reason: violation.decisionReason ?? '', by: nameOf(violation.decidedBy), at: decidedAt },
    appealUntil: until,
    appeal: presentAppeal(violation, nameOf),
    whatNow: whatNow(actor, violation, content, today),
    whyNoPoints: mayDecide(actor, violation, today) ? await whyNoPoints(tx, violation, content, codeIn(content, violation)) : null,
    may: {
      state: mayStateDefence(actor, violation, today),
      decide: mayDecide(actor, violation, today),
      appeal: mayAppeal(actor, violation, today, until),
      decideAppeal: mayDecideAppeal(actor, violation),
    },
  };
}

function presentAppeal(violation: Violation, nameOf: (id: string | null) => string) {
  const { appealState, appealText, appealAt, appealDecideBy, appealBeforeMeeting, appealDecidedBy, appealDecidedAt, appealReason, appealPoints } = violation;
  if (!appealState || !appealAt) return null;
  const decidedBy = appealDecidedAt && (appealDecidedBy || !appealBeforeMeeting ? nameOf(appealDecidedBy) : '会长例会');
  return { state: appealState, text: appealText ?? '', at: appealAt, decideBy: appealDecideBy!, beforeMeeting: appealBeforeMeeting, decidedBy, decidedAt: appealDecidedAt, reason: appealReason, points: appealPoints };
}

async function staffNames(tx: EntityManager, { foundBy, decidedBy, appealDecidedBy }: Violation): Promise<(id: string | null) => string> {
  const ids = [foundBy, decidedBy, appealDecidedBy].filter((id) => id !== null);
  const staff = ids.length > 0 ? await tx.find(Staff, { select: { id: true, name: true }, where: { id: In(ids) } }) : [];
  return (id) => (id ? (staff.find((employee) => employee.id === id)?.name ?? '') : '系统');
}

async function placeNames(tx: EntityManager, { transactionId, marketId, companyId }: Violation) {
  const [deal, market, company] = await Promise.all([
    transactionId ? tx.findOne(Transaction, { select: { id: true, serial: true }, where: { id: transactionId } }) : null,
    marketId ? tx.findOne(Market, { select: { id: true, name: true }, where: { id: marketId } }) : null,
    companyId ? tx.findOne(Company, { select: { id: true, name: true }, where: { id: companyId } }) : null,
  ]);
  return { serial: deal?.serial ?? null, marketName: market?.name ?? null, companyName: company?.name ?? null };
}
