import { measureKinds } from '@yongche/contract';
import type { RuleBookContent } from '@yongche/contract/discipline.shapes';
import { Between, type EntityManager } from 'typeorm';
import { dayInShanghai, nextDay, startOfDay } from '../../clock';
import { addDays } from '../registry/duties';
import { bookInForce, bookOf } from './books-in-force';
import { countPoints, type Finding, type Share, stepFor } from './points';
import type { RuleBook } from './rule-book.entity';
import { keyOfSubject, type Subject } from './subjects';
import { modeOn } from './transition';
import { Violation } from './violation.entity';

type MeasureKind = keyof typeof measureKinds;
const kinds = Object.keys(measureKinds) as MeasureKind[];

/** A violation of the year that stands, with what was possible under its own book. */
interface Stood {
  violation: Violation;
  /** Decided as it was because its book only let it be pointed out then. */
  onlyPointedOut: boolean;
}

/** What one book makes of the year, by subject. */
interface Meaning {
  /** The sum of a subject, with what comes from others. */
  sums: Map<string, number>;
  /** The gravest measure that the sum, or a violation by itself, calls for. */
  measures: Map<string, MeasureKind>;
  /** Own points by code. */
  byCode: Map<string, number>;
}

/**
 * 修订的效果: what was found in the past year and stands, counted as one cycle under this version and under the one in force, each
 * as it is on its first day (a draft: on the earliest that it may have). Where a person pointed out what could have cost
 * points, it is only pointed out under both; learning is left out.
 */
export async function effectOfBook(tx: EntityManager, { content, effectiveOn }: Pick<RuleBook, 'content' | 'effectiveOn'>, now: Date) {
  const to = dayInShanghai(now);
  const from = addDays(to, -365);
  const stood = await stoodIn(tx, from, to);
  const current = (await bookInForce(tx, to))?.content;
  const here = meaningOf(content, effectiveOn ?? earliestDay(content, to), stood, { from, to });
  const inForce = current ? meaningOf(current, to, stood, { from, to }) : nothing;
  const nameOf = (code: string) => [...content.codes, ...(current?.codes ?? [])].find((known) => known.code === code)?.name ?? '';
  const codes = [...new Set(stood.map(({ violation }) => violation.code))].sort();
  const sum = (points: Map<string, number>) => [...points.values()].reduce((total, each) => total + each, 0);
  const difference = [...new Set([...here.sums.keys(), ...inForce.sums.keys()])].map((subject) => (here.sums.get(subject) ?? 0) - (inForce.sums.get(subject) ?? 0));
  return {
    from,
    to,
    violations: stood.length,
    points: { inForce: sum(inForce.byCode), here: sum(here.byCode) },
    codes: codes.map((code) => ({ code, name: nameOf(code), count: stood.filter(({ violation }) => violation.code === code).length, inForce: inForce.byCode.get(code) ?? 0, here: here.byCode.get(code) ?? 0 })),
    measures: kinds.map((kind) => ({ kind, inForce: count(inForce, kind), here: count(here, kind) })),
    better: difference.filter((more) => more < 0).length,
    worse: difference.filter((more) => more > 0).length,
  };
}

const nothing: Meaning = { sums: new Map(), measures: new Map(), byCode: new Map() };
const count = ({ measures }: Meaning, kind: MeasureKind) => [...measures.values()].filter((each) => each === kind).length;

/** Not before tomorrow, and not before the book says what costs points. */
function earliestDay({ transition }: RuleBookContent, today: string): string {
  const general = transition.filter(({ code }) => code === null).map((line) => line.from).sort();
  return [nextDay(today), general[0] ?? ''].sort().at(-1)!;
}

