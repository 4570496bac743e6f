import { openDatabase } from '../../../database';
import { beginOn } from '../../../../test/discipline';
import { forgetPastDeals, pastDeals } from '../../../../test/past-deals';
import { useProduct } from '../../../../test/use-product';
import { statisticsRound } from './compare-days';
import { lastSettledDay, recountDays } from './count-days';
import { dealsOfDays, sumOf } from './day-figures';
import { countRecords } from './records';

const product = useProduct();
const deps = () => product().server.deps;
const db = () => deps().db;
const march = { from: '2031-03-01', to: '2031-03-31' };
const read = (days = march) => dealsOfDays(db(), days, product().clock.now());
const totals = async (days = march) => {
  const deals = await read(days);
  return [sumOf(deals, days, 'uploaded'), sumOf(deals, days, 'completed')];
};
/** What is stored, past all that would make or mend it. */
const storedOn = async (day: string) => Number((await db().query('SELECT COALESCE(SUM(completed), 0) AS n FROM deal_day_figures WHERE day = ?', [day]))[0].n);
const isCounted = async (day: string) => (await db().query('SELECT 1 FROM counted_days WHERE day = ?', [day])).length === 1;
beforeAll(() => beginOn(product(), '2031-03-20'));
beforeEach(() => forgetPastDeals(db(), '2030-01-01'));

