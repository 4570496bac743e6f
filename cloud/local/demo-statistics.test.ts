import { dayInShanghai } from '../src/clock';
import { monthAfter, monthOf } from '../src/domains/ledger/calendar-month';
import { createTestDatabase } from '../test/database';
import { staffNow } from '../test/discipline';
import { type Product, startProduct } from '../test/product';

/** The demo city's figures, as a visitor of the first start finds them. */
let product: Product;
beforeAll(async () => {
  product = await startProduct(await createTestDatabase(), { withHistory: true });
}, 120_000);
afterAll(() => product?.close());

it('has every month but the last, the year before, and a correction; nothing in them is odd', async () => {
  const clerk = await staffNow(product, 'clerk');
  const last = monthAfter(monthOf(dayInShanghai(product.clock.now())), -1);
  const { items } = await clerk.call('GET /statistic-periods', { query: {} });
  expect(items[0]!.period).toBe(monthAfter(last, -1));
  expect(items.length).toBeGreaterThanOrEqual(12);
  expect(items.map(({ warnings }) => warnings).every((warnings) => warnings === 0)).toBe(true);
  expect(items.filter(({ edition }) => edition === 2)).toHaveLength(1);
  expect(items[0]!.figures.every(({ growth }) => growth.hundredths !== null)).toBe(true);
  const years = (await clerk.call('GET /statistic-periods', { query: { of: 'year' } })).items;
  expect(years).toMatchObject([{ warnings: 0, figures: [{ growth: { source: 'none' } }, {}, {}, {}] }]);
});

it('leaves the last month to the clerk: a column and a new item to map, then it can be published', async () => {
  const clerk = await staffNow(product, 'clerk');
  const [waiting] = (await clerk.call('GET /statistic-imports', { query: { state: 'waiting' } })).items;
  const report = await clerk.call('GET /statistic-imports/:id', { params: { id: waiting!.id } });
  expect(report).toMatchObject({ step: 'mapping', unknownColumns: [{ heading: '办理量' }] });
  const body = { schemaVersion: report.schemaVersion, columns: [{ heading: '办理量', means: { as: 'value' as const } }], names: [] };
  const half = await clerk.call('POST /statistic-imports/:id/mapping', { params: { id: report.id }, body });
  const item = { name: '抵押登记', unit: '辆次', kind: 'flow' as const, scope: '全市·汽车', partOf: null };
  const names = [{ name: '抵押登记', means: { as: 'new_item' as const, item } }];
  const whole = await clerk.call('POST /statistic-imports/:id/mapping', { params: { id: report.id }, body: { schemaVersion: half.schemaVersion, columns: [], names } });
  expect(whole).toMatchObject({ step: 'checking', findings: [], problems: [], may: { accept: true } });
});
