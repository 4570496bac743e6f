import { uuidv7 } from 'uuidv7';
import { beginOn, staffNow } from '../../../test/discipline';
import { booked } from '../../../test/ledger';
import { newDeal } from '../../../test/people';
import { enrolledAgent, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { LedgerBooking } from './ledger.entity';

const product = useProduct();
const sql = (statement: string, values: unknown[] = []) => product().server.deps.db.query(statement, values);
const staff = (username = 'finance') => staffNow(product(), username);
const close = async (month: string, by = 'finance') => (await staff(by)).send('POST /months/:month/closing', { params: { month } });
const list = async (year = 2026) => (await (await staff('auditor')).call('GET /months', { query: { year } })).items;
const obstaclesOf = async (month: string) => Object.fromEntries((await list()).find((each) => each.month === month)!.obstacles.map(({ what, count }) => [what, count]));
const dayOf = async (id: string) => (await product().server.deps.db.manager.findOneByOrFail(LedgerBooking, { id })).bookedOn;
beforeEach(() => beginOn(product(), '2026-11-10'));

let staffIds: { finance: string; finance2: string };
let marketId: string;
beforeAll(async () => {
  staffIds = Object.fromEntries((await sql("SELECT username, id FROM staff WHERE username IN ('finance', 'finance2')")).map(({ username, id }: { username: string; id: string }) => [username, id])) as typeof staffIds;
  marketId = (await sql('SELECT id FROM markets ORDER BY code LIMIT 1'))[0].id;
  await noMetering();
});

/** The round that meters what is not metered stays away, once it is not at work. */
async function noMetering(): Promise<void> {
  for (;;) {
    const { affectedRows } = await sql("UPDATE jobs SET run_at = '2099-01-01' WHERE name = 'billing.meter-missing' AND lease_until IS NULL");
    if (affectedRows > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The bank's statement of the dues for these days, in which nothing happens. */
const stated = (from: string, to: string) =>
  sql("INSERT INTO statements (id, source, fund, from_on, to_on, file_name, sha256, in_fen, out_fen, closing_fen, imported_at) VALUES (?, 'bank', 'dues', ?, ?, 'x', ?, 0, 0, 0, NOW())", [uuidv7(), from, to, 'a'.repeat(64)]);

describe('月结', () => {
  it('has nothing to close before anything is booked', async () => {
    expect((await close('2026-10')).error.code).toBe('ledger.month_out_of_order');
    expect((await list()).map(({ month, state, bookings }) => [month, state, bookings])).toEqual([['2026-11', 'open', 0]]);
  });

  it('goes from the first month on, one after the other, and never into the month that runs', async () => {
    await booked(product(), { fund: 'dues', debit: 'cash', on: '2026-08-05' });
    await booked(product(), { fund: 'dues', debit: 'cash', on: '2026-11-01' });
    expect((await list()).map(({ month, state, bookings }) => [month, state, bookings])).toEqual([['2026-08', 'open', 1], ['2026-09', 'open', 0], ['2026-10', 'open', 0], ['2026-11', 'open', 1]]);
    expect(await list(2025)).toEqual([]);
    expect(await list(2027)).toEqual([]);
    for (const [month, code] of [['2026-11', 'ledger.month_not_over'], ['2027-01', 'ledger.month_not_over'], ['2026-09', 'ledger.month_out_of_order'], ['2026-07', 'ledger.month_out_of_order']] as const) expect([month, (await close(month)).error.code]).toEqual([month, code]);
    expect((await close('2026-08', 'president')).error.code).toBe('request.forbidden');
    expect(await obstaclesOf('2026-11')).toEqual({ 这个月还没有过完: 1 });
    expect((await obstaclesOf('2026-10'))['前面的月份还没有月结']).toBe(2);
  });

  it('waits for whatever is not explained, names it with how many, and closes once it is', async () => {
    const agent = await enrolledAgent(product(), await newCompany(product()));
    const { id: dealId } = await newDeal(agent, { marketId });
    const { id: otherDeal } = await newDeal(agent, { marketId });
    await sql("UPDATE transactions SET state = 'completed', submitted_at = created_at, completed_at = '2026-08-20 04:00:00' WHERE id IN (?)", [[dealId, otherDeal]]);
    await sql("INSERT INTO payment_notices (id, provider, fund, notice_id, order_number, content, outcome, received_at) VALUES (?, 'wechat', 'dues', 'N1', 'X', '{}', 'waiting', '2026-08-31 15:59:59')", [uuidv7()]);
    await sql("INSERT INTO cash_receipts (id, number, kind, subject_id, title, payer_name, fund, state, fen, received_on, note, noted_by, noted_at) VALUES (?, 'XJ1', 'due', ?, '会费', '甲', 'dues', 'noted', 100, '2026-08-31', '现金', ?, NOW())", [uuidv7(), uuidv7(), staffIds.finance]);
    expect(await obstaclesOf('2026-08')).toEqual({ '缺少会费的银行对账单：2026-08-01至2026-08-31': 31, 支付通知还没有处理: 1, 现金收款等待复核: 1, 完成的交易还没有计量: 2 });
    const refusal = (await close('2026-08')).error;
    expect([refusal.code, refusal.details]).toEqual(['ledger.month_obstacles', expect.arrayContaining([{ what: '现金收款等待复核', count: 1, link: '/payments/cash' }])]);

    await stated('2026-08-01', '2026-10-31');
    await sql("UPDATE payment_notices SET outcome = 'refused', refusal = '没有这张订单', applied_at = NOW()");
    await sql("UPDATE cash_receipts SET state = 'confirmed', decided_by = ?, decided_at = NOW()", [staffIds.finance2]);
    const charge = (transactionId: string, exemption: string | null) =>
      sql(
        "INSERT INTO meter_events (id, kind, transaction_id, turn, market_id, channel, completed_on, month, bill_month, member, fen, exemption, stored_bytes, tariff_version, made_at) VALUES (?, 'charge', ?, 1, ?, 'mobile', '2026-08-20', '2026-08', '2026-08', 1, ?, ?, 0, ?, NOW())",
        [uuidv7(), transactionId, marketId, exemption ? 0 : 300, exemption, exemption ? null : 'test'],
      );
    await sql("INSERT INTO tariffs (version, id, state, title, made_by, created_at, content) VALUES ('test', ?, 'draft', '试验', ?, NOW(), '{}')", [uuidv7(), staffIds.finance]);
    await charge(dealId, 'no_tariff');
    expect(await obstaclesOf('2026-08')).toEqual({ 完成的交易还没有计量: 1 });
    await charge(otherDeal, null);
    expect(await obstaclesOf('2026-08')).toEqual({ 有计量的市场还没有出账: 1 });
    const billId = uuidv7();
    await sql("INSERT INTO bills (id, number, market_id, month, live_key, state, vehicles, fen, carried_fen, stored_bytes, remittance_code, drafted_by, drafted_at) VALUES (?, 'ZD1', ?, '2026-08', CONCAT(market_id, ':', month), 'draft', 1, 300, 0, 0, 'B2345678', ?, NOW())", [billId, marketId, staffIds.finance]);
    // Of a market that signs no contract nothing can be published: the month does not wait for it.
    expect(await obstaclesOf('2026-08')).toEqual({});
    const contractId = uuidv7();
    await sql("INSERT INTO service_contracts (id, market_id, number, signed_on, from_on, recorded_by, recorded_at) VALUES (?, ?, 'HT1', '2026-01-01', '2026-01-01', ?, NOW())", [contractId, marketId, staffIds.finance]);
    expect(await obstaclesOf('2026-08')).toEqual({ 账单还没有发布: 1 });
    expect((await close('2026-08')).error.code).toBe('ledger.month_obstacles');
    await sql("UPDATE bills SET state = 'published', checked_by = ?, checked_at = NOW(), published_by = ?, published_at = NOW(), contract_id = ?, due_on = '2026-10-01' WHERE id = ?", [staffIds.finance2, staffIds.finance2, contractId, billId]);

    expect(await obstaclesOf('2026-08')).toEqual({});
    expect((await close('2026-08')).body).toEqual({ month: '2026-08', closedAt: expect.any(String) });
    expect((await list())[0]).toMatchObject({ month: '2026-08', state: 'closed', obstacles: [], closedBy: '财务一号', bookings: 1 });
    const [{ details }] = await sql("SELECT details FROM audit_events WHERE action = 'ledger.month_closed'");
    expect(JSON.parse(details)).toEqual({ month: '2026-08' });
  });

  it('waits for a refund that the provider has not paid yet, but not for one of a later month', async () => {
    const [accountId, companyId, orderId, refundId] = [uuidv7(), await newCompany(product()), uuidv7(), uuidv7()];
    await sql("INSERT INTO accounts (id, host, open_id, created_at) VALUES (?, 'wechat', ?, NOW())", [accountId, accountId]);
    await sql(
      "INSERT INTO payment_orders (id, number, kind, subject_id, party_id, title, payer_name, fund, provider, merchant_id, account_id, company_id, state, fen, provider_number, opened_at, expires_at, paid_at) VALUES (?, 'O1', 'due', ?, ?, '会费', '甲', 'dues', 'wechat', '1', ?, ?, 'paid', 100, 'P1', '2026-11-09 00:00:00', '2026-11-09 00:30:00', '2026-11-09 00:01:00')",
      [orderId, uuidv7(), uuidv7(), accountId, companyId],
    );
    const refunding = (at: string) => sql("REPLACE INTO refunds (id, number, order_id, state, fen, reason, requested_at, attempt) VALUES (?, 'R1', ?, 'processing', 100, '关单后到账', ?, 1)", [refundId, orderId, at]);
    await refunding('2026-09-30 15:59:59');
    expect(await obstaclesOf('2026-09')).toEqual({ 退款还在支付平台处理中: 1 });
    await refunding('2026-11-09 16:00:00');
    expect(await obstaclesOf('2026-09')).toEqual({});
  });

  it('happens once, whoever is faster, and nothing is booked in the month after it', async () => {
    const closings = await Promise.all([close('2026-09'), close('2026-09')]);
    expect(closings.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(closings.find(({ status }) => status === 409)!.error.code).toBe('ledger.month_closed');
    expect((await close('2026-08')).error.code).toBe('ledger.month_closed');
    expect(await dayOf(await booked(product(), { fund: 'dues', debit: 'cash', on: '2026-09-30' }))).toBe('2026-11-10');
  });

  it('while others book: each booking lies in the month before its close, or in this one', async () => {
    const before = (await list()).find(({ month }) => month === '2026-10')!.bookings;
    const booking = (at: number) => booked(product(), { fund: 'dues', debit: 'cash', on: `2026-10-${String(at + 1).padStart(2, '0')}` });
    const [first, closing, later] = await Promise.all([Promise.all(Array.from({ length: 10 }, (_, at) => booking(at))), close('2026-10'), Promise.all(Array.from({ length: 10 }, (_, at) => booking(at + 10)))]);
    expect(closing.status).toBe(200);
    const days = await Promise.all([...first, ...later].map(dayOf));
    expect(days.every((day) => day.startsWith('2026-10') || day === '2026-11-10')).toBe(true);
    expect((await list()).find(({ month }) => month === '2026-10')!.bookings).toBe(before + days.filter((day) => day.startsWith('2026-10')).length);
    const [{ n }] = await sql("SELECT COUNT(*) AS n FROM ledger_bookings b JOIN ledger_months m ON m.month = LEFT(b.booked_on, 7) WHERE b.made_at > m.closed_at");
    expect(Number(n)).toBe(0);
  });
});
