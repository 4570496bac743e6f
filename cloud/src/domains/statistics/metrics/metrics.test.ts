import type { MetricCode, MetricValue } from '@yongche/contract/metrics';
import { completedCars, metered, tariffInForce } from '../../../../test/billing';
import { beginOn, staffNow } from '../../../../test/discipline';
import { booked } from '../../../../test/ledger';
import { dueOf, duesRaised, joined, moved } from '../../../../test/members';
import { newCompany } from '../../../../test/register';
import { useProduct } from '../../../../test/use-product';
import { audit } from '../../../audit/audit';
import { computeMetrics } from './compute';

const product = useProduct();
const db = () => product().server.deps.db;
const staff = (username: string) => staffNow(product(), username);

const october = { from: '2026-10-01', to: '2026-10-31' };
const year = { from: '2026-01-01', to: '2026-12-31' };

async function valuesIn(range: { from: string; to: string }): Promise<Map<MetricCode, MetricValue>> {
  return new Map((await computeMetrics(db().manager, range)).map((metric) => [metric.code, metric]));
}
/** The numbers of these metrics, in their order. */
async function numbersIn(range: { from: string; to: string }, ...codes: MetricCode[]) {
  const values = await valuesIn(range);
  return codes.map((code) => values.get(code)!.value);
}

/** So many inspected deals of a day, the first of them with problems. */
async function inspected(day: string, { cases, problems, origin = 'sample' }: { cases: number; problems: number; origin?: string }): Promise<void> {
  const [{ id: staffId }] = await db().query("SELECT id FROM staff WHERE username = 'inspector1'");
  const deals: { id: string; market_id: string; company_id: string; person_id: string }[] = await db().query('SELECT id, market_id, company_id, person_id FROM transactions WHERE completed_at >= ? AND completed_at < ? ORDER BY serial LIMIT ?', [new Date(`${day}T00:00:00+08:00`), new Date(`${day}T23:59:59+08:00`), cases]);
  for (const [at, deal] of deals.entries()) {
    const state = at < problems ? 'problem' : 'passed';
    await db().query("INSERT INTO inspection_cases (id, transaction_id, origin, risk, state, day, created_at, closed_at) VALUES (?, ?, ?, 0, ?, ?, '2026-10-20', '2026-10-21')", [deal.id, deal.id, origin, state, day]);
    if (state === 'passed') continue;
    await db().query("INSERT INTO inspection_looks (id, case_id, kind, turn, state, claimable_at, staff_id, decided_at, verdict) VALUES (?, ?, 'first', 0, 'settled', '2026-10-20', ?, '2026-10-21', 'problem')", [deal.id, deal.id, staffId]);
    await db().query(
      "INSERT INTO problems (id, number, transaction_id, look_id, state, found_by, found_at, due_on, person_id, company_id, market_id) VALUES (?, ?, ?, ?, 'open', ?, '2026-10-21', '2026-10-30', ?, ?, ?)",
      [deal.id, `WT-${day}-${at}`, deal.id, deal.id, staffId, deal.person_id, deal.company_id, deal.market_id],
    );
  }
}

beforeAll(async () => {
  beginOn(product(), '2026-11-10');
  const [one, two]: { id: string }[] = await db().query('SELECT id FROM markets ORDER BY code LIMIT 2');
  await tariffInForce(product(), { from: '2026-01-01' });
  await metered(product(), { marketId: one!.id, on: '2026-10-10', count: 30 });
  await metered(product(), { marketId: two!.id, on: '2026-10-12', count: 10, member: false });
  await completedCars(db().manager, { marketId: one!.id, on: '2026-10-14', count: 20 });
  await completedCars(db().manager, { marketId: one!.id, on: '2026-11-02', count: 5 });
  await db().query('UPDATE transactions SET first_submitted_at = DATE_SUB(completed_at, INTERVAL 1 HOUR)');
  await inspected('2026-10-10', { cases: 12, problems: 3 });
  await inspected('2026-10-12', { cases: 3, problems: 1 });
  await inspected('2026-10-14', { cases: 2, problems: 0, origin: 'requested' });
  await newCompany(product(), '十一月新开的车行有限公司');
}, 60_000);

