import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { startDatabase } from '../local/database';
import { checkDeal } from '../src/domains/checks/check-deal';
import { beginDeal, type BegunDeal, drawDeals, type DrawnDeal, readSlots, take } from '../test/drawn-deals';
import type { Caller } from '../test/people';
import { type Product, startProduct } from '../test/product';
import { enrolledAgents, newCompany } from '../test/register';
import { costsOf } from './check-costs';
import { printCores } from './cores-needed';
import { processTree } from './process-tree';

/** `npm run bench`: what checking costs per picture, how soon a deal is checked, and how many cores a year needs. */
const cores = availableParallelism();
const alone = Number(process.env.BENCH_ALONE ?? 3);
/** For so many seconds a deal comes every second. */
const rush = Number(process.env.BENCH_RUSH ?? 10);
/** Deals at four fifths of what the rush has shown to be possible. */
const sustained = Number(process.env.BENCH_SUSTAINED ?? 8);
/** Between two pictures of one deal. Four minutes for fifteen are the aim (domain.md 2.2); this is three times as fast. */
const paceSeconds = 5;
const picturesPerDeal = readSlots.length;

const at = (values: number[], share: number) => [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;
const shown = (values: number[], unit = 's') => `median ${at(values, 0.5).toFixed(1)} ${unit}, p95 ${at(values, 0.95).toFixed(1)} ${unit} (${values.length})`;

/** Takes the pictures of a deal, one every `pace` seconds. */
async function takeAll(agent: Caller, deal: BegunDeal, pace: number): Promise<void> {
  for (const picture of deal.pictures) {
    const next = performance.now() + pace * 1000;
    await take(agent, deal, picture);
    if (pace > 0) await pause(Math.max(0, next - performance.now()));
  }
}

/** Seconds from a deal's last picture to its check, once all of these deals are checked. */
async function whenChecked({ server }: Product, deals: BegunDeal[]): Promise<number[]> {
  const ids = deals.map(({ id }) => id);
  const { db } = server.deps;
  while (Number((await db.query("SELECT COUNT(*) AS n FROM readings WHERE transaction_id IN (?) AND state IN ('waiting', 'running')", [ids]))[0].n) > 0) await pause(250);
  await pause(250);
  const rows: { last: Date; checked: Date }[] = await db.query(
    `SELECT MAX(i.received_at) AS last, GREATEST(MAX(c.at), MAX(r.finished_at)) AS checked
     FROM images i JOIN readings r ON r.image_id = i.id JOIN deal_checks c ON c.transaction_id = i.transaction_id WHERE i.transaction_id IN (?) GROUP BY i.transaction_id`,
    [ids],
  );
  return rows.map(({ last, checked }) => (checked.getTime() - last.getTime()) / 1000);
}

/** Begins `every` so many seconds one of the deals, each of an agent of its own; gives when each was checked. */
async function run(product: Product, agents: Caller[], drawn: DrawnDeal[], { every, pace }: { every: number; pace: number }): Promise<number[]> {
  const deals: BegunDeal[] = [];
  for (const [n, deal] of drawn.entries()) deals.push(await beginDeal(agents[n]!, deal));
  const taking: Promise<void>[] = [];
  for (const [n, deal] of deals.entries()) {
    const next = performance.now() + every * 1000;
    taking.push(takeAll(agents[n]!, deal, pace));
    await pause(Math.max(0, next - performance.now()));
  }
  await Promise.all(taking);
  return whenChecked(product, deals);
}

async function measure(product: Product): Promise<void> {
  const drawn = await drawDeals(alone + rush + sustained, { slots: readSlots });
  const agents = await enrolledAgents(product, await newCompany(product), drawn.length);
  const part = (from: number, count: number) => [agents.slice(from, from + count), drawn.slice(from, from + count)] as const;

  const one: number[] = [];
  for (let n = 0; n < alone; n++) one.push(...(await run(product, ...part(n, 1), { every: 0, pace: paceSeconds })));
  console.log(`one deal at a time, a picture every ${paceSeconds} s: checked after its last picture: ${shown(one)}`);

  const loop = monitorEventLoopDelay({ resolution: 5 });
  loop.enable();
  const before = { ...processTree(), at: performance.now() };
  const rushed = await run(product, ...part(alone, rush), { every: 1, pace: 0 });
  const seconds = (performance.now() - before.at) / 1000;
  const after = processTree();
  const pictures = rush * picturesPerDeal;
  const perSecond = pictures / seconds;
  console.log(`one deal a second for ${rush} s: ${shown(rushed)}; ${perSecond.toFixed(2)} pictures/s on ${cores} cores, so ${(perSecond / picturesPerDeal).toFixed(3)} deals/s at most; ${((after.cpu - before.cpu) / pictures).toFixed(2)} s of CPU per picture with phones and stand-ins, ${after.megabytes.toFixed(0)} MB in all`);

  loop.disable();
  console.log(`event loop of the server meanwhile, with phones and stand-ins in the same process: p99 ${(loop.percentile(99) / 1e6).toFixed(0)} ms, longest ${(loop.max / 1e6).toFixed(0)} ms`);

  const every = picturesPerDeal / (perSecond * 0.8);
  const steady = await run(product, ...part(alone + rush, sustained), { every, pace: paceSeconds });
  console.log(`a deal every ${every.toFixed(1)} s, four fifths of that: ${shown(steady)}`);
  await measureRules(product);
}

/** The rules alone, at a deal a second: what a deal costs once its pictures are read. */
async function measureRules({ server: { deps } }: Product): Promise<void> {
  const ids: { id: string }[] = await deps.db.query('SELECT transaction_id AS id FROM deal_checks');
  const times: number[] = [];
  for (let second = 0; second < 60; second++) {
    const { id } = ids[second % ids.length]!;
    await deps.db.query("UPDATE deal_checks SET inputs = '' WHERE transaction_id = ?", [id]);
    const begun = performance.now();
    await checkDeal(deps, id);
    times.push(performance.now() - begun);
    await pause(Math.max(0, 1000 - times.at(-1)!));
  }
  console.log(`the rules over a deal that is read, one a second for 60 s: ${shown(times, 'ms')}`);
}

async function main(): Promise<void> {
  const [sample] = await drawDeals(1, { from: 10_000, slots: readSlots });
  const costs = await costsOf(sample!.pictures);
  const rate = (cpu: number) => `${(cpu * 1000).toFixed(0)} ms, ${(1 / cpu).toFixed(1)}/s per core`;
  console.log(`CPU per picture: quick check ${rate(costs.quick)}; reading ${rate(costs.reading)} (${costs.readerMegabytes.toFixed(0)} MB a reader); looking ${rate(costs.looking)}; hashing ${rate(costs.hashing)}`);
  printCores(costs, picturesPerDeal);

  const directory = mkdtempSync(join(tmpdir(), 'yongche-checks-'));
  const database = await startDatabase({ directory, durable: true });
  try {
    const none = () => Promise.resolve(1);
    const product = await startProduct(await database.createDatabase('yongche_checks'), { checkWorkers: cores, limits: { ensureBelow: () => Promise.resolve(), count: none, take: none, forgive: () => Promise.resolve(), block: () => Promise.resolve() } });
    await measure(product).finally(() => product.close());
  } finally {
    await database.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
