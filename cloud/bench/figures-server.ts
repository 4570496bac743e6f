import { loadDemoYear } from '../local/demo-year/load';
import { openSession } from '../src/domains/identity/sessions';
import { Staff } from '../src/domains/identity/staff.entity';
import { beginOn } from '../test/discipline';
import type { Product } from '../test/product';
import { startProduct } from '../test/product';
import { enrolledAgent, newCompany } from '../test/register';
import type { Limits } from '../src/http/rate-limit';

/** Nobody asks so often as a measurement does. */
const withoutEnd: Limits = {
  ensureBelow: () => Promise.resolve(),
  count: () => Promise.resolve(1),
  take: () => Promise.resolve(1),
  forgive: () => Promise.resolve(),
  block: () => Promise.resolve(),
};

/** The whole product in a process of its own with the demo year at its real size, on a morning at the end of that year. Says its address, the sessions of its people and who manages a company of many deals. */
async function main(): Promise<void> {
  const product = await startProduct(process.env.DATABASE_URL!, { limits: withoutEnd });
  process.once('SIGTERM', () => void product.close().then(() => process.exit(0)));
  await loadDemoYear(product.server.deps, { scale: 1 });
  const manager = await managerOf(product);
  beginOn(product, '2019-12-30');
  await product.server.deps.db.query('ANALYZE TABLE transactions');
  const { db, clock } = product.server.deps;
  const from = { ip: '127.0.0.1', userAgent: 'bench' };
  const cookies: string[] = [];
  for (const username of ['clerk', 'president', 'adviser', 'manager1']) {
    const { id: staffId } = await db.manager.findOneByOrFail(Staff, { username });
    cookies.push(`session=${(await openSession(db.manager, { staffId, secondFactorAt: clock.now() }, from, clock.now())).token}`);
  }
  const [{ id: accountId }] = await db.query('SELECT id FROM accounts WHERE person_id = ?', [manager.personId]);
  const { token } = await openSession(db.manager, { accountId }, from, clock.now());
  process.stdout.write(`ready ${product.url} ${cookies.join(' ')} ${token}\n`);
}

/** The manager of a company to which the deals of the company with the most have been given. */
async function managerOf(product: Product) {
  const { db } = product.server.deps;
  const companyId = await newCompany(product, '压测车行有限公司');
  const manager = await enrolledAgent(product, companyId, { manages: true });
  const [largest]: { id: string }[] = await db.query('SELECT company_id AS id FROM transactions GROUP BY company_id ORDER BY COUNT(*) DESC LIMIT 1');
  await db.query('UPDATE transactions SET company_id = ? WHERE company_id = ?', [companyId, largest!.id]);
  return manager;
}

main().catch((error: unknown) => {
  // A failed statement carries its values, thousands of rows.
  console.error((error as Error).message);
  process.exit(1);
});
