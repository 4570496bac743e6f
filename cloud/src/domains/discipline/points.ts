import type { appealStates, disciplineSubjects, violationOutcomes } from '@yongche/contract';
import type { RuleBookContent } from '@yongche/contract/discipline.shapes';
import { dayInShanghai } from '../../clock';
import { daysBetween, type Period } from './cycles';

/** The settings by which points are counted, and those alone. */
export type CountingRules = Pick<RuleBookContent, 'measures' | 'repeat' | 'rollup' | 'learning'>;
export type Step = RuleBookContent['measures'][number];

/** A violation as the engine sees it. */
export interface Finding {
  id: string;
  code: string;
  /** What the book of the violation asks; 0 where this code is only pointed out on the day of the finding. */
  bookPoints: number;
  /** Days are calendar days in Shanghai. */
  noticedOn: string;
  /** Null until decided. */
  decidedAt: Date | null;
  /** Null until decided, and where it was put aside. */
  outcome: keyof typeof violationOutcomes | null;
  /** What an appeal put in the book's place; null where none did. */
  decidedPoints: number | null;
  appealState: keyof typeof appealStates | null;
}

/** 学习减分 of one course. */
export interface Credit {
  points: number;
  passedAt: Date;
}

/** Somebody else's violation that stands and counts here too: an agent's for the company, an agent's or a company's for the market. */
export interface Share {
  of: 'agent' | 'company';
  companyId: string;
  points: number;
  decidedAt: Date;
}

/** Whose points are counted, and in which time: a cycle, or longer where a measure of the last one is unfinished. */
export interface Counted {
  type: keyof typeof disciplineSubjects;
  period: Period;
}

export interface CountedFinding {
  id: string;
  multiplier: number;
  /** What it counts, or would count while it is pending; null where it counts nothing. */
  points: number | null;
  standing: 'counted' | 'pending' | 'none' | 'cleared';
}

/** 扣分 of one subject. */
export interface Count {
  findings: CountedFinding[];
  /** 计入: own points and those of others, after learning; never below 0. */
  counted: number;
  pending: number;
  rolledUp: number;
  reduced: number;
  /** The highest sum that was reached on the way, by what stands now: what measures rest on. */
  peak: number;
}

/**
 * 扣分引擎: what the violations of one subject come to in a period, from nothing but what is handed in, so that counting again
 * gives the same. The rules (rule-pack.yaml; rule book art. 14–17):
 * - A violation counts from its decision on, in the cycle of that day: what was decided before the period is cleared.
 * - It stands while it is decided and neither revoked nor under appeal; under appeal it is shown as pending, not counted.
 * - 屡教不改: where the same code stands so many times within so many days of its finding (the day itself and as many before
 *   it), the violation counts so many times; those that were only pointed out are occasions too. What an appeal has set is
 *   never multiplied.
 * - 学习减分 counts from the moment of passing, at most so much in a period; the sum never falls below 0.
 * - Points of others: see `rolledUp`.
 * - Measures rest on the highest sum on the way (`peak`): what is learnt afterwards does not undo a suspension; what an appeal
 *   takes away was never there.
 */
export function countPoints(rules: CountingRules, { type, period }: Counted, findings: Finding[], { credits = [], shares = [] }: { credits?: Credit[]; shares?: Share[] } = {}): Count {
  const within = (at: Date) => isWithin(period, at);
  const counted = findings.map((finding) => countFinding(rules, period, finding, findings));
  const standing = (word: CountedFinding['standing']) => counted.filter((finding) => finding.standing === word);
  const decidedAt = new Map(findings.map((finding) => [finding.id, finding.decidedAt]));
  const own = standing('counted').map(({ id, points }) => ({ points: points!, decidedAt: decidedAt.get(id)! }));
  const learnt = credits.filter(({ passedAt }) => within(passedAt));
  const others = shares.filter((share) => within(share.decidedAt));

  /** The sum as it stood right after a moment. */
  const sumAt = (at: number) => {
    const rolled = rolledUp(rules, type, others.filter((share) => share.decidedAt.getTime() <= at));
    const raw = total(own.filter((finding) => finding.decidedAt.getTime() <= at)) + rolled;
    const reduced = Math.min(raw, rules.learning.perCycle, total(learnt.filter(({ passedAt }) => passedAt.getTime() <= at)));
    return { rolledUp: rolled, reduced, counted: raw - reduced };
  };
  const moments = new Set([...own, ...others].map((share) => share.decidedAt.getTime()));
  return {
    findings: counted,
    ...sumAt(Number.POSITIVE_INFINITY),
    pending: total(standing('pending').map(({ points }) => ({ points: points ?? 0 }))),
    peak: Math.max(0, ...[...moments].map((at) => sumAt(at).counted)),
  };
}

/**
 * What comes from others, each division rounded down (rule book art. 14). For a company: a third of all points of its agents
 * together. For a market: a fifth of what companies come to there together, each with its own points and a third of its
 * agents', as far as they arose in this market.
 */
function rolledUp({ rollup }: CountingRules, type: Counted['type'], shares: Share[]): number {
  const companies = [...new Set(shares.map(({ companyId }) => companyId))].map((companyId) => {
    const of = (kind: Share['of']) => total(shares.filter((share) => share.companyId === companyId && share.of === kind));
    return { points: of('company') + Math.floor(of('agent') / rollup.agentToCompany) };
  });
  return Math.floor(total(companies) / (type === 'market' ? rollup.companyToMarket : 1));
}

function countFinding({ repeat }: CountingRules, period: Period, finding: Finding, all: Finding[]): CountedFinding {
  const { id, decidedAt, outcome, appealState, decidedPoints, bookPoints } = finding;
  const multiplier = decidedPoints === null && (decidedAt === null || outcome === 'points') && occasions(finding, all, repeat.days) >= repeat.times ? repeat.multiplier : 1;
  const points = decidedPoints ?? bookPoints * multiplier;
  if (decidedAt === null) return { id, multiplier, points, standing: 'pending' };
  if (outcome !== 'points' || appealState === 'revoked') return { id, multiplier: 1, points: null, standing: 'none' };
  if (dayInShanghai(decidedAt) < period.from) return { id, multiplier, points, standing: 'cleared' };
  return { id, multiplier, points, standing: appealState === 'open' ? 'pending' : 'counted' };
}

/** How often the same has been found within so many days, this one included. */
function occasions(finding: Finding, all: Finding[], days: number): number {
  const before = (other: Finding) => other.noticedOn < finding.noticedOn || (other.noticedOn === finding.noticedOn && other.id < finding.id);
  return 1 + all.filter((other) => other.code === finding.code && stands(other) && before(other) && daysBetween(other.noticedOn, finding.noticedOn) <= days).length;
}

/** 已决定、未撤销、不在申诉中. */
export const stands = ({ outcome, appealState }: Pick<Finding, 'outcome' | 'appealState'>) => outcome !== null && appealState !== 'open' && appealState !== 'revoked';

/** The measure that a sum calls for: the last step that it reaches; null below the first. */
export const stepFor = (measures: Step[], sum: number): Step | null => measures.findLast(({ from }) => from <= sum) ?? null;

/** The next step above a sum; null where there is none. */
export const stepAfter = (measures: Step[], sum: number): Step | null => measures.find(({ from }) => from > sum) ?? null;

const isWithin = ({ from, to }: Period, at: Date) => {
  const day = dayInShanghai(at);
  return day >= from && day <= to;
};
const total = (parts: { points: number }[]) => parts.reduce((sum, { points }) => sum + points, 0);
