import type { Count, Counted, CountingRules, Credit, Finding, Share } from '../src/domains/discipline/points';

/** Random numbers that come out the same for the same seed. */
export function seeded(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    chance: (share: number) => next() < share,
    pick: <T>(from: readonly T[]): T => from[below(from.length)]!,
    shuffled: <T>(list: readonly T[]): T[] => list.map((item) => ({ item, at: next() })).sort((one, other) => one.at - other.at).map(({ item }) => item),
  };
}
export type Random = ReturnType<typeof seeded>;

/** What a naive bookkeeper makes of it. */
export type Books = Pick<Count, 'counted' | 'pending' | 'rolledUp' | 'reduced' | 'peak'>;

const hours = 3600_000;
/** The day in Shanghai, counted from 1970. */
const dayNumber = (at: Date) => Math.floor((at.getTime() + 8 * hours) / (24 * hours));
const numberOf = (day: string) => Date.parse(day) / (24 * hours);

/**
 * The sums of the rules, told as a bookkeeper would who knows nothing of the engine: one ledger in the order of time, one line
 * after the other, with what stands at the end struck through where it does not stand.
 */
export function naiveBooks(rules: CountingRules, { type, period }: Counted, findings: Finding[], credits: Credit[], shares: Share[]): Books {
  const first = numberOf(period.from);
  const last = numberOf(period.to);
  const lines: { at: number; own?: number; agents?: [string, number]; companies?: [string, number]; learnt?: number }[] = [];
  let pending = 0;
  const seen = new Map<string, number[]>();
  for (const finding of [...findings].sort((one, other) => (one.noticedOn + one.id < other.noticedOn + other.id ? -1 : 1))) {
    const on = numberOf(finding.noticedOn);
    const occasions = (seen.get(finding.code) ?? []).filter((earlier) => on - earlier <= rules.repeat.days);
    const costs = finding.decidedPoints ?? finding.bookPoints * (occasions.length + 1 < rules.repeat.times ? 1 : rules.repeat.multiplier);
    const isOpen = finding.appealState === 'open';
    if (finding.decidedAt === null) pending += costs;
    if (finding.decidedAt === null || finding.outcome === null || finding.appealState === 'revoked') continue;
    if (!isOpen) seen.set(finding.code, [...(seen.get(finding.code) ?? []), on]);
    if (finding.outcome === 'correction' || dayNumber(finding.decidedAt) < first) continue;
    if (isOpen) pending += costs;
    else lines.push({ at: finding.decidedAt.getTime(), own: costs });
  }
  for (const { of, companyId, points, decidedAt } of shares) lines.push({ at: decidedAt.getTime(), [of === 'agent' ? 'agents' : 'companies']: [companyId, points] });
  for (const { points, passedAt } of credits) lines.push({ at: passedAt.getTime(), learnt: points });

  let own = 0;
  let learnt = 0;
  const agents: Record<string, number> = {};
  const companies: Record<string, number> = {};
  const books: Books = { counted: 0, pending, rolledUp: 0, reduced: 0, peak: 0 };
  for (const line of lines.sort((one, other) => one.at - other.at)) {
    const day = dayNumber(new Date(line.at));
    if (day < first || day > last) continue;
    own += line.own ?? 0;
    learnt = Math.min(rules.learning.perCycle, learnt + (line.learnt ?? 0));
    if (line.agents) agents[line.agents[0]] = (agents[line.agents[0]] ?? 0) + line.agents[1];
    if (line.companies) companies[line.companies[0]] = (companies[line.companies[0]] ?? 0) + line.companies[1];
    const thirds = Object.values(agents).map((points) => (points - (points % rules.rollup.agentToCompany)) / rules.rollup.agentToCompany);
    const together = [...thirds, ...Object.values(companies)].reduce((sum, points) => sum + points, 0);
    books.rolledUp = type === 'market' ? (together - (together % rules.rollup.companyToMarket)) / rules.rollup.companyToMarket : together;
    const raw = own + books.rolledUp;
    books.reduced = learnt > raw ? raw : learnt;
    books.counted = raw - books.reduced;
    if (line.learnt === undefined && books.counted > books.peak) books.peak = books.counted;
  }
  return books;
}
