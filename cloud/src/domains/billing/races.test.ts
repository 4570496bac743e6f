import { completedCars, contractWith, tariffInForce } from '../../../test/billing';
import { beginOn, staffNow } from '../../../test/discipline';
import { joined, moved } from '../../../test/members';
import { until } from '../../../test/payments';
import { useProduct } from '../../../test/use-product';
import { meterDeal } from './meter-deal';

const product = useProduct();
const deps = () => product().server.deps;
const db = () => deps().db;
let markets: string[];
beforeAll(async () => {
  beginOn(product(), '2026-06-01');
  markets = (await db().query('SELECT id FROM markets ORDER BY code')).map(({ id }: { id: string }) => id);
  await tariffInForce(product(), { from: '2026-01-01' });
});

const dealsOf = async (prefix: string): Promise<string[]> => (await db().query('SELECT id FROM transactions WHERE serial LIKE ? ORDER BY id', [`${prefix}%`])).map(({ id }: { id: string }) => id);
/** A few at a time, as the workers do. */
async function meterAll(ids: string[]): Promise<void> {
  const waiting = [...ids];
  await Promise.all(Array.from({ length: 6 }, async () => {
    for (let id = waiting.pop(); id; id = waiting.pop()) await meterDeal(deps(), id);
  }));
}

it('while deals are metered, a month is drafted: each stands in one bill, and a bill is what its events come to', async () => {
  const marketId = markets[0]!;
  await contractWith(product(), marketId);
  const finance = await staffNow(product(), 'finance');
  let drafted = 0;
  for (const month of ['2026-01', '2026-02', '2026-03']) {
    const ids = await dealsOf(await completedCars(db().manager, { marketId, on: `${month}-20`, count: 60 }));
    await Promise.all([meterAll(ids), ...[1, 2, 3].map(async () => (await finance.send('POST /bill-runs', { body: { month } })).status === 201 && drafted++)]);
  }
  expect(drafted).toBeGreaterThan(0);
  for (const month of ['2026-01', '2026-02', '2026-03', '2026-04']) await finance.call('POST /bill-runs', { body: { month } });
  const rows: { month: string; vehicles: number; events: string }[] = await db().query(
    "SELECT b.month, b.vehicles, (SELECT COUNT(*) FROM meter_events e WHERE e.market_id = b.market_id AND e.bill_month = b.month) AS events FROM bills b WHERE b.state <> 'void' ORDER BY b.month",
  );
  expect(rows.map(({ vehicles, events }) => vehicles - Number(events))).toEqual(rows.map(() => 0));
  expect(rows.reduce((sum, { vehicles }) => sum + vehicles, 0)).toBe(180);
  expect((await finance.call('GET /bills', { query: {} })).totals).toMatchObject({ vehicles: 180 });
});

it('while deals are metered, the membership changes: in the end every one has the price of its day', async () => {
  const marketId = markets[1]!;
  const ids = await dealsOf(await completedCars(db().manager, { marketId, on: '2026-05-25', count: 150 }));
  const [memberId] = await Promise.all([joined(product(), { name: '样板汽车城', marketId, on: '2026-05-20' }), meterAll(ids.slice(0, 75))]);
  await Promise.all([moved(product(), memberId, 'suspend', '2026-05-25'), meterAll(ids.slice(75))]);
  const standing = async () =>
    db().query(
      `SELECT e.fen, COUNT(*) AS n FROM meter_events e LEFT JOIN meter_events n ON n.transaction_id = e.transaction_id AND n.turn = e.turn + 1
       WHERE e.market_id = ? AND e.kind = 'charge' AND n.id IS NULL GROUP BY e.fen`,
      [marketId],
    );
  await until('rerated', async () => (await standing()).length === 1 && (await db().query("SELECT 1 FROM jobs WHERE name = 'billing.rerate-market'")).length === 0);
  expect(await standing()).toEqual([{ fen: 800, n: '150' }]);
});