describe('指标词典', () => {
  it('lists as many records behind every number as the number says, and as much money', async () => {
    const president = await staff('president');
    for (const position of ['council_unit', 'ordinary_unit', 'ordinary_unit'] as const) await joined(product(), { position, on: '2026-01-01', name: `会员${position}` });
    await duesRaised(product(), 2026);
    const { items } = await president.call('GET /metric-values', { query: year });
    const listed = items.filter(({ hasRecords }) => hasRecords);
    expect(listed.length).toBeGreaterThan(40);
    for (const { code, kind, value } of listed) {
      const { total, rows, columns, metric } = await president.call('GET /metrics/:code/records', { params: { code }, query: { ...year, limit: 200 } });
      expect({ code, value: metric.value, rows: rows.length }).toEqual({ code, value, rows: total });
      if (kind === 'count') expect({ code, total }).toEqual({ code, total: value });
      else {
        const money = columns.findIndex((title) => title === '金额' || title === (code === 'dues_received' ? '到期末实收' : '应收'));
        expect({ code, fen: rows.reduce((sum, { cells }) => sum + Math.round(Number(cells[money]!.replace(/[,元]/g, '')) * 100), 0) }).toEqual({ code, fen: value });
      }
    }
  });

  it('gives every metric a name, a definition and either a value or the reason why there is none', async () => {
    const { items } = await (await staff('adviser')).call('GET /metric-values', { query: { from: '2026-10-02', to: '2026-10-20' } });
    for (const { name, definition, value, text, gap } of items) expect([name && definition.endsWith('。'), value !== null || text !== null || Boolean(gap)]).toEqual([true, true]);
  });

  it('counts uploads by their first submission, completions by theirs, split by channel; a day ends at midnight in Shanghai', async () => {
    expect(await numbersIn(october, 'uploaded', 'completed', 'completed_mobile', 'completed_fixed', 'mobile_rate', 'not_completed', 'completed_vehicles')).toEqual([60, 60, 36, 24, 6000, 0, 60]);
    const [{ id }] = await db().query("SELECT id FROM transactions WHERE completed_at < '2026-10-11' LIMIT 1");
    const move = (first: string, done: string | null) => db().query('UPDATE transactions SET first_submitted_at = ?, completed_at = ? WHERE id = ?', [new Date(first), done && new Date(done), id]);
    await move('2026-10-31T23:59:59.999+08:00', '2026-11-01T00:00:00+08:00');
    expect(await numbersIn(october, 'uploaded', 'completed', 'not_completed')).toEqual([60, 59, 1]);
    await move('2026-10-10T09:00:00+08:00', '2026-10-31T23:59:59.999+08:00');
    expect(await numbersIn(october, 'uploaded', 'completed', 'not_completed')).toEqual([60, 60, 0]);
    await move('2026-10-10T09:00:00+08:00', '2026-10-10T10:00:00+08:00');
  });

  it('takes as the whole of 抽查率 only the days on which deals were drawn, and never those asked for; a withdrawn problem is none', async () => {
    // Drawn on the 10th (30 deals) and the 12th (10); the two cases of the 14th were asked for.
    expect(await numbersIn(october, 'inspection_eligible', 'inspected', 'inspected_rate', 'year_coverage', 'problems', 'problem_rate')).toEqual([40, 17, 4250, 2833, 4, 2353]);
    const values = await valuesIn(october);
    expect(values.get('inspections_from')!.text).toBe('2026-10-10');
    expect(values.get('problem_rate')!.interval).toEqual({ low: 956, high: 4726 });
    await db().query("UPDATE problems SET state = 'withdrawn', closed_at = '2026-10-25' LIMIT 1");
    expect(await numbersIn(october, 'problems')).toEqual([3]);
    await db().query("UPDATE problems SET state = 'open', closed_at = NULL");
  });

  it('lists a company and a car by the name and plate that they had last', async () => {
    const clerk = await staff('clerk');
    const companyId = await newCompany(product(), '终点二手车行');
    await db().query("INSERT INTO register_events (id, at, happened_on, subject_type, subject_id, subject_name, action, reason, delta, company_id, actor_kind, changes) VALUES ('ffffffff-0000-7000-8000-000000000001', '2026-11-09', '2026-11-09', 'company', ?, '一路二手车行', 'changed', 'registration_changed', 0, ?, 'system', '{}')", [companyId, companyId]);
    const companies = await clerk.call('GET /metrics/:code/records', { params: { code: 'companies_on_register' }, query: { ...year, limit: 200 } });
    expect(companies.rows.find(({ key }) => key === companyId)!.cells[1]).toBe('一路二手车行');
    const [one, other]: { id: string; vin: string; plate: string }[] = await db().query("SELECT id, vin, plate FROM transactions WHERE completed_at IS NOT NULL ORDER BY completed_at, id LIMIT 2");
    await db().query("UPDATE transactions SET vin = ?, plate = '浙A00000', completed_at = '2026-10-30' WHERE id = ?", [one!.vin, other!.id]);
    const plateIn = async (from: string, to: string) => (await clerk.call('GET /metrics/:code/records', { params: { code: 'completed_vehicles' }, query: { from, to, limit: 200 } })).rows.find(({ key }) => key === one!.vin)!.cells;
    expect([await plateIn('2026-10-01', '2026-10-31'), await plateIn('2026-10-01', '2026-10-29')]).toEqual([[one!.vin, '浙A00000', '2'], [one!.vin, one!.plate, '1']]);
    await db().query('UPDATE transactions SET vin = ?, plate = ?, completed_at = (SELECT x.at FROM (SELECT completed_at AS at FROM transactions WHERE id = ?) x) WHERE id = ?', [other!.vin, other!.plate, one!.id, other!.id]);
  });

  it('counts an inspector until the account ends, whether on a day that was set or by an act', async () => {
    const of = (to: string) => numbersIn({ from: '2026-10-01', to }, 'inspectors');
    const [{ id }] = await db().query("SELECT id FROM staff WHERE username = 'inspector1'");
    const [{ role, created_at: since }] = await db().query('SELECT role, created_at FROM staff WHERE id = ?', [id]);
    await db().query("UPDATE staff SET created_at = '2026-09-01' WHERE id = ?", [id]);
    const [before] = (await of('2026-10-31')) as [number];
    await db().query("UPDATE staff SET state = 'ended' WHERE id = ?", [id]);
    await audit(db().manager, { author: { kind: 'system' }, origin: undefined, at: new Date('2026-11-05T10:00:00+08:00') }, { action: 'identity.staff_ended', subject: { type: 'staff', id }, details: { reason: '离职' } });
    expect([await of('2026-10-31'), await of('2026-11-04'), await of('2026-11-05')]).toEqual([[before], [before], [before - 1]]);
    await db().query("UPDATE staff SET state = 'active', role = ?, created_at = ? WHERE id = ?", [role, since, id]);
  });

  it('counts a car as charged until its charge is taken back, by the membership of its market on that day', async () => {
    expect(await numbersIn(october, 'fee_vehicles', 'fee_vehicles_member', 'fee_vehicles_non_member', 'fee_member_price', 'fee_non_member_price')).toEqual([40, 30, 10, 300, 800]);
    const [{ id }] = await db().query('SELECT id FROM meter_events WHERE member = 1 LIMIT 1');
    await (await staff('finance')).call('POST /meter-events/:id/reversal', { params: { id }, body: { reason: '误计' } });
    expect(await numbersIn(october, 'fee_vehicles', 'fee_vehicles_member')).toEqual([39, 29]);
  });

  it('counts what came in of the fee by booking day, less refunds; a bill that is only raised is no money', async () => {
    const owed = { account: 'receivable', partyId: crypto.randomUUID(), documentId: crypto.randomUUID() } as const;
    await booked(product(), { on: '2026-10-05', debit: owed, credit: 'income', fen: 500_00 });
    await booked(product(), { on: '2026-10-20', debit: 'bank', credit: owed, fen: 400_00 });
    await booked(product(), { on: '2026-10-21', debit: owed, credit: 'refund_payable', fen: 50_00 });
    await booked(product(), { on: '2026-11-02', debit: 'bank', credit: owed, fen: 100_00 });
    await booked(product(), { fund: 'dues', on: '2026-10-20', debit: 'bank', credit: owed, fen: 7_00 });
    const values = await valuesIn(october);
    expect([values.get('fees_received')!.value, values.get('fees_received_from')!.text, values.get('fees_received_to')!.text]).toEqual([350_00, '2026-10', '2026-10']);
    expect(await numbersIn(year, 'fees_received')).toEqual([450_00]);
  });

  it('gives both rates of the dues as they stood at the end of the time', async () => {
    const memberId = await joined(product(), { name: '理事会员', position: 'council_unit', on: '2026-02-01' });
    await duesRaised(product(), 2026);
    const dueId = await dueOf(product(), memberId, 2026);
    await booked(product(), { fund: 'dues', on: '2026-11-10', debit: 'bank', credit: { account: 'receivable', partyId: memberId, documentId: dueId }, fen: 6_000_00 });
    const until = (to: string) => numbersIn({ from: '2026-01-01', to }, 'dues_received', 'dues_receivable', 'dues_members', 'dues_paid_members', 'dues_unpaid_members', 'dues_rate_by_amount', 'dues_rate_by_members');
    expect(await until('2026-12-31')).toEqual([6_000_00, 18_000_00, 4, 1, 3, 3333, 2500]);
    // Raised on 10 November: the day before, nobody owed anything.
    expect(await until('2026-11-09')).toEqual([0, 0, 0, 0, 0, null, null]);
  });

  it('keeps opening + added − ended = closing, for the register and for the members', async () => {
    const leaving = await joined(product(), { name: '将退会的会员', on: '2026-03-01' });
    await moved(product(), leaving, 'leave', '2026-11-05');
    const november = { from: '2026-11-01', to: '2026-11-30' };
    for (const [start, added, ended, end] of [
      ['companies_at_start', 'companies_opened', ['companies_cancelled', 'cleanup_companies'], 'companies_on_register'],
      ['certificates_at_start', 'certificates_issued', ['certificates_cancelled', 'cleanup_certificates'], 'certificates_on_register'],
      ['terminals_at_start', 'terminals_opened', ['terminals_closed', 'cleanup_terminals'], 'terminals_on_register'],
      ['members_at_start', 'members_joined', ['members_left'], 'members'],
    ] as const) {
      const [opening, more, closing, ...less] = (await numbersIn(november, start, added, end, ...ended)) as number[];
      expect(opening! + more! - less.reduce((sum, n) => sum + n, 0)).toBe(closing);
    }
    expect(await numbersIn(november, 'members_left')).toEqual([1]);
  });

  it('turns the pages of the records so that each comes once, oldest first', async () => {
    const auditor = await staff('auditor');
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof auditor.call<'GET /metrics/:code/records'>>> = await auditor.call('GET /metrics/:code/records', { params: { code: 'completed' }, query: { ...october, limit: 7, ...(cursor ? { cursor } : {}) } });
      seen.push(...page.rows.map(({ key }) => key));
      cursor = page.nextCursor;
    } while (cursor);
    expect([seen.length, new Set(seen).size]).toEqual([60, 60]);
    // Every page, since whoever makes up a cursor begins in the middle.
    const [{ n }] = await db().query("SELECT COUNT(*) AS n FROM audit_events WHERE action = 'statistics.records_viewed' AND actor_id = ? AND subject_id = 'completed'", [auditor.staffId]);
    expect(Number(n)).toBe(Math.ceil(60 / 7));
  });

  it('shows records to no adviser, of a rate to nobody, and refuses a time that ends before it begins, is too long, or a cursor of its own making', async () => {
    const records = async (username: string, code: MetricCode, query: Record<string, string> = {}) => (await staff(username)).send('GET /metrics/:code/records', { params: { code }, query: { ...october, ...query } as never });
    expect((await records('adviser', 'completed')).status).toBe(403);
    expect((await records('operator1', 'completed')).status).toBe(403);
    expect((await records('clerk', 'mobile_rate')).error.code).toBe('statistics.no_records');
    expect((await records('clerk', 'completed', { to: '2026-09-01' })).status).toBe(422);
    expect((await records('clerk', 'completed', { from: '2020-01-01' })).status).toBe(422);
    for (const cursor of ['x', Buffer.from('["a",1]').toString('base64url'), Buffer.from('[{"at":"x"},"y"]').toString('base64url'), Buffer.from('null').toString('base64url'), Buffer.from('["x","y"]').toString('base64url'), Buffer.from('[null,"y"]').toString('base64url')]) expect((await records('clerk', 'completed', { cursor })).status).toBe(422);
  });
});
