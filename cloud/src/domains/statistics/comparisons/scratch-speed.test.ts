import { completedCars } from '../../../../test/billing';
import { staffNow } from '../../../../test/discipline';
import { useProduct } from '../../../../test/use-product';
import { employeeOf } from '../../../../local/demo-rule-book';
import { importRegistrationRows, type RegistrationRow } from './registrations';
import { monthsOf } from '../periods';

const product = useProduct();
it('is quick', async () => {
  const { db, clock } = product().server.deps;
  const markets: { id: string; name: string }[] = await db.query('SELECT id, name FROM markets');
  const clerk = await employeeOf(db.manager, 'clerk');
  const time = async <T,>(what: string, work: () => Promise<T>) => { const from = performance.now(); const r = await work(); console.info(what, Math.round(performance.now() - from)); return r; };
  await time('deals', () => db.transaction(async (tx) => {
    for (const month of monthsOf('2019')) for (let d = 1; d <= 28; d++) for (const [i, m] of markets.entries()) await completedCars(tx, { marketId: m.id, on: `${month}-${String(d).padStart(2, '0')}`, count: i === 0 ? 916 - 300 * (markets.length - 1) : 300 });
  }));
  console.info(await db.query('SELECT COUNT(*) n FROM transactions'));
  await db.query('ANALYZE TABLE transactions');
  const deals: { vin: string; plate: string; d: string; market: string }[] = await db.query(`SELECT t.vin, t.plate, DATE(DATE_ADD(completed_at, INTERVAL 8 HOUR)) d, m.name market FROM transactions t JOIN markets m ON m.id = t.market_id WHERE completed_at >= '2018-12-31' AND completed_at < '2020-01-02' ORDER BY completed_at, t.id`);
  const byMonth = new Map<string, RegistrationRow[]>();
  deals.forEach(({ vin, plate, d, market }, i) => {
    if (i % 83 === 0) return;
    const on = new Date(Date.parse(d) + (i % 7) * 86400000).toISOString().slice(0, 10);
    const rows = byMonth.get(on.slice(0, 7)) ?? [];
    rows.push({ vin: i % 500 === 1 ? `X${vin.slice(1)}` : vin, plate: i % 700 === 3 ? '浙B00X00' : plate, business: 'city_transfer', registeredOn: on, marketName: market, place: `第${i}行` });
    byMonth.set(on.slice(0, 7), rows);
  });
  for (const [month, rows] of [...byMonth].filter(([m]) => m < '2020')) await time(`import ${month} ${rows.length}`, () => db.transaction((tx) => importRegistrationRows(tx, { month, fileName: 'x.csv', sha256: 'a'.repeat(63) + (month.slice(-1)), rows }, clerk, { author: clerk, origin: undefined, at: clock.now() })));
  await time('import again 2019-06', () => db.transaction((tx) => importRegistrationRows(tx, { month: '2019-06', fileName: 'x.csv', sha256: 'b'.repeat(64), rows: byMonth.get('2019-06')! }, clerk, { author: clerk, origin: undefined, at: clock.now() })));
  const president = await staffNow(product(), 'president');
  for (let i = 0; i < 3; i++) {
    const year = await time('year', () => president.call('GET /comparisons', { query: { year: 2019 } as never }));
    if (i === 0) console.info(JSON.stringify(year.months.slice(4, 6)), year.total, JSON.stringify(year.rules));
    const month = await time('month', () => president.call('GET /comparisons/:month', { params: { month: '2019-06' } }));
    if (i === 0) console.info(month.markets);
    for (const side of ['ours', 'office'] as const) {
      const list = await time(`unmatched ${side}`, () => president.call('GET /unmatched-deals', { query: { month: '2019-06', side } as never }));
      if (i === 0) console.info(list.total, list.causes, list.items.slice(0, 2));
    }
  }
}, 600_000);
