import { dayInShanghai } from '../src/clock';
import { monthAfter, monthOf } from '../src/domains/ledger/calendar-month';
import { createTestDatabase } from '../test/database';
import { until } from '../test/payments';
import { employeeAt } from '../test/people';
import { type Product, startProduct } from '../test/product';

/** The demo city's past, as a visitor of the first start finds it. */
let product: Product;
beforeAll(async () => {
  product = await startProduct(await createTestDatabase(), { withHistory: true });
}, 120_000);
afterAll(() => product?.close());

const lastMonth = () => monthAfter(monthOf(dayInShanghai(product.clock.now())), -1);

describe('演示城市的账', () => {
  it('has its members by a resolution, and dues of which most are paid', async () => {
    const finance = await employeeAt(product, 'finance');
    const { total, items } = await finance.call('GET /members', { query: {} });
    expect(total).toBe(12);
    expect(items.find(({ name }) => name === '示范车行有限公司')).toMatchObject({ state: 'active', due: { standing: expect.stringMatching(/unpaid|overdue/) } });
    const { collection } = await finance.call('GET /dues', { query: { year: Number(monthAfter(lastMonth(), -3).slice(0, 4)) } });
    expect(collection).toMatchObject({ members: 12, dueFen: 69_000_00 });
    expect(collection.paidMembers).toBe(9);
  });

  it('has closed the earlier months, and leaves the last one to the visitor: bills to check, two payments to find out about', async () => {
    const finance = await employeeAt(product, 'finance');
    const month = lastMonth();
    const { items } = await finance.call('GET /months', { query: { year: Number(month.slice(0, 4)) } });
    expect(items.find((each) => each.month === month)).toMatchObject({ state: 'open' });
    const [{ closed }] = await product.server.deps.db.query('SELECT COUNT(*) AS closed FROM ledger_months');
    expect(Number(closed)).toBe(3);
    expect((await finance.call('GET /bills', { query: { month } })).items.map(({ state }) => state)).toEqual(['draft', 'draft', 'draft']);
    const { totals } = await finance.call('GET /bills', { query: { month: monthAfter(month, -1) } });
    expect(totals).toMatchObject({ bills: 3, outstandingFen: 32_00 });
    const lines = await finance.call('GET /statement-lines', { query: { state: 'open' } });
    expect(lines.open).toBe(2);
    expect(lines.items.every(({ candidates }) => candidates.length > 0)).toBe(true);
  });

  it('is told in order: the audit log and the evidence of its deals verify', async () => {
    const auditor = await employeeAt(product, 'auditor');
    const { db } = product.server.deps;
    await until('everything is chained', async () => (await db.query('SELECT 1 FROM audit_waiting UNION ALL SELECT 1 FROM evidence_waiting LIMIT 1')).length === 0);
    await auditor.call('POST /audit-verifications');
    await auditor.call('POST /evidence-verifications');
    const verifications = () => db.query('SELECT ok, found FROM audit_verifications UNION ALL SELECT ok, found FROM evidence_verifications');
    await until('both are verified', async () => (await verifications()).every(({ ok }: { ok: number | null }) => ok !== null), { seconds: 60 });
    expect((await verifications()).map(({ ok, found }: { ok: number; found: number }) => [ok, found])).not.toContainEqual([0, expect.anything()]);
  });
});
