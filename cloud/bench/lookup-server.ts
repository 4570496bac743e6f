import type { Limits } from '../src/http/rate-limit';
import { employeeAt } from '../test/people';
import { startProduct } from '../test/product';
import { loadPersons } from './made-up-persons';

/** The whole product in a process of its own, but for the limit on how often an employee may ask. Says address and session. */
const withoutEnd: Limits = {
  ensureBelow: () => Promise.resolve(),
  count: () => Promise.resolve(1),
  take: () => Promise.resolve(1),
  forgive: () => Promise.resolve(),
  block: () => Promise.resolve(),
};

async function main(): Promise<void> {
  const product = await startProduct(process.env.DATABASE_URL!, { limits: withoutEnd });
  process.once('SIGTERM', () => void product.close().then(() => process.exit(0)));
  await loadPersons(product.server.deps, Number(process.env.BENCH_PERSONS));
  const { cookie } = await employeeAt(product, 'clerk');
  process.stdout.write(`ready ${product.url} ${cookie}\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
