import type { AnswerOf } from '@yongche/contract';
import { Market } from '../../registry/market.entity';
import { publishedBill } from '../../../../test/billing';
import { beginOn, staffNow } from '../../../../test/discipline';
import { judgedCase } from '../../../../test/inspections';
import { dueOf, duePaid, duesRaised, joined, schemeInForce } from '../../../../test/members';
import { pastDeals } from '../../../../test/past-deals';
import { csvFile, published, uploaded } from '../../../../test/statistics';
import { useProduct } from '../../../../test/use-product';

const product = useProduct();
const db = () => product().server.deps.db;
let markets: Market[];
let inspector: string;
beforeAll(async () => {
  beginOn(product(), '2031-03-20');
  await db().query('DELETE FROM counter_checks');
  await db().query("UPDATE staff SET ends_on = '2040-01-01' WHERE ends_on IS NOT NULL");
  markets = await db().manager.find(Market, { order: { code: 'ASC' } });
  inspector = (await staffNow(product(), 'inspector1')).staffId;
  await pastDeals(
    db(),
    { at: '2029-12-30 12:00', count: 4 },
    { at: '2030-01-15 12:00', count: 10 },
    { at: '2030-03-01 00:00', count: 20 },
    // The same day a year before: of its 50 deals 30 were completed before this time of day.
    { at: '2030-03-20 09:00', count: 30 },
    { at: '2030-03-20 18:00', count: 20 },
    { at: '2030-03-25 12:00', count: 7 },
    { at: '2031-01-15 12:00', count: 20, marketId: markets[1]!.id },
    { at: '2031-03-01 00:00', count: 30, channel: 'fixed' },
    { at: '2031-03-20 09:00', count: 45 },
    { at: '2031-03-20 08:30', count: 5, marketId: markets[1]!.id },
  );
});
const president = async () => (await staffNow(product(), 'president')).call('GET /dashboards/president');
const adviser = async () => (await staffNow(product(), 'adviser')).call('GET /dashboards/adviser');

describe('会长看板', () => {
  it('this month and this year beside the same span a year before, up to the same time of day', async () => {
    const seen = await president();
    expect(seen).toMatchObject({
      today: '2031-03-20',
      month: { value: 80, yearBefore: 50, growthHundredths: 60_00 },
      year: { value: 100, yearBefore: 60, growthHundredths: 66_67 },
      todayCompleted: 50,
      mobileHundredths: 70_00,
      problemRate: null,
      coverageHundredths: 0,
    });
    const trend = Object.fromEntries(seen.trend.map(({ month, ...values }) => [month, values]));
    expect(seen.trend).toHaveLength(13);
    expect(trend['2030-03']).toEqual({ value: 77, yearBefore: null });
    expect(trend['2031-01']).toEqual({ value: 20, yearBefore: 10 });
    expect(trend['2031-03']).toEqual({ value: 80, yearBefore: 50 });
  });

  it('names no growth where the records do not reach back a year', async () => {
    await db().query('UPDATE transactions SET completed_at = completed_at + INTERVAL 400 DAY WHERE completed_at < ?', ['2030-01-31']);
    const { year, month, trend } = await president();
    expect([year.yearBefore, month.yearBefore, trend.at(-1)!.yearBefore, trend[0]!.yearBefore]).toEqual([null, 50, 50, null]);
    await db().query('UPDATE transactions SET completed_at = completed_at - INTERVAL 400 DAY WHERE created_at < ? AND completed_at IS NOT NULL', ['2030-01-31']);
  });

  it('problem rate of the year with its interval, the markets by their score cards, grey where nothing was inspected', async () => {
    const deals: { id: string }[] = await db().query('SELECT id FROM transactions WHERE completed_at >= ? AND market_id = ? ORDER BY completed_at, id LIMIT 20', ['2031-02-28', markets[0]!.id]);
    for (const [n, { id }] of deals.entries()) {
      const problem = n === 0 ? 'overdue' : n === 1 ? 'withdrawn' : n === 2 ? 'verified' : undefined;
      await judgedCase(product(), id, { origin: n < 5 ? 'control' : 'sample', first: [inspector, problem ? 'problem' : 'pass'], ...(problem ? { problem } : {}), at: product().clock.now() });
    }
    const seen = await president();
    expect(seen.problemRate).toEqual({ hits: 2, of: 20, hundredths: 10_00, low: 2_79, high: 30_10 });
    expect(seen.coverageHundredths).toBe(20_00);
    expect(seen.overdueProblems).toBe(1);
    const lightOf = (market: Market) => seen.markets.find(({ marketId }) => marketId === market.id);
    expect(lightOf(markets[0]!)).toMatchObject({ completed: 75, problemRate: { hits: 2, of: 20 }, light: expect.stringMatching(/green|yellow|red/) });
    expect(lightOf(markets[1]!)).toMatchObject({ completed: 5, problemRate: null, light: 'grey' });
  });

  it('what is at the bank, the dues by amount and by members, the members, and what waits for the chairs', async () => {
    const before = await president();
    expect(before.dues).toEqual({ year: 2031, receivableFen: 0, receivedFen: 0, byAmount: null, byMembers: null, unpaidMembers: 0 });
    await schemeInForce(product(), { fromYear: 2031 });
    const [paying] = [await joined(product(), { name: '缴费会员单位', on: '2031-01-01' }), await joined(product(), { name: '欠费会员单位', on: '2031-01-01' })];
    await duesRaised(product(), 2031);
    const due = await dueOf(product(), paying, 2031);
    await duePaid(product(), due);
    const after = await president();
    expect(after.members).toBe(before.members + 2);
    expect(after.dues.receivedFen).toBe(3_000_00);
    expect(after.dues.unpaidMembers).toBe(after.members - 1);
    expect(after.dues.byMembers).toBe(Math.round(1_0000 / after.members));
    const fenOf = (seen: typeof after, fund: string) => seen.balances.find((one) => one.fund === fund)!.fen;
    expect(fenOf(after, 'dues') - fenOf(before, 'dues')).toBe(3_000_00);
    const [{ n }] = await db().query("SELECT COUNT(*) AS n FROM agenda_items WHERE state = 'waiting'");
    expect(after).toMatchObject({ agendaItemsWaiting: Number(n), resolutionsToConfirm: expect.any(Number) });
  });
});

