import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startDatabase } from '../local/database';
import type { Deps } from '../src/deps';
import type { Caller } from '../test/people';
import { startProduct } from '../test/product';
import { enrolledAgents, newCompany } from '../test/register';
import { type Costs, costsOf, megabytes } from './check-costs';
import { beginDeal, drawDeals, type DrawnDeal, take } from './deals-to-check';

/** `npm run bench`: what checking costs per picture, how soon a deal is checked, and how many cores a year needs. */
const cores = availableParallelism();
/** Deals at a rate that the machine sustains, and one after the other. */
const deals = Number(process.env.BENCH_DEALS ?? 12);
/** How long deals come at one a second. */
const rushSeconds = Number(process.env.BENCH_SECONDS ?? 60);
/** Between two pictures of one deal. An agent takes about four minutes for fifteen (domain.md 2.2); this is three times as fast. */
const paceSeconds = 5;
const picturesPerDeal = 12;

/** Seconds, sorted. */
const at = (sorted: number[], share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
const shown = (seconds: number[]) => {
  const sorted = [...seconds].sort((a, b) => a - b);
  return `median ${at(sorted, 0.5).toFixed(1)} s, p95 ${at(sorted, 0.95).toFixed(1)} s (${sorted.length})`;
};

const count = async ({ db }: Deps, where: string) => Number((await db.query(`SELECT COUNT(*) AS n FROM readings WHERE ${where}`))[0].n);

/** Takes a deal's pictures at the pace of a hand; seconds from the last upload to the deal's check. */
async function wholeDeal(deps: Deps, agent: Caller, drawn: DrawnDeal): Promise<number> {
  const deal = await beginDeal(agent, drawn);
  for (const picture of deal.pictures.slice(0, picturesPerDeal)) {
    const next = performance.now() + paceSeconds * 1000;
    await take(agent, deal, picture);
    if (picture !== deal.pictures[picturesPerDeal - 1]) await pause(Math.max(0, next - performance.now()));
  }
  const uploaded = performance.now();
  while ((await agent.call('GET /transactions/:id/checks', { params: { id: deal.id } })).state !== 'done') await pause(50);
  return (performance.now() - uploaded) / 1000;
}
