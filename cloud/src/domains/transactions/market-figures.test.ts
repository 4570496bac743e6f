import type { AnswerOf } from '@yongche/contract';
import { z } from 'zod';
import { CounterChecks1764950000000 } from '../../../migrations/1764950000000-counter-checks';
import { atCounter, complete, giveBackPictures, hold, type Operator, operatorsAt, waitingDeal } from '../../../test/counter';
import { type Caller, verifiedAgent } from '../../../test/people';
import { useProduct } from '../../../test/use-product';
import { readTable } from '../../spreadsheets/read-table';
import { daysBefore, daysOfPeriod } from './market-period';

const product = useProduct();
const db = () => product().server.deps.db;
let agent: Caller;
let one: Operator;
let other: Operator;
let manager: Operator;
beforeAll(async () => {
  agent = await verifiedAgent(product());
  [one, other] = (await operatorsAt(product(), 2)) as [Operator, Operator];
  manager = await atCounter(product(), 'manager1');
  // What the demo city brings along is not part of the story.
  await db().query('DELETE FROM counter_checks');
});

type Deal = AnswerOf<'GET /transactions/:id'>;
/** The check of this deal ended at this moment in Shanghai, so many seconds after it was opened. */
async function endedAt({ id }: Deal, moment: string, seconds: number | null): Promise<void> {
  const at = new Date(`${moment}+08:00`);
  await db().query('UPDATE counter_checks SET decided_at = ?, opened_at = ? WHERE transaction_id = ?', [at, seconds === null ? null : new Date(at.getTime() - seconds * 1000), id]);
}
async function completedAt(who: Operator, moment: string, seconds: number | null): Promise<Deal> {
  const deal = await waitingDeal(product(), agent);
  if (seconds !== null) await hold(who, deal.id);
  expect((await complete(who, deal)).status).toBe(200);
  await endedAt(deal, moment, seconds);
  return deal;
}
const figuresFor = (who: Operator, period?: string) => who.call('GET /market-figures', { query: period ? { period } : {} });

describe('核对用时', () => {
  it('runs from the opening to the end; who comes back within three minutes of leaving goes on, who comes later or takes over begins anew', async () => {
    const secondsOf = async ({ id }: Deal) => Number((await db().query('SELECT TIMESTAMPDIFF(SECOND, opened_at, decided_at) AS s FROM counter_checks WHERE transaction_id = ?', [id]))[0].s);
    const [straight, reloaded, lunch, handed] = [await waitingDeal(product(), agent), await waitingDeal(product(), agent), await waitingDeal(product(), agent), await waitingDeal(product(), agent)];
    const after = async (seconds: number, who: Operator, deal: Deal) => {
      product().clock.advance(seconds);
      return hold(who, deal.id);
    };
    await hold(one, straight.id);
    product().clock.advance(100);
    await complete(one, straight);

    await hold(one, reloaded.id);
    await one.call('DELETE /transactions/:id/hold', { params: { id: reloaded.id } });
    await after(120, one, reloaded);
    product().clock.advance(30);
    await complete(one, reloaded);

    await hold(one, lunch.id);
    await after(900, one, lunch);
    product().clock.advance(20);
    await complete(one, lunch);

    await hold(one, handed.id);
    await after(181, other, handed);
    product().clock.advance(40);
    await complete(other, handed);
    const measured = await Promise.all([straight, reloaded, lunch, handed].map(secondsOf));
    expect(measured.map((seconds) => Math.round(seconds / 10) * 10)).toEqual([100, 150, 20, 40]);
    await db().query('DELETE FROM counter_checks');
  });
});

