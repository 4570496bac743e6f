import { contractWith, metered, tariffInForce } from '../../../test/billing';
import { beginOn, staffNow } from '../../../test/discipline';
import { joined, moved } from '../../../test/members';
import { until } from '../../../test/payments';
import { useProduct } from '../../../test/use-product';
import { rerateMarket } from './rerate-market';

const product = useProduct();
const deps = () => product().server.deps;
const db = () => deps().db;
let markets: string[];
beforeAll(async () => {
  beginOn(product(), '2026-10-08');
  markets = (await db().query('SELECT id FROM markets ORDER BY code')).map(({ id }: { id: string }) => id);
  await joined(product(), { name: '示范市场', marketId: markets[0]!, on: '2026-01-01' });
  await tariffInForce(product(), { from: '2026-08-01' });
});

const finance = () => staffNow(product(), 'finance');

describe('会籍变动后重新计价', () => {
  /** By day: cars that stand as charged, and what they cost. */
  const standing = async (marketId: string) => {
    const rows: { day: string; fen: number; n: string }[] = await db().query(
      `SELECT e.completed_on AS day, e.fen, COUNT(*) AS n FROM meter_events e LEFT JOIN meter_events n ON n.transaction_id = e.transaction_id AND n.turn = e.turn + 1
       WHERE e.market_id = ? AND e.kind = 'charge' AND e.completed_on >= '2026-08-01' AND n.id IS NULL GROUP BY e.completed_on, e.fen ORDER BY e.completed_on`,
      [marketId],
    );
    return rows.map(({ day, fen, n }) => `${day} ${n}×${fen}`);
  };

  it('changing one market’s membership on 1 September changes only its deals completed from that day', async () => {
    const [changed, other] = [markets[2]!, markets[0]!];
    for (const [on, count] of [['2026-08-31', 1200], ['2026-09-01', 700], ['2026-09-15', 40]] as const) {
      await metered(product(), { marketId: changed, on, count, member: false });
      await metered(product(), { marketId: other, on, count });
    }
    await joined(product(), { name: '试点二手车广场', marketId: changed, on: '2026-09-01' });
    await until('rerated', async () => (await standing(changed)).every((line) => !/2026-09.*×800$/.test(line)));
    expect(await standing(changed)).toEqual(['2026-08-31 1200×800', '2026-09-01 700×300', '2026-09-15 40×300']);
    expect(await standing(other)).toEqual(['2026-08-31 1200×300', '2026-09-01 700×300', '2026-09-15 40×300']);
    const september = (await (await finance()).call('GET /meter-figures', { query: { month: '2026-09' } })).markets.find(({ marketId }) => marketId === changed)!;
    expect(september).toMatchObject({ memberVehicles: 740, nonMemberVehicles: 0, fen: 740 * 300 });

    const [{ before }] = await db().query('SELECT COUNT(*) AS `before` FROM meter_events');
    await Promise.all([rerateMarket(deps(), changed, '2026-08-01'), rerateMarket(deps(), changed, '2026-09-01')]);
    expect((await db().query('SELECT COUNT(*) AS after FROM meter_events'))[0].after).toBe(before);
    const auditor = await staffNow(product(), 'auditor');
    const { items } = await auditor.call('GET /audit-events', { query: { subjectType: 'market', subjectId: changed } });
    expect(items.map(({ actionLabel }) => actionLabel)).toEqual(Array(3).fill('按会籍变动重新计价'));
  });

  it('what was metered by the old membership while the change was carried out is found too', async () => {
    const marketId = markets[0]!;
    await metered(product(), { marketId, on: '2026-09-20', count: 30, member: false });
    await rerateMarket(deps(), marketId, '2026-09-20');
    expect(await standing(marketId)).toContain('2026-09-20 30×300');
  });

  it('in months that are billed already it takes nothing from their bills: the next one takes back and charges anew', async () => {
    const marketId = markets[1]!;
    await contractWith(product(), marketId);
    const memberId = await joined(product(), { name: '样板汽车城', marketId, on: '2026-01-01' });
    for (const [on, count] of [['2026-08-31', 100], ['2026-09-01', 60], ['2026-09-30', 40]] as const) await metered(product(), { marketId, on, count });
    const bills = async (month: string) => {
      const { items } = await (await finance()).call('GET /bills', { query: { month, marketId } });
      return (await finance()).call('GET /bills/:id', { params: { id: items[0]!.id } });
    };
    for (const month of ['2026-08', '2026-09']) await (await finance()).call('POST /bill-runs', { body: { month } });
    expect([(await bills('2026-08')).fen, (await bills('2026-09')).fen]).toEqual([100 * 300, 100 * 300]);

    await moved(product(), memberId, 'suspend', '2026-09-01');
    await until('rerated', async () => (await standing(marketId)).every((line) => !/2026-09.*×300$/.test(line)));
    expect(await standing(marketId)).toEqual(['2026-08-31 100×300', '2026-09-01 60×800', '2026-09-30 40×800']);
    expect([(await bills('2026-08')).fen, (await bills('2026-09')).fen]).toEqual([100 * 300, 100 * 300]);

    await metered(product(), { marketId, on: '2026-10-05', count: 10, member: false });
    beginOn(product(), '2026-11-02');
    await (await finance()).call('POST /bill-runs', { body: { month: '2026-10' } });
    const october = await bills('2026-10');
    expect(october.lines.map(({ kind, member, unitFen, vehicles, fen, month }) => [kind, member, unitFen, vehicles, fen, month])).toEqual([
      ['usage', false, 800, 10, 8_000, null],
      ['adjustment', false, 800, 100, 80_000, '2026-09'],
      ['reversal', true, 300, 100, -30_000, '2026-09'],
    ]);
    expect(october).toMatchObject({ vehicles: 10, fen: 8_000 + 100 * (800 - 300) });
  });
});