async function stoodIn(tx: EntityManager, from: string, to: string): Promise<Stood[]> {
  const decided = await tx.find(Violation, { where: { state: 'decided', noticedAt: Between(startOfDay(from), startOfDay(nextDay(to))) }, order: { noticedAt: 'ASC', id: 'ASC' } });
  const standing = decided.filter(({ appealState }) => appealState !== 'revoked');
  return Promise.all(
    standing.map(async (violation) => ({
      violation,
      onlyPointedOut: violation.outcome === 'correction' && modeOn(await bookOf(tx, violation.bookVersion), violation.code, dayInShanghai(violation.noticedAt)) === 'correction',
    })),
  );
}

/** Agents first, then companies, then markets: what counts for others is known when they are counted. */
function meaningOf(book: RuleBookContent, on: string, stood: Stood[], period: { from: string; to: string }): Meaning {
  const meaning: Meaning = { sums: new Map(), measures: new Map(), byCode: new Map() };
  const shares: (Share & { marketId: string | null })[] = [];
  for (const type of ['agent', 'company', 'market', 'operator'] as const) {
    for (const subject of subjectsIn(stood, shares, type)) {
      const own = stood.filter(({ violation }) => violation.subjectType === type && violation.subjectId === subject.id);
      const passedOn = shares.filter((share) => (type === 'company' ? share.of === 'agent' && share.companyId === subject.id : type === 'market' && share.marketId === subject.id));
      const { findings, counted, peak } = countPoints(book, { type, period }, own.map((each) => findingUnder(book, on, each)), { shares: passedOn });
      for (const { violation } of own) {
        const points = findings.find(({ id, standing }) => id === violation.id && standing === 'counted')?.points ?? 0;
        meaning.byCode.set(violation.code, (meaning.byCode.get(violation.code) ?? 0) + points);
        if (points > 0 && violation.companyId && (type === 'agent' || type === 'company')) shares.push({ of: type, companyId: violation.companyId, marketId: violation.marketId, points, decidedAt: violation.decidedAt! });
      }
      meaning.sums.set(keyOfSubject(subject), counted);
      const kind = gravest(stepFor(book.measures, peak)?.kind, own.some((each) => suspendsAtOnce(book, on, each)));
      if (kind) meaning.measures.set(keyOfSubject(subject), kind);
    }
  }
  return meaning;
}

function subjectsIn(stood: Stood[], shares: { companyId: string; marketId: string | null }[], type: Subject['type']): Subject[] {
  const own = stood.filter(({ violation }) => violation.subjectType === type).map(({ violation }) => violation.subjectId);
  const others = type === 'company' ? shares.map(({ companyId }) => companyId) : type === 'market' ? shares.map(({ marketId }) => marketId) : [];
  return [...new Set([...own, ...others])].filter((id) => id !== null).map((id) => ({ type, id }));
}

const gravest = (kind: MeasureKind | undefined, suspended: boolean): MeasureKind | undefined => (suspended && (kind === undefined || kinds.indexOf(kind) < kinds.indexOf('suspension')) ? 'suspension' : kind);

const codeFor = ({ codes }: RuleBookContent, { code, subjectType }: Violation) => codes.find((known) => known.code === code && known.subjects.includes(subjectType));
const costs = (book: RuleBookContent, on: string, { violation, onlyPointedOut }: Stood) =>
  (violation.outcome === 'points' || onlyPointedOut) && (codeFor(book, violation)?.points ?? 0) > 0 && modeOn(book, violation.code, on) === 'points';
const suspendsAtOnce = (book: RuleBookContent, on: string, stood: Stood) => costs(book, on, stood) && codeFor(book, stood.violation)!.suspendsAtOnce;

/** A violation as if it had been noticed and decided under a book; an appeal that is open is taken as if it failed. */
function findingUnder(book: RuleBookContent, on: string, stood: Stood): Finding {
  const { violation } = stood;
  const { id, code, noticedAt, decidedAt, decidedPoints } = violation;
  const outcome = costs(book, on, stood) ? 'points' : 'correction';
  return { id, code, bookPoints: codeFor(book, violation)?.points ?? 0, noticedOn: dayInShanghai(noticedAt), decidedAt, outcome, decidedPoints, appealState: null };
}