describe('日统计', () => {
  it('midnight in Shanghai parts the days; a deal is uploaded on one and completed on another; channel and business stay apart', async () => {
    const [late] = await pastDeals(db(), { at: '2031-03-09 23:59:59.999', channel: 'fixed', business: 'moved_out' }, { at: '2031-03-10 00:00:00' }, { at: '2031-03-10 12:00', uploadedOnly: true });
    await db().query('UPDATE transactions SET first_submitted_at = ? WHERE id = ?', [new Date('2031-03-08T10:00:00+08:00'), late]);
    const deals = await read();
    expect(deals.map(({ day, channel, business, uploaded, completed }) => [day, channel, business, uploaded, completed]).sort()).toEqual([
      ['2031-03-08', 'fixed', 'moved_out', 1, 0],
      ['2031-03-09', 'fixed', 'moved_out', 0, 1],
      ['2031-03-10', 'mobile', 'city_transfer', 2, 1],
    ]);
    expect(sumOf(deals, march, 'completed', { channel: 'fixed' })).toBe(1);
  });

  it('keeps a day for good only when it has been over for a whole day; today and the two days before it are read from the records', async () => {
    await pastDeals(db(), { at: '2031-03-17 12:00' }, { at: '2031-03-18 12:00' }, { at: '2031-03-19 12:00' }, { at: '2031-03-20 09:00' });
    expect(lastSettledDay(new Date('2031-03-19T23:59:59.999+08:00'))).toBe('2031-03-17');
    expect(lastSettledDay(new Date('2031-03-20T00:00:00+08:00'))).toBe('2031-03-18');
    expect(await totals()).toEqual([4, 4]);
    expect([await storedOn('2031-03-18'), await isCounted('2031-03-19'), await isCounted('2031-03-20')]).toEqual([1, false, false]);
  });

  it('a deal completed a moment before midnight and committed long after it is in every reading from then on, whatever round ran meanwhile', async () => {
    const [id] = await pastDeals(db(), { at: '2031-03-19 23:59:00', uploadedOnly: true });
    const runner = db().createQueryRunner();
    await runner.startTransaction();
    await runner.query("UPDATE transactions SET state = 'completed', completed_at = ? WHERE id = ?", [new Date('2031-03-19T23:59:59.900+08:00'), id]);
    await statisticsRound(deps());
    expect(await totals()).toEqual([1, 0]);
    await runner.commitTransaction();
    await runner.release();
    expect(await totals()).toEqual([1, 1]);
    // Two days on it has settled.
    expect(sumOf(await dealsOfDays(db(), march, new Date('2031-03-22T10:00:00+08:00')), march, 'completed')).toBe(1);
    expect(await storedOn('2031-03-19')).toBe(1);
  });

  it('two processes that miss the same days count each deal once', async () => {
    await pastDeals(db(), ...Array.from({ length: 17 }, (_, n) => ({ at: `2031-03-${String(n + 1).padStart(2, '0')} 12:00`, count: 5 })));
    const other = await openDatabase(product().env.DATABASE_URL!, 4);
    const now = product().clock.now();
    const readings = await Promise.all([db(), other, db(), other].map((from) => dealsOfDays(from, march, now)));
    await other.destroy();
    expect(readings.map((deals) => sumOf(deals, march, 'completed'))).toEqual([85, 85, 85, 85]);
    expect(sumOf(await read(), march, 'completed')).toBe(85);
  });

  it('by market, and beside the pre-check of the deal’s own pack', async () => {
    const [one, other]: { id: string }[] = await db().query('SELECT id FROM markets ORDER BY code LIMIT 2');
    const [judged, trial] = await pastDeals(db(), { at: '2031-03-05 12:00', count: 2 }, { at: '2031-03-05 12:00', marketId: other!.id });
    for (const [id, pack] of [[judged, '2026-1'], [trial, 'test']]) await db().query("INSERT INTO deal_checks (transaction_id, pack_version, inputs, at, runs) VALUES (?, ?, '', ?, 1)", [id, pack, new Date()]);
    const now = product().clock.now();
    expect(sumOf(await read(), march, 'prechecked')).toBe(1);
    expect(sumOf(await dealsOfDays(db(), { ...march, marketId: one!.id }, now), march, 'completed')).toBe(2);
    expect(sumOf(await dealsOfDays(db(), { ...march, marketId: other!.id }, now), march, 'completed')).toBe(1);
    await db().query('DELETE FROM deal_checks WHERE transaction_id IN (?)', [[judged, trial]]);
  });

  it('what a hand in the database has changed is mended and reported by the round, and by a recount at once', async () => {
    const [gone] = await pastDeals(db(), { at: '2031-03-16 12:00', count: 3 }, { at: '2030-05-05 12:00', count: 2 });
    await read({ from: '2030-05-01', to: '2031-03-31' });
    await db().query('UPDATE transactions SET first_submitted_at = NULL, completed_at = NULL WHERE id = ?', [gone]);
    await db().query("UPDATE deal_day_figures SET completed = 7 WHERE day = '2030-05-05'");
    const differing: string[] = [];
    for (let round = 0; round < 25; round++) differing.push(...(await statisticsRound(deps())));
    expect(differing.sort()).toEqual(['2030-05-05', '2031-03-16']);
    expect(await totals({ from: '2030-05-01', to: '2031-03-31' })).toEqual([4, 4]);

    await pastDeals(db(), { at: '2030-05-06 12:00', count: 9 });
    await recountDays(db(), { from: '2030-05-01', to: '2030-05-31' }, product().clock.now());
    expect(await totals({ from: '2030-05-01', to: '2030-05-31' })).toEqual([11, 11]);
  });

  it('are the records, day by day, for a year of random deals', async () => {
    const random = (below: number, n: number) => Math.abs(Math.sin(n * 12.9898) * 43758.5453) % below | 0;
    await pastDeals(
      db(),
      ...Array.from({ length: 400 }, (_, n) => {
        const at = new Date(Date.UTC(2030, 2, 20, 0, 0, 0) + random(365 * 86_400, n) * 1000).toISOString().slice(0, 19).replace('T', ' ');
        return { at, channel: random(5, n + 1) < 3 ? ('mobile' as const) : ('fixed' as const), business: random(4, n + 2) === 0 ? ('moved_out' as const) : ('city_transfer' as const), ...(random(9, n + 3) === 0 ? { uploadedOnly: true as const } : {}) };
      }),
    );
    const days = { from: '2030-03-01', to: '2031-03-20' };
    const byKey = (rows: { day: string; channel: string; business: string; uploaded: number; completed: number }[]) => rows.map(({ day, channel, business, uploaded, completed }) => [day, channel, business, uploaded, completed].join()).sort();
    expect(byKey(await read(days))).toEqual(byKey(await countRecords(db().manager, days)));
  });
});
