import { rmSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { buildServer } from '../bench/faults-city';
import { atTheEnd, comesTrue, endAfter } from '../bench/limits';
import { localFolder } from '../local/places';
import { readEnv } from '../src/env';
import { startServer } from '../src/server';
import { operatorsAt } from '../test/counter';
import { newDue, newPayer } from '../test/payments';
import { freePort } from '../test/processes';
import { type Product, startProduct } from '../test/product';
import { enrolledAgents, newCompany } from '../test/register';
import { startApp } from './app-processes';
import { account, copyData, type GaleraNode, makeData, type Place, startNode } from './galera-node';
import { findGalera, type GaleraPrograms } from './galera-programs';
import { judge, judgeNodes, type Judgement } from './judge';
import { type Acknowledged, type Load, runLoad } from './load';
import { createMeasure, type Stretch } from './measure';
import { proveOneWriter } from './one-writer';
import { startProxy } from './proxy';

const folder = join(localFolder, 'cluster');
const places: Place[] = [2, 3, 4].map((last) => ({ host: `127.0.0.${last}`, port: 17900 + last * 10, folder: join(folder, `node-${last}`) }));
/** How many phones take deals, how many processes serve them, and how long each stretch lasts. */
const [phones, processes] = [Number(process.env.CLUSTER_PHONES ?? 6), 3];
const stretchSeconds = Number(process.env.CLUSTER_SECONDS ?? 30);
const frozenSeconds = 30;
/** What was begun when the load ends is done within it. */
const lastSeconds = 180;
/** All of it: six stretches as long as each other, the nodes' own coming and going, what is settled and compared afterwards. */
const longestSeconds = 6 * stretchSeconds + frozenSeconds + lastSeconds + 900;
let doing = 'the cluster was made';

/**
 * `npm run bench-cluster`: three MariaDB Galera nodes and three processes of the server behind a proxy on this machine. While phones take deals and
 * members pay, the node that is written to is killed and brought back, the next one frozen for half a minute, and a process killed. At the
 * end all that was acknowledged is looked up, and the nodes are compared. It always ends: where something hangs, with what it was waiting for, and as failed.
 */
async function main(): Promise<void> {
  endAfter(longestSeconds, () => doing);
  const programs = await findGalera();
  const closing: (() => Promise<unknown>)[] = [];
  try {
    const nodes = await startCluster(programs, closing);
    const databaseUrl = `mysql://${account.user}:${account.password}@${nodes.map(({ name }) => name).join(',')}/yongche`;
    const product = await startProduct(databaseUrl, { background: false });
    closing.push(() => product.simulators.close().finally(() => rmSync(dirname(product.env.KEY_FILE!), { recursive: true, force: true })));
    const seeded = await seed(product);
    await product.server.close();
    const oneWriter = await proveOneWriter(databaseUrl, nodes);
    const bundled = buildServer();
    closing.push(async () => bundled.remove());
    const ports = await Promise.all(Array.from({ length: processes }, freePort));
    const proxy = await startProxy(ports);
    closing.push(proxy.close);
    const apps = await Promise.all(ports.map((port) => startApp(bundled.words, { ...product.env, PORT: String(port), PUBLIC_URL: proxy.url })));
    closing.push(() => Promise.all(apps.map((app) => app.stop())));
    atTheEnd(() => apps.forEach((app) => app.kill()));
    if (!(await comesTrue(() => proxy.ready().length === processes, 60, 100))) throw new Error(`only ${proxy.ready().length} of ${processes} processes became ready`);
    say(`${nodes.length} nodes, ${processes} processes, ${phones} phones, ${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)} before`);

    const end = new AbortController();
    const acknowledged: Acknowledged = { deals: new Map(), pictures: new Map(), payments: new Map(), paidThere: [] };
    const measure = createMeasure();
    const running = runLoad({ ...seeded, product, url: proxy.url, measure, acknowledged, ended: end.signal });
    running.catch((error: unknown) => say(`the load broke off: ${String(error)}`));
    const stretch = async (name: string, act: () => unknown, seconds = stretchSeconds) => {
      measure.begin(name);
      doing = name;
      say(`${name} …`);
      await act();
      await pause(seconds * 1000);
    };
    await stretch('warming up', () => undefined, 10);
    say(`deals so far: ${acknowledged.deals.size}, pictures ${acknowledged.pictures.size}, payments ${acknowledged.payments.size}`);
    await stretch('undisturbed', () => undefined);
    const killed = await writerAmong(nodes);
    await stretch(`node ${killed.name} killed`, killed.kill);
    await stretch('it comes back', killed.restart);
    const frozen = await writerAmong(nodes);
    await stretch(`node ${frozen.name} frozen for ${frozenSeconds} s`, frozen.freeze, frozenSeconds);
    await stretch('it goes on', frozen.thaw);
    await stretch('a process of the server killed', apps[0]!.kill);
    await stretch('it is started again', apps[0]!.start);
    measure.begin('end');
    end.abort();
    doing = 'the load was ended';
    if (!(await Promise.race([running.then(() => true), pause(lastSeconds * 1000, false)]))) throw new Error(`phones and counters had not ended ${lastSeconds} s after the end: ${JSON.stringify(measure.report().at(-1)?.failed)}`);
    doing = 'what was under way was settled and compared';
    say('the load has ended; what is under way is settled …');
    const isSettled = await settled(nodes);
    await Promise.all(apps.map((app) => app.stop()));
    await together(nodes);

    const server = await startServer(readEnv(product.env), { background: false });
    const judgements = await judge(server.deps, { ...product, server }, acknowledged).finally(() => server.close());
    await together(nodes);
    judgements.push(await judgeNodes(nodes), oneWriter);
    const stretches = measure.report();
    judgements.push(judgeBench(stretches, judgements, isSettled));
    report(stretches, judgements);
    if (judgements.some(({ wrong }) => wrong.length > 0)) process.exitCode = 1;
  } finally {
    for (const close of closing.reverse()) await close().catch((error: unknown) => say(String(error)));
  }
}

/** A bench in which nothing was done, or not brought to its end, proves nothing. */
function judgeBench(stretches: Stretch[], judgements: Judgement[], isSettled: boolean): Judgement {
  const wrong = [...(isSettled ? [] : ['not everything was settled in time']), ...judgements.filter(({ count }) => count === 0).map(({ what }) => `no ${what}`), ...stretches.filter(({ writes }) => writes === 0).map(({ name }) => `nothing was written in “${name}”`)];
  return { what: 'stretches with something written', count: stretches.length, wrong };
}

async function startCluster(programs: GaleraPrograms, closing: (() => Promise<unknown>)[]): Promise<GaleraNode[]> {
  const [first, ...others] = places as [Place, ...Place[]];
  await makeData(programs, first);
  // Its first start gives the data a place in the history of a cluster, from which the copies go on.
  await (await startNode(programs, first, places, { begins: true })).stop();
  for (const place of others) await copyData(first, place);
  const nodes: GaleraNode[] = [];
  atTheEnd(() => nodes.forEach((node) => void node.kill()));
  closing.push(async () => {
    for (const node of nodes) await node.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  for (const place of places) nodes.push(await startNode(programs, place, places, { begins: place === first }));
  return nodes;
}

/** Agents and operators with sessions, and more dues than can be paid meanwhile. */
async function seed(product: Product): Promise<Pick<Load, 'agents' | 'operators' | 'debts'>> {
  const agents = await enrolledAgents(product, await newCompany(product), phones);
  const operators = await operatorsAt(product, 3);
  const payers = [];
  for (let at = 0; at < 6; at++) payers.push(await newPayer(product, at % 2 ? 'wechat' : 'alipay'));
  const debts = [];
  for (let at = 0; at < 600; at++) debts.push({ payer: payers[at % payers.length]!, owed: await newDue(product, payers[at % payers.length]!, { fen: 100_00 + at }) });
  return { agents, operators, debts };
}

async function ask<Row>({ place: { host, port } }: GaleraNode, sql: string): Promise<Row[]> {
  const connection = await createConnection({ host, port, ...account, database: 'yongche', connectTimeout: 2000 });
  const [rows] = await connection.query({ sql, timeout: 5000 }).finally(() => connection.destroy());
  return rows as Row[];
}

async function writerAmong(nodes: GaleraNode[]): Promise<GaleraNode> {
  for (const node of nodes) {
    const [row] = await ask<{ address: string }>(node, 'SELECT address FROM database_writer WHERE id = 1').catch(() => []);
    const writer = nodes.find(({ name }) => name === row?.address);
    if (writer) return writer;
  }
  throw new Error('no node says which one is written to');
}

/** Until nothing waits any more: what a killed process had in hand is taken up when its lease ends. @returns whether that was in time */
async function settled(nodes: GaleraNode[]): Promise<boolean> {
  const waiting = "SELECT (SELECT COUNT(*) FROM payment_orders WHERE state IN ('opening', 'waiting')) + (SELECT COUNT(*) FROM payment_notices WHERE outcome = 'waiting') + (SELECT COUNT(*) FROM evidence_waiting) + (SELECT COUNT(*) FROM audit_waiting) + (SELECT COUNT(*) FROM jobs WHERE dedup_key IS NULL AND run_at <= UTC_TIMESTAMP() AND dead_at IS NULL) AS n";
  for (let time = 0; time < 200; time++) {
    const [row] = await ask<{ n: number }>(await writerAmong(nodes), waiting).catch(() => []);
    if (row && Number(row.n) === 0) return true;
    await pause(1000);
  }
  return false;
}

/** Until all nodes belong together again and have applied the same. */
async function together(nodes: GaleraNode[]): Promise<void> {
  for (let time = 0; time < 120; time++) {
    const states = await Promise.all(nodes.map((node) => ask<{ Variable_name: string; Value: string }>(node, "SHOW STATUS WHERE Variable_name IN ('wsrep_cluster_size', 'wsrep_local_state_comment', 'wsrep_last_committed')").catch(() => [])));
    const texts = new Set(states.map((rows) => JSON.stringify(rows)));
    if (texts.size === 1 && [...texts][0]!.includes('Synced') && states[0]!.some(({ Variable_name: name, Value: value }) => name === 'wsrep_cluster_size' && value === String(nodes.length))) return;
    await pause(500);
  }
  throw new Error('the nodes did not come together again');
}

function report(stretches: Stretch[], judgements: Judgement[]): void {
  say(`load of the machine at the end: ${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} cores`);
  for (const { name, seconds, requests, failed, writes, p50, p99, slowest, longestGap } of stretches)
    say(`${name}: ${seconds.toFixed(0)} s, ${requests} requests (to be repeated: ${Object.entries(failed).map(([why, times]) => `${times} ${why}`).join(', ') || 'none'}), ${(writes / seconds).toFixed(1)} writes/s, median ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms, longest time without a write ${longestGap.toFixed(1)} s`);
  for (const { what, count, wrong } of judgements) say(`${count} ${what}: ${wrong.length === 0 ? 'as they should be' : `${wrong.length} wrong\n  ${wrong.slice(0, 10).join('\n  ')}`}`);
}

const say = (text: string) => process.stdout.write(`${text}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
main().then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
