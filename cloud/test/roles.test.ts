import { readEnv } from '../src/env';
import { type RunningServer, startServer } from '../src/server';
import { createTestDatabase } from './database';
import { freePort } from './processes';
import { type Product, startProduct } from './product';

let product: Product;
const started: RunningServer[] = [];
beforeAll(async () => {
  product = await startProduct(await createTestDatabase(), { background: false });
});
afterAll(async () => {
  for (const server of started) await server.close();
  await product?.close();
});

async function processOf(ROLE: 'web' | 'worker', port = 0): Promise<string> {
  const server = await startServer(readEnv({ ...product.env, ROLE, PORT: String(port) }), { clock: product.clock });
  started.push(server);
  return server.url;
}
/** Asks until the port is open, and waits for the answer to the very first request that got through. */
async function firstStatus(url: string): Promise<number> {
  for (;;) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(20_000) }).catch((error: { cause?: { code?: string } }) => error);
    if (answer instanceof Response) return answer.status;
    if (answer.cause?.code !== 'ECONNREFUSED') throw answer as Error;
  }
}
const statusOf = async (url: string) => (await fetch(url)).status;
const rounds = async () => Number((await product.server.deps.db.query("SELECT COUNT(*) AS n FROM jobs WHERE dedup_key LIKE 'every:%'"))[0].n);

describe('processes that share the work', () => {
  it('one for the web answers everybody and begins no work of its own', async () => {
    const web = await processOf('web');
    expect([await statusOf(`${web}/readyz`), await statusOf(`${web}/api/openapi.json`), await rounds()]).toEqual([200, 200, 0]);
  });

  it('answers whoever comes while it still starts, once it stands', async () => {
    const port = await freePort();
    const starting = processOf('web', port);
    expect(await firstStatus(`http://127.0.0.1:${port}/healthz`)).toBe(200);
    await starting;
  });

  it('one that works does the jobs, tells how it is, and has nothing of the API', async () => {
    const worker = await processOf('worker');
    expect([await statusOf(`${worker}/healthz`), await statusOf(`${worker}/metrics`), await statusOf(`${worker}/api/openapi.json`), await statusOf(`${worker}/admin/`)]).toEqual([200, 200, 404, 404]);
    expect(await rounds()).toBeGreaterThan(0);
  });
});
