import { createHash } from 'node:crypto';
import type { SamplingContent } from '@yongche/contract/inspections.shapes';
import type { Severity, Verdict } from '../checks/rules/rule';

/** What the machine found in a deal and what people said of it, as the weights know it. */
export type Finding = keyof SamplingContent['weights'];

/** 层的种类, the first that applies; within each deals are drawn systematically. */
export const stratumKinds = { agent: '指定代理人', repeat: '问题多发代理人', new: '新代理人', market: '指定市场', day: '指定日期', base: '日常' } as const;
export type StratumKind = keyof typeof stratumKinds;

/** What decides to which stratum a completed deal belongs. */
export interface Sampled {
  /** Day (Shanghai) of its completion. */
  day: string;
  marketId: string;
  certificateId: string;
  certificateNumber: string;
  /** 发证日期 of the agent's certificate. */
  issuedOn: string | null;
  /** Problems found in the agent's deals within the plan's days before. */
  problems: number;
}

/** 风险 of a deal, 0–1: 1 − ∏(1 − weight) over everything that was found. */
export function riskOf(weights: SamplingContent['weights'], found: Finding[]): number {
  return 1 - found.reduce((none, finding) => none * (1 - weights[finding]), 1);
}

/** How a result of the pre-check counts; nothing where it agrees, or runs in the shadow. */
export function findingOf({ severity, verdict }: { severity: Severity; verdict: Verdict }): Finding | undefined {
  if (severity === 'shadow' || verdict === 'consistent') return undefined;
  return verdict === 'uncertain' ? 'uncertain' : severity;
}

/** A number in [0, 1) that follows from the seed and what it is for, in steps of 2⁻³²; whoever has the seed finds it again. */
export function chanceOf(seed: string, ...about: string[]): number {
  return createHash('sha256').update([seed, ...about].join('|')).digest().readUInt32BE() / 2 ** 32;
}

/** The stratum of a deal that no risk brings up, always within its market, and the share of it that is drawn. */
export function stratumOf(content: SamplingContent, { day, marketId, certificateId, certificateNumber, issuedOn, problems }: Sampled): { kind: StratumKind; stratum: string; rate: number } {
  const { agents, repeatOffenders, newAgents, markets, days, rate } = content;
  const named = agents.find((agent) => agent.certificateNumber === certificateNumber);
  if (named) return { kind: 'agent', stratum: `agent:${certificateId}|${marketId}`, rate: named.rate };
  const of = (kind: StratumKind, share: number) => ({ kind, stratum: `${kind}|${marketId}`, rate: share });
  if (problems >= repeatOffenders.problems) return of('repeat', repeatOffenders.rate);
  if (issuedOn !== null && issuedOn <= day && daysBetween(issuedOn, day) < newAgents.days) return of('new', newAgents.rate);
  const market = markets.find((candidate) => candidate.marketId === marketId);
  if (market) return of('market', market.rate);
  const special = days.find(({ on }) => on === day);
  return special ? of('day', special.rate) : of('base', rate);
}

/** 对照层 of a market: what neither the risk nor the sample brings up. */
export const controlStratum = (marketId: string) => `control|${marketId}`;

/**
 * Systematic drawing: of the first n deals of a stratum and day, rate × n are drawn, never one more or less than the fraction
 * makes it; where it begins is chance by the seed. `place` counts from 1.
 */
export function isDrawn(seed: string, { day, stratum, rate }: { day: string; stratum: string; rate: number }, place: number): boolean {
  const start = chanceOf(seed, day, stratum);
  return Math.floor(place * rate + start) > Math.floor((place - 1) * rate + start);
}

/** What a plan makes of one deal, and where it stood when it was drawn. */
export interface Drawn {
  risk: number;
  /** Null where the risk alone brings it up. */
  kind: StratumKind | null;
  stratum: string | null;
  place: number | null;
  controlPlace: number | null;
  origin: 'red' | 'sample' | 'control' | null;
}

/** 抽取 of one deal by a plan; `nextPlace` counts it in a stratum of its day and gives its place there. */
export async function drawBy(content: SamplingContent, deal: Sampled, found: Finding[], nextPlace: (stratum: string) => Promise<number>): Promise<Drawn> {
  const { seed } = content;
  const { day } = deal;
  const risk = riskOf(content.weights, found);
  if (risk >= content.redFrom) return { risk, kind: null, stratum: null, place: null, controlPlace: null, origin: 'red' };
  const { kind, stratum, rate } = stratumOf(content, deal);
  const place = await nextPlace(stratum);
  const drawn = { risk, kind, stratum, place };
  if (isDrawn(seed, { day, stratum, rate }, place)) return { ...drawn, controlPlace: null, origin: 'sample' };
  const control = controlStratum(deal.marketId);
  const controlPlace = await nextPlace(control);
  return { ...drawn, controlPlace, origin: isDrawn(seed, { day, stratum: control, rate: content.control }, controlPlace) ? 'control' : null };
}

/** Days from one calendar day to another. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / (24 * 3600_000));
}
