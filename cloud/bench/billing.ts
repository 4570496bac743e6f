import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool } from 'mysql2/promise';
import { uuidv7 } from 'uuidv7';
import { startDatabase } from '../local/database';
import { Market } from '../src/domains/registry/market.entity';
import { contractWith, metered, tariffInForce } from '../test/billing';
import { beginOn, staffNow } from '../test/discipline';
import type { Caller } from '../test/people';
import { type Product, startProduct } from '../test/product';

/**
 * `npm run bench`: the bills of a month with 300,000 deals in 28 markets, over HTTP, against the bare sum over the same rows in the
 * same run; and how long a bill, its cars and a market's bills take to open when a year of them stands there.
 */
const deals = Number(process.env.BENCH_DEALS ?? 300_000);
const marketCount = 28;
const rounds = 5;
const asked = 400;
const [earlier, month] = [['2025-01', '2025-02', '2025-03', '2025-04', '2025-05', '2025-06', '2025-07', '2025-08', '2025-09', '2025-10', '2025-11'], '2025-12'];

const at = (values: number[], share: number) => [...values].sort((one, other) => one - other)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** 28 markets with their contracts; a third of them are no members. */
async function openMarkets(product: Product): Promise<string[]> {
  const { db } = product.server.deps;
  const known = (await db.manager.find(Market, { select: { id: true } })).map(({ id }) => id);
  const others = Array.from({ length: marketCount - known.length }, (_, n) => ({ id: uuidv7(), code: String(1000 + n), name: `市场${n + 1}`, allowsAgentForBothSides: false }));
  await db.manager.insert(Market, others);
  const all = [...known, ...others.map(({ id }) => id)];
  for (const marketId of all) await contractWith(product, marketId);
  return all;
}

async function fill(product: Product, markets: string[], in_: string, each: number): Promise<void> {
  for (const [n, marketId] of markets.entries()) await metered(product, { marketId, on: `${in_}-15`, count: each, member: n % 3 !== 2 });
}

/** Bills of a month from the draft to their publication. */
async function publish(product: Product, of: string): Promise<void> {
  const [finance, second] = [await staffNow(product, 'finance'), await staffNow(product, 'finance2')];
  await finance.call('POST /bill-runs', { body: { month: of } });
  const { items } = await finance.call('GET /bills', { query: { month: of, limit: 100 } });
  const billIds = items.map(({ id }) => id);
  await second.call('POST /bill-checks', { body: { billIds } });
  await second.call('POST /bill-publications', { body: { billIds } });
}

async function measureRuns(product: Product, databaseUrl: string): Promise<void> {
  const { db } = product.server.deps;
  const address = new URL(databaseUrl);
  const socketPath = address.searchParams.get('socketPath');
  const pool = createPool({ ...(socketPath ? { socketPath } : { host: address.hostname, port: Number(address.port || 3306) }), user: address.username, password: decodeURIComponent(address.password), database: address.pathname.slice(1) });
  const sum = 'SELECT market_id, kind, month, member, fen, COUNT(*), SUM(stored_bytes) FROM meter_events WHERE bill_month = ? AND exemption IS NULL GROUP BY market_id, kind, month, member, fen';
  const finance = await staffNow(product, 'finance');
  const results: { floor: number; ours: number }[] = [];
  let drafted = { drafted: 0, vehicles: 0 };
  for (let round = 0; round <= rounds; round++) {
    // As if the month had never been drafted.
    await db.query('DELETE l FROM bill_lines l JOIN bills b ON b.id = l.bill_id WHERE b.month = ?', [month]);
    await db.query('DELETE FROM bills WHERE month = ?', [month]);
    await db.query('UPDATE billing_open_month SET month = ?', [month]);
    const floor = await timed(() => pool.query(sum, [month]));
    const ours = await timed(async () => (drafted = await finance.call('POST /bill-runs', { body: { month } })));
    if (round > 0) results.push({ floor, ours });
  }
  await pool.end();
  if (drafted.vehicles !== deals) throw new Error(`${drafted.vehicles} of ${deals} cars are billed`);
  const [floor, ours] = [at(results.map((result) => result.floor), 0.5), at(results.map((result) => result.ours), 0.5)];
  const ratio = at(results.map((result) => result.ours / result.floor), 0.5);
  console.log(`the bills of a month, ${drafted.vehicles} deals in ${drafted.drafted} markets, proven complete: bare sum ${floor.toFixed(0)} ms, 甬车 ${ours.toFixed(0)} ms, ratio ${ratio.toFixed(1)} (median of ${rounds})`);
}

async function measureReading(product: Product, markets: string[]): Promise<void> {
  const manager = await staffNow(product, 'manager1');
  const finance = await staffNow(product, 'finance');
  const { items } = await finance.call('GET /bills', { query: { marketId: markets[0]!, limit: 100 } });
  const ids = items.map(({ id }) => id);
  const latest = items.find((bill) => bill.month === month)!.id;
  const reads: [what: string, (n: number) => Promise<unknown>][] = [
    ['a bill', (n) => finance.call('GET /bills/:id', { params: { id: ids[n % ids.length]! } })],
    [`the cars of a line of ${Math.round(deals / marketCount)}`, () => finance.call('GET /bills/:id/events', { params: { id: latest }, query: { line: 1 } })],
    ['the bills of one market, for its manager', () => listOf(manager)],
    [`the bills of ${markets.length} markets of a year`, () => listOf(finance)],
  ];
  for (const [what, read] of reads) {
    const times: number[] = [];
    for (let n = 0; n < asked; n++) times.push(await timed(() => read(n)));
    console.log(`${what}: p50 ${at(times, 0.5).toFixed(1)} ms, p95 ${at(times, 0.95).toFixed(1)} ms (${times.length})`);
  }
}
const listOf = (who: Caller) => who.call('GET /bills', { query: {} });

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'yongche-billing-'));
  const database = await startDatabase({ directory, durable: true });
  const databaseUrl = await database.createDatabase('yongche_billing');
  const product = await startProduct(databaseUrl);
  try {
    beginOn(product, '2026-01-02');
    await tariffInForce(product, { from: '2025-01-01' });
    const markets = await openMarkets(product);
    const filling = await timed(async () => {
      for (const of of earlier) {
        await fill(product, markets, of, 50);
        await publish(product, of);
      }
      const each = Math.floor(deals / marketCount);
      await fill(product, markets, month, each);
      await metered(product, { marketId: markets[0]!, on: `${month}-16`, count: deals - each * marketCount });
    });
    console.log(`${deals} metered deals of a month and a year of bills before it, in ${(filling / 1000).toFixed(0)} s`);
    await measureRuns(product, databaseUrl);
    await publish(product, month);
    await measureReading(product, markets);
  } finally {
    await product.close();
    await database.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  // A failed statement carries its values, thousands of rows.
  console.error((error as Error).message);
  process.exitCode = 1;
});
