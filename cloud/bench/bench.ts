import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDatabase } from '../local/database';
import { buyer, seller, verifiedAgent } from '../test/people';
import { startProduct } from '../test/product';

/** `npm run bench`: a deal with twelve images over HTTP, against the same writes by bare Koa and mysql2, in turns, in one run. */
const seconds = Number(process.env.BENCH_SECONDS ?? 8);
const rounds = 3;
const connections = 32;
const children: ChildProcess[] = [];

interface Answer {
  status: number;
  body: { id: string };
}
const agent = new Agent({ keepAlive: true, maxSockets: connections });

function post(url: string, body: unknown, headers: Record<string, string>): Promise<Answer> {
  const text = Buffer.from(JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers: { ...headers, 'content-type': 'application/json', 'content-length': text.length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve({ status: response.statusCode!, body: JSON.parse(Buffer.concat(chunks).toString()) as { id: string } }));
    });
    sent.on('error', reject).end(text);
  });
}

/** Runs `deal` on all connections for some seconds; deals per second and the 99th percentile in milliseconds. */
async function measure(deal: () => Promise<void>): Promise<{ perSecond: number; p99: number }> {
  const times: number[] = [];
  const begun = performance.now();
  const end = begun + seconds * 1000;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < end) {
        const at = performance.now();
        await deal();
        times.push(performance.now() - at);
      }
    }),
  );
  times.sort((a, b) => a - b);
  return { perSecond: times.length / ((performance.now() - begun) / 1000), p99: times[Math.floor(times.length * 0.99)]! };
}

function startProcess(file: string, env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, file)], {
    env: { PATH: process.env.PATH, TSX_TSCONFIG_PATH: join(__dirname, '../tsconfig.json'), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
    child.stdout.on('data', (text: Buffer) => /ready (\S+)/.exec(String(text)) && resolve(/ready (\S+)/.exec(String(text))![1]!));
  });
}

const ensureCreated = ({ status, body }: Answer, wanted: number): Answer => {
  if (status !== wanted) throw new Error(`${status} ${JSON.stringify(body)}`);
  return { status, body };
};

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'yongche-bench-'));
  const database = await startDatabase({ directory, durable: true });
  const product = await startProduct(await database.createDatabase('yongche_bench'));
  try {
    const { token } = await verifiedAgent(product);
    const [market] = await product.server.deps.db.query('SELECT id FROM markets ORDER BY code LIMIT 1');
    const [held] = await product.server.deps.db.query("SELECT c.id, c.company_id, c.person_id, p.key_id, a.id AS account FROM certificates c JOIN persons p ON p.id = c.person_id JOIN accounts a ON a.person_id = p.id");
    const own = await startProcess('../src/server.ts', product.env);
    const floor = await startProcess('floor.ts', product.env);

    const codes = ['P01', 'P02', 'P03', 'P07', 'P08', 'P09', 'P20', 'P21', 'P22', 'P23', 'P24', 'P25'];
    const capturedAt = new Date().toISOString();
    const images = codes.map((slot) => ({ slot, contentType: 'image/jpeg', bytes: 150_000, capturedAt }));
    const dealBody = { business: 'city_transfer', marketId: market.id, vin: 'LSGPC52U6AF102554', plate: '浙B12345', mortgaged: false, parties: [seller, buyer] };
    const headers = () => ({ authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() });
    const businesses = ['city_transfer', 'moved_out', 'cross_region'];
    let turn = 0;
    const ourDeal = async () => {
      const { body } = ensureCreated(await post(`${own}/api/transactions`, { ...dealBody, business: businesses[turn++ % 3] }, headers()), 201);
      ensureCreated(await post(`${own}/api/transactions/${body.id}/images`, { images }, headers()), 201);
    };
    const seed = { marketId: market.id, companyId: held.company_id, certificateId: held.id, personId: held.person_id, keyId: held.key_id, principal: held.account };
    const floorDeal = async () => {
      const { body } = ensureCreated(await post(`${floor}/deal`, seed, {}), 200);
      ensureCreated(await post(`${floor}/images`, { ...seed, transactionId: body.id }, {}), 200);
    };

    await Promise.all([measureShort(ourDeal), measureShort(floorDeal)]);
    const results: { ours: { perSecond: number; p99: number }; floor: { perSecond: number; p99: number } }[] = [];
    for (let round = 1; round <= rounds; round++) {
      const result = { floor: await measure(floorDeal), ours: await measure(ourDeal) };
      results.push(result);
      console.log(`round ${round}: floor ${show(result.floor)}, 甬车 ${show(result.ours)}, ratio ${(result.ours.perSecond / result.floor.perSecond).toFixed(2)}`);
    }
    const ratios = results.map(({ ours, floor }) => ours.perSecond / floor.perSecond).sort((a, b) => a - b);
    console.log(`a deal with 12 images, ${connections} connections, durable commits: ratio to the floor ${ratios[1]!.toFixed(2)} (median of ${rounds})`);
  } finally {
    children.forEach((child) => child.removeAllListeners('exit').kill());
    agent.destroy();
    await product.close();
    await database.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

const show = ({ perSecond, p99 }: { perSecond: number; p99: number }) => `${perSecond.toFixed(0)} deals/s (p99 ${p99.toFixed(0)} ms)`;
const measureShort = async (deal: () => Promise<void>) => {
  for (let warm = 0; warm < 100; warm++) await deal();
};

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
