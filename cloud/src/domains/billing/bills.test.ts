import type { RequestOf } from '@yongche/contract';
import { completedCars, contractWith, metered, publishedBill, tariffInForce } from '../../../test/billing';
import { beginOn, daysPass, phoneNow, staffNow } from '../../../test/discipline';
import { joined } from '../../../test/members';
import { type Caller, completedDeal, verifiedAgent } from '../../../test/people';
import { until } from '../../../test/payments';
import { enrolledAgent, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { balanceOf } from '../ledger/accounts';
import { payableOf } from '../payments/payables';
import { receivePayment } from '../payments/receive-payment';
import { billPayables } from './bill-payable';
import { Bill } from './bill.entity';

const product = useProduct();
const deps = () => product().server.deps;
const db = () => deps().db;
const staff = (username: string) => staffNow(product(), username);
let markets: string[];
/** The company whose manager pays for the first market. */
let companyId: string;
let manager: { personId: string };
const system = () => ({ author: { kind: 'system' as const }, origin: undefined, at: product().clock.now() });

beforeAll(async () => {
  beginOn(product(), '2026-06-03');
  markets = (await db().query('SELECT id FROM markets ORDER BY code')).map(({ id }: { id: string }) => id);
  companyId = await newCompany(product(), '示范市场经营有限公司');
  manager = await enrolledAgent(product(), companyId, { manages: true });
  await joined(product(), { name: '示范市场经营有限公司', companyId, marketId: markets[0]!, on: '2026-01-01' });
  await tariffInForce(product(), { from: '2026-05-01' });
});

const run = async (month: string, by = 'finance') => (await staff(by)).send('POST /bill-runs', { body: { month } });
const check = async (billIds: string[], by = 'finance2') => (await staff(by)).send('POST /bill-checks', { body: { billIds } });
const publish = async (billIds: string[], by = 'finance2') => (await staff(by)).send('POST /bill-publications', { body: { billIds } });
const list = async (query: RequestOf<'GET /bills'>['query'], who?: Caller) => (who ?? (await staff('finance'))).call('GET /bills', { query });
const read = async (id: string, who?: Caller) => (who ?? (await staff('finance'))).call('GET /bills/:id', { params: { id } });
const voiding = async (id: string, by = 'finance2') => (await staff(by)).send('POST /bills/:id/voiding', { params: { id }, body: { reason: '市场名称有误' } });
const billOf = async (marketId: string, month: string) => (await list({ marketId, month })).items.find(({ state }) => state !== 'void')!;
const pay = (id: string, fen: number, key: string) =>
  db().transaction(async (tx) => {
    const payable = (await payableOf(tx, 'bill', id, { lock: true }))!;
    return receivePayment(tx, { payable, way: 'bank', fen, on: '2026-06-20', key, kind: 'bank_received', reference: key, memo: '银行到账', document: `statement_line:${key}` }, system());
  });
const receivable = (marketId: string, id: string) => balanceOf(db().manager, 'service_fee', { account: 'receivable', partyId: marketId, documentId: id });

describe('出账', () => {
  it('a trial by the same computation, a draft for each market, once, however often and at once it is run', async () => {
    await metered(product(), { marketId: markets[0]!, on: '2026-05-02', count: 120 });
    await metered(product(), { marketId: markets[2]!, on: '2026-05-31', count: 40, member: false });
    const trial = await (await staff('finance')).call('GET /bill-previews', { query: { month: '2026-05' } });
    expect(trial).toMatchObject({ vehicles: 160, fen: 120 * 300 + 40 * 800 });
    const answers = await Promise.all([run('2026-05'), run('2026-05'), run('2026-05', 'finance2')]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(answers.map(({ body }) => body.drafted).sort()).toEqual([0, 0, 2]);
    expect((await run('2026-05')).body).toEqual({ month: '2026-05', drafted: 0, vehicles: 0, fen: 0 });

    const { items, totals } = await list({ month: '2026-05' });
    expect(totals).toEqual({ bills: 2, vehicles: 160, fen: 68_000, outstandingFen: 0 });
    for (const { id, marketId, fen, vehicles } of items) {
      const foretold = trial.items.find((item) => item.marketId === marketId)!;
      expect([fen, vehicles, (await read(id)).lines]).toEqual([foretold.fen, foretold.vehicles, foretold.lines]);
    }
    const first = items.find(({ marketId }) => marketId === markets[0])!;
    expect(first).toMatchObject({ number: expect.stringMatching(/^ZD202605\d{4}$/), marketName: '示范二手车市场', state: 'draft', standing: 'unpaid', storedBytes: 480_000_000, publishedAt: null, dueOn: null });
    expect((await read(first.id)).lines).toEqual([{ position: 1, kind: 'usage', member: true, unitFen: 300, vehicles: 120, fen: 36_000, month: null, storedBytes: 480_000_000 }]);
    expect(await receivable(markets[0]!, first.id)).toBe(0);
  });

  it('not before the month is over; a trial is always possible', async () => {
    expect((await run('2026-06')).error.code).toBe('billing.month_not_over');
    expect((await (await staff('finance')).call('GET /bill-previews', { query: { month: '2026-06' } })).items).toEqual([]);
  });

  it('each line opens its cars', async () => {
    const { id } = await billOf(markets[2]!, '2026-05');
    const finance = await staff('finance');
    const seen = new Set<string>();
    let cursor: string | null = null;
    do {
      const page: { items: { id: string; fen: number; billId: string | null }[]; nextCursor: string | null } = await finance.call('GET /bills/:id/events', { params: { id }, query: { line: 1, limit: 17, ...(cursor ? { cursor } : {}) } });
      expect(page.items.every(({ fen, billId }) => fen === 800 && billId === id)).toBe(true);
      for (const event of page.items) seen.add(event.id);
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen.size).toBe(40);
    expect((await finance.call('GET /bills/:id/events', { params: { id }, query: { line: 9 } })).items).toEqual([]);
  });
});

describe('复核与发布', () => {
  it('is checked and published by somebody else than who drafted it, who has a contract to show; then it is owed', async () => {
    const draft = await billOf(markets[0]!, '2026-05');
    const [{ username }] = await db().query('SELECT s.username FROM bills b JOIN staff s ON s.id = b.drafted_by WHERE b.id = ?', [draft.id]);
    const [drafter, other] = username === 'finance' ? ['finance', 'finance2'] : ['finance2', 'finance'];
    expect((await publish([draft.id], other)).error.code).toBe('billing.bill_wrong_state');
    expect((await check([draft.id], drafter)).error.code).toBe('billing.same_person');
    expect((await read(draft.id, await staff(drafter))).may).toMatchObject({ check: false });
    expect((await check([draft.id], other)).body.bills).toEqual([expect.objectContaining({ state: 'checked', obstacle: '与这个市场没有在2026-05-31生效的服务合同，登记合同后才能发布。', may: { check: false, publish: false } })]);
    expect((await publish([draft.id], drafter)).error.code).toBe('billing.same_person');
    const refused = await publish([draft.id], other);
    expect([refused.error.code, refused.error.details]).toEqual(['billing.no_contract', { markets: ['示范二手车市场'] }]);
    await contractWith(product(), markets[0]!);
    await contractWith(product(), markets[2]!);
    expect((await publish([draft.id], 'president')).body.bills).toEqual([expect.objectContaining({ state: 'published', standing: 'unpaid', outstandingFen: 36_000, dueOn: '2026-06-23', obstacle: null })]);
    expect((await publish([draft.id], 'president')).error.code).toBe('billing.bill_wrong_state');
    expect(await receivable(markets[0]!, draft.id)).toBe(36_000);
    expect(await read(draft.id, await staff(other))).toMatchObject({ checkedBy: expect.any(String), publishedBy: '会长一号', contractNumber: expect.stringMatching(/^FW/), payments: [], receipts: [], may: { void: true, noteCash: true, issueReceipt: false } });
    await expect(db().query('UPDATE bills SET checked_by = drafted_by WHERE id = ?', [draft.id])).rejects.toThrow(/bills_two_persons/);
    await expect(db().query('UPDATE bills SET published_by = drafted_by WHERE id = ?', [draft.id])).rejects.toThrow(/bills_two_persons/);
  });

  it('all of them or none, and by two persons at once it is owed once', async () => {
    const [own, other] = [await billOf(markets[2]!, '2026-05'), await billOf(markets[0]!, '2026-05')];
    expect((await check([own.id, other.id], 'president')).error.code).toBe('billing.bill_wrong_state');
    expect((await read(own.id)).state).toBe('draft');
    expect((await check([own.id], 'president')).status).toBe(200);
    const answers = await Promise.all([publish([own.id], 'president'), publish([own.id], 'president')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await receivable(markets[2]!, own.id)).toBe(32_000);
    expect(await balanceOf(db().manager, 'service_fee', { account: 'income' })).toBe(-68_000);
  });

  it('the manager of the market and of the company that pays see what is published, and nothing of anybody else', async () => {
    const [own, other] = [await billOf(markets[0]!, '2026-05'), await billOf(markets[2]!, '2026-05')];
    const payer = await phoneNow(product(), manager);
    for (const who of [payer, await staff('manager1')]) {
      expect((await list({}, who)).items.map(({ id }) => id)).toEqual([own.id]);
      expect(await read(own.id, who)).toMatchObject({ fen: 36_000, draftedBy: '管理公司', publishedBy: '管理公司', may: { check: false, publish: false, void: false, noteCash: false } });
      expect((await who.send('GET /bills/:id', { params: { id: other.id } })).error.code).toBe('billing.bill_not_found');
      expect((await who.send('GET /bills/:id/events', { params: { id: other.id }, query: { line: 1 } })).error.code).toBe('billing.bill_not_found');
    }
    const { items } = await payer.call('GET /bills/:id/events', { params: { id: own.id }, query: { line: 1, limit: 1 } });
    expect(items[0]!.plate).toContain('*');
    const { items: messages } = await payer.call('GET /messages', {});
    expect(messages[0]).toMatchObject({ kind: 'bill', link: `bill:${own.id}`, title: '2026年5月影像系统服务费账单已发布', body: expect.stringContaining('应缴360.00元，请在2026-06-23前缴清') });
    const stranger = await phoneNow(product(), await enrolledAgent(product(), await newCompany(product()), { manages: true }));
    expect((await list({}, stranger)).items).toEqual([]);
    expect(await billPayables(db().manager, { companyId })).toEqual([expect.objectContaining({ id: own.id, kind: 'bill', fund: 'service_fee', partyId: markets[0], companyId, title: '2026年5月影像系统服务费', fen: 36_000, outstandingFen: 36_000, cancelled: false })]);
  });

  it('is printed', async () => {
    const { id } = await billOf(markets[0]!, '2026-05');
    const answer = await (await staff('manager1')).send('GET /bills/:id/bill.pdf', { params: { id } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  });
});

describe('缴费情况与作废', () => {
  it('reads what is paid from the ledger, is overdue by the day, and is not void once something has come in', async () => {
    const { id } = await billOf(markets[0]!, '2026-05');
    await pay(id, 10_000, 'line-1');
    expect(await read(id)).toMatchObject({ standing: 'partly', outstandingFen: 26_000, payments: [{ way: 'bank', fen: 10_000, reference: 'line-1' }], may: { void: false, issueReceipt: true } });
    expect((await voiding(id, 'president')).error.code).toBe('billing.bill_paid');
    expect((await list({ standing: 'partly' })).items.map((bill) => bill.id)).toEqual([id]);
    daysPass(product(), 25);
    expect((await list({ standing: 'overdue' })).totals).toEqual({ bills: 2, vehicles: 160, fen: 68_000, outstandingFen: 58_000 });
    await pay(id, 26_000, 'line-2');
    expect((await read(id)).standing).toBe('paid');
    expect((await list({ standing: 'paid' })).items.map((bill) => bill.id)).toEqual([id]);
  });

  it('what is void is owed no more; its month is drafted again with the same cars, before any later one', async () => {
    const before = await billOf(markets[2]!, '2026-05');
    daysPass(product(), 5);
    await metered(product(), { marketId: markets[2]!, on: '2026-06-30', count: 10, member: false });
    const [{ username }] = await db().query('SELECT s.username FROM bills b JOIN staff s ON s.id = b.drafted_by WHERE b.id = ?', [before.id]);
    expect((await voiding(before.id, username)).error.code).toBe('billing.same_person');
    expect((await voiding(before.id, 'president')).body).toMatchObject({ state: 'void', standing: 'cancelled', outstandingFen: 0, voidReason: '市场名称有误' });
    expect((await voiding(before.id, 'president')).error.code).toBe('billing.bill_wrong_state');
    expect(await receivable(markets[2]!, before.id)).toBe(0);
    expect((await payableOf(db().manager, 'bill', before.id))!.cancelled).toBe(true);
    expect((await run('2026-06')).error.code).toBe('billing.month_out_of_order');
    expect((await run('2026-05')).body).toEqual({ month: '2026-05', drafted: 1, vehicles: 40, fen: 32_000 });
    const again = await billOf(markets[2]!, '2026-05');
    expect(again.number).not.toBe(before.number);
    expect((await run('2026-06')).body).toEqual({ month: '2026-06', drafted: 1, vehicles: 10, fen: 8_000 });
  });
});

describe('迟到、冲减与结转', () => {
  it('what is metered late stands in the next bill, by its month; months are drafted in their order', async () => {
    daysPass(product(), 31);
    await metered(product(), { marketId: markets[0]!, on: '2026-07-05', count: 50 });
    await metered(product(), { marketId: markets[0]!, on: '2026-05-30', count: 3 });
    daysPass(product(), 31);
    await metered(product(), { marketId: markets[0]!, on: '2026-08-05', count: 2 });
    expect((await run('2026-08')).error.code).toBe('billing.month_out_of_order');
    expect((await run('2026-07')).body).toMatchObject({ drafted: 1, vehicles: 53, fen: 53 * 300 });
    const { id } = await billOf(markets[0]!, '2026-07');
    const { lines, vehicles } = await read(id);
    expect(vehicles).toBe(53);
    expect(lines.map(({ kind, vehicles: cars, fen, month }) => [kind, cars, fen, month])).toEqual([['usage', 50, 15_000, null], ['adjustment', 3, 900, '2026-05']]);
    const { items } = await (await staff('finance')).call('GET /bills/:id/events', { params: { id }, query: { line: 2 } });
    expect(items.map(({ completedOn, billMonth }) => [completedOn, billMonth])).toEqual(Array(3).fill(['2026-05-30', '2026-07']));
    expect((await run('2026-05')).body.drafted).toBe(0);
  });

  it('what is taken back of a billed month is taken off the next bill; what that comes to below zero is carried on', async () => {
    const { id: billed } = await billOf(markets[0]!, '2026-07');
    const finance = await staff('finance');
    const { items } = await finance.call('GET /bills/:id/events', { params: { id: billed }, query: { line: 1, limit: 3 } });
    for (const { id } of items) expect(await finance.call('POST /meter-events/:id/reversal', { params: { id }, body: { reason: '误传' } })).toMatchObject({ kind: 'reversal', fen: -300, billMonth: '2026-08', reason: '误传' });
    expect((await run('2026-08')).body).toEqual({ month: '2026-08', drafted: 1, vehicles: -1, fen: 0 });
    const { id } = await billOf(markets[0]!, '2026-08');
    expect(await read(id)).toMatchObject({ fen: 0, carriedFen: -300, standing: 'nothing', lines: [{ kind: 'usage', vehicles: 2, fen: 600 }, { kind: 'reversal', vehicles: 3, unitFen: 300, fen: -900, month: '2026-07' }] });
    expect((await finance.call('GET /bills/:id/events', { params: { id }, query: { line: 2 } })).items).toHaveLength(3);

    // Nothing to pay is published too, and nothing is booked.
    await check([id]);
    expect((await publish([id])).body.bills[0]).toMatchObject({ state: 'published', standing: 'nothing', outstandingFen: 0 });
    daysPass(product(), 62);
    await metered(product(), { marketId: markets[0]!, on: '2026-10-05', count: 4 });
    expect((await run('2026-10')).body).toMatchObject({ drafted: 1, vehicles: 4, fen: 900 });
    expect((await read((await billOf(markets[0]!, '2026-10')).id)).lines).toEqual([expect.objectContaining({ kind: 'usage', fen: 1200 }), { position: 2, kind: 'carried', member: null, unitFen: null, vehicles: 0, fen: -300, month: null, storedBytes: 0 }]);
  });

  it('is not drafted while a completed deal has no event; what is missing is metered first, a part of it each time', async () => {
    daysPass(product(), 31);
    await until('round over', async () => (await db().query("SELECT 1 FROM jobs WHERE name = 'billing.meter-missing' AND run_at > ?", [product().clock.now()])).length > 0);
    await completedCars(db().manager, { marketId: markets[0]!, on: '2026-11-06', count: 250 });
    expect((await run('2026-11')).error.code).toBe('billing.deals_unmetered');
    expect((await (await staff('finance')).call('GET /meter-figures', { query: { month: '2026-11' } }))).toMatchObject({ completed: 250, unmetered: 50, memberVehicles: 200 });
    expect((await run('2026-11')).body).toMatchObject({ drafted: 1, vehicles: 250, fen: 75_000 });
  });

  it('a market of which nothing was charged has no bill, and a fee of 0 has one with nothing to pay', async () => {
    expect((await list({ marketId: markets[1]! })).items).toEqual([]);
    await tariffInForce(product(), { from: '2026-12-01', memberFen: 0, nonMemberFen: 0 });
    daysPass(product(), 31);
    const bill = await publishedBill(product(), { marketId: markets[1]!, month: '2026-12', vehicles: 25, member: false });
    expect(bill).toMatchObject({ state: 'published', vehicles: 25, fen: 0 });
    expect((await read(bill.id)).lines).toEqual([expect.objectContaining({ kind: 'usage', unitFen: 0, vehicles: 25, fen: 0 })]);
  });
});

describe('欠费', () => {
  it('never stands in the way of a deal: a market with overdue bills completes as before', async () => {
    const overdue = (await list({ marketId: markets[0]!, standing: 'unpaid' })).items;
    expect(overdue.length).toBeGreaterThan(0);
    const { id } = await billOf(markets[0]!, '2026-10');
    await check([id]);
    await publish([id]);
    daysPass(product(), 400);
    expect((await list({ marketId: markets[0]!, standing: 'overdue' })).items.map((bill) => bill.id)).toContain(id);
    const deal = await completedDeal(product(), await verifiedAgent(product()));
    expect(deal).toMatchObject({ state: 'completed', marketId: markets[0] });
    expect(await db().manager.countBy(Bill, { state: 'published', marketId: markets[0]! })).toBeGreaterThan(0);
  });
});