describe('本市场统计', () => {
  let returned: Deal;
  beforeAll(async () => {
    await completedAt(one, '2026-02-27 11:00:00', 60);
    await completedAt(one, '2026-03-05 09:10:00', 30);
    const fixed = await completedAt(one, '2026-03-05 09:59:59', 50);
    await db().query("UPDATE transactions SET channel = 'fixed' WHERE id = ?", [fixed.id]);
    returned = await waitingDeal(product(), agent);
    await hold(one, returned.id);
    await giveBackPictures(one, returned, 'R02', 'R09', 'R02');
    await endedAt(returned, '2026-03-05 10:05:00', 20);
    await completedAt(other, '2026-03-05 10:30:00', 100);
    const late = await completedAt(other, '2026-03-06 00:00:00', null);
    await db().query("INSERT INTO rule_decisions (id, transaction_id, rule, kind, about, sentence, note, staff_id, at) VALUES (?, ?, 'T-18', 'override', ?, '试验', '试验', ?, ?)", [late.id, late.id, 'a'.repeat(32), other.staffId, new Date('2026-03-05T10:31:00+08:00')]);
  }, 60_000);

  it('of a day: how many by channel, how fast, at which hour, by whom, returned for what', async () => {
    const figures = await figuresFor(manager, '2026-03-05');
    expect(figures).toMatchObject({ from: '2026-03-05', to: '2026-03-05', before: null });
    // 20 + 30 + 50 + 100 = 200 s in four checks; the middle of 30 and 50; nine of ten, so all four, within 100.
    expect(figures.sums).toEqual({ completed: 3, mobile: 2, fixed: 1, returned: 1, seconds: { mean: 50, median: 40, p90: 100, measured: 4 }, overrides: 1 });
    expect(figures.hours).toEqual([
      { hour: 9, completed: 2, returned: 0 },
      { hour: 10, completed: 1, returned: 1 },
    ]);
    expect(figures.operators).toEqual([
      { staffId: one.staffId, name: one.name, completed: 2, returned: 1, medianSeconds: 30, overrides: 0 },
      { staffId: other.staffId, name: other.name, completed: 1, returned: 0, medianSeconds: 100, overrides: 1 },
    ]);
    expect(figures.codes).toEqual([{ code: 'R02', count: 2 }, { code: 'R09', count: 1 }]);
  });

  it('of a month, against the month before; what was never opened counts, but not for the time', async () => {
    const { sums, before } = await figuresFor(manager, '2026-03');
    expect(sums).toMatchObject({ completed: 4, returned: 1, seconds: { measured: 4, median: 40 } });
    expect(before).toEqual({ from: '2026-02-01', to: '2026-02-28', completed: 1, mobile: 1, fixed: 0, returned: 0, seconds: { mean: 60, median: 60, p90: 60, measured: 1 }, overrides: 0 });
  });

  it('a month that still runs is compared with as many days of the one before', () => {
    expect(daysBefore('2026-03', '2026-03-20')).toEqual({ from: '2026-02-01', to: '2026-02-20' });
    expect(daysBefore('2026-03', '2026-03-31')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(daysBefore('2026-01', '2026-03-20')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
    expect([daysBefore('2026-03-05', '2026-03-20'), daysOfPeriod('2026-02')]).toEqual([null, { from: '2026-02-01', to: '2026-02-28' }]);
  });

  it('an operator sees the sums and the own line; another market sees nothing of it', async () => {
    const own = await figuresFor(other, '2026-03-05');
    expect([own.sums.completed, own.operators.map(({ name }) => name)]).toEqual([3, [other.name]]);
    const neighbour = await figuresFor(await atCounter(product(), 'operator2'), '2026-03-05');
    expect(neighbour).toMatchObject({ sums: { completed: 0, returned: 0, seconds: null, overrides: 0 }, hours: [], operators: [], codes: [] });
  });

  it('of today where nothing is said, with what waits now and how long; a period that is none is refused', async () => {
    const waiting = await waitingDeal(product(), agent);
    const figures = await figuresFor(manager);
    expect(figures).toMatchObject({ sums: { completed: 0 }, waiting: { count: 1, oldestSubmittedAt: waiting.submittedAt } });
    expect((await manager.send('GET /market-figures', { query: { period: '2026-13' } })).error.fields?.[0]?.message).toBe('期间应写成 2026-01-31 或 2026-01 的样子');
    await complete(one, waiting);
    await db().query('DELETE FROM counter_checks WHERE transaction_id = ?', [waiting.id]);
  });

  it('goes out as a workbook, day by day and person by person, as far as the reader may see; the audit log knows', async () => {
    const sheetFor = async (who: Operator) => {
      const response = await fetch(`${product().url}/api/market-figures.xlsx?period=2026-03`, { headers: { cookie: who.cookie } });
      const columns = ['日期', '操作员', '核对完成', '退回', '用时中位数（秒）', '人工放行'].map((title) => ({ key: title, titles: [title] as [string], required: false, parse: z.string() }));
      const { rows, problems } = await readTable({ name: 'x.xlsx', bytes: Buffer.from(await response.arrayBuffer()) }, columns);
      expect(problems).toEqual([]);
      return rows.map(({ values }) => Object.values(values));
    };
    const [wholeDay, ofOne, ofOther] = [['2026-03-05', '全市场', '3', '1', '40', '1'], ['2026-03-05', one.name, '2', '1', '30', '0'], ['2026-03-05', other.name, '1', '0', '100', '1']];
    const nextDay = ['全市场', other.name].map((who) => ['2026-03-06', who, '1', '0', null, '0']);
    expect(await sheetFor(manager)).toEqual([wholeDay, ofOne, ofOther, ...nextDay]);
    expect(await sheetFor(other)).toEqual([wholeDay, ofOther, ...nextDay]);
    const [{ details }] = await db().query("SELECT details FROM audit_events WHERE action = 'transactions.figures_exported' AND actor_id = ?", [manager.staffId]);
    expect(JSON.parse(details)).toEqual({ period: '2026-03', rows: 5 });
  });

  it('the head of the queue says the same of today', async () => {
    const deal = await waitingDeal(product(), agent);
    await hold(one, deal.id);
    await complete(one, deal);
    const today = await figuresFor(one);
    const { checksToday } = await one.call('GET /transaction-counts');
    expect(checksToday).toEqual({ completed: 1, returned: 0, meanSeconds: today.sums.seconds!.mean });
    expect((await agent.call('GET /transaction-counts')).checksToday).toBeNull();
  });

  it('what was checked before there were figures is counted too, without its time', async () => {
    const runner = db().createQueryRunner();
    const migration = new CounterChecks1764950000000();
    await migration.down(runner);
    await migration.up(runner);
    await runner.release();
    const [row] = await db().query('SELECT staff_id, outcome, opened_at, codes FROM counter_checks WHERE transaction_id = ?', [returned.id]);
    expect({ ...row, codes: JSON.parse(row.codes) }).toEqual({ staff_id: one.staffId, outcome: 'returned', opened_at: null, codes: ['R02', 'R09', 'R02'] });
    const [{ n }] = await db().query("SELECT COUNT(*) AS n FROM counter_checks c JOIN transactions t ON t.id = c.transaction_id AND t.completed_at = c.decided_at AND t.completed_by = c.staff_id WHERE c.staff_id IN (?)", [[one.staffId, other.staffId]]);
    expect(Number(n)).toBeGreaterThan(8);
  });
});