describe('政策指导员看板', () => {
  it('coverage, misses, what became of the problems, and the difference from the office by the tolerance in force', async () => {
    await published(product(), await uploaded(product(), '2031-01', csvFile(['项目,数量', '市内转移登记,15', '转出,5'])));
    const seen = await adviser();
    expect(seen).toMatchObject({ coverageHundredths: 20_00, precheckedHundredths: 0, problemRate: { hits: 2, of: 20 }, missRate: { hits: 2, of: 5 }, corrected: { inTime: 1, late: 0, open: 0, overdue: 1 } });
    expect(Object.fromEntries(seen.problems.map(({ state, count }) => [state, count]))).toEqual({ open: 0, corrected: 0, verified: 1, overdue: 1, withdrawn: 1 });
    expect(seen.office).toHaveLength(12);
    expect(seen.office.at(-1)).toEqual({ month: '2031-01', completed: 20, office: 20, hundredths: 0, light: 'green' });
    expect(seen.office[0]).toEqual({ month: '2030-02', completed: 0, office: null, hundredths: null, light: 'grey' });
  });

  it('is sums alone: no market, company or person stands in it', async () => {
    const text = JSON.stringify(await adviser());
    for (const { id, name } of markets) expect(text.includes(id) || text.includes(name)).toBe(false);
    expect(Object.keys((await adviser()) as object)).not.toContain('markets');
  });
});

describe('市场看板', () => {
  const market = async (username: string, marketId?: string): Promise<AnswerOf<'GET /dashboards/market'>> => (await staffNow(product(), username)).call('GET /dashboards/market', { query: marketId ? { marketId } : {} });

  it('today at the counter by hour, the queue, and this month beside the year before and the city', async () => {
    await pastDeals(db(), { at: '2031-03-20 09:30', count: 2, uploadedOnly: true });
    const seen = await market('manager1', markets[0]!.id);
    expect(seen).toMatchObject({
      market: { id: markets[0]!.id },
      queue: 2,
      completedToday: 45,
      hours: [{ hour: 9, completed: 45 }],
      month: { value: 75, yearBefore: 50, growthHundredths: 50_00 },
      cityShareHundredths: 93_75,
      mobileHundredths: 60_00,
      problemRate: { hits: 2, of: 20 },
      openProblems: 1,
      overdueProblems: 1,
      returnedHundredths: null,
    });
    expect(seen.oldestWaitingSeconds).toBeGreaterThanOrEqual(1800);
  });

  it('what the market owes is shown to its manager, not at the counter; another market is not found', async () => {
    await publishedBill(product(), { marketId: markets[0]!.id, month: '2030-02', vehicles: 10 });
    expect((await market('manager1')).owedFen).toBe(30_00);
    expect((await market('operator1')).owedFen).toBeNull();
    const operator = await staffNow(product(), 'operator1');
    expect((await operator.send('GET /dashboards/market', { query: { marketId: markets[1]!.id } })).status).toBe(404);
    expect((await market('president', markets[1]!.id)).market.id).toBe(markets[1]!.id);
  });
});
