import { randomUUID } from 'node:crypto';
import type { RequestOf } from '@yongche/contract';
import { beginOn, daysPass, staffNow } from '../../../test/discipline';
import { booked, system } from '../../../test/ledger';
import { useProduct } from '../../../test/use-product';
import { balanceOf, type Fund } from './accounts';
import { availableFen } from './available';
import { approvedExpenses, payExpense, takeBackPayment } from './expenses';

const product = useProduct();
const db = () => product().server.deps.db;
const staff = (username: string) => staffNow(product(), username);
beforeEach(() => beginOn(product(), '2026-11-10'));

type Body = NonNullable<RequestOf<'POST /expenses'>['body']>;
const ask = async (change: Partial<Body> = {}, by = 'finance') =>
  (await staff(by)).send('POST /expenses', { body: { fund: 'service_fee', head: 'expense_system', fen: 1_000_00, payee: '示例软件公司', purpose: '系统升级', ...change } });
const asked = async (change: Partial<Body> = {}, by = 'finance'): Promise<string> => {
  const { body, error } = await ask(change, by);
  if (error) throw new Error(JSON.stringify(error));
  return body.id;
};
const approve = async (id: string, by = 'president') => (await staff(by)).send('POST /expenses/:id/approval', { params: { id } });
const refuse = async (id: string, by = 'president') => (await staff(by)).send('POST /expenses/:id/refusal', { params: { id }, body: { reason: '超出计划' } });
const withdraw = async (id: string, by = 'finance') => (await staff(by)).send('POST /expenses/:id/withdrawal', { params: { id }, body: { reason: '不再需要' } });
const pay = (expenseId: string, on = '2026-11-10') => db().transaction((tx) => payExpense(tx, { expenseId, on, reference: 'L-1', document: `statement_line:${expenseId}` }, system(product())));
const takeBack = (expenseId: string) => db().transaction((tx) => takeBackPayment(tx, { expenseId, on: '2026-11-10', memo: '付款对错了' }, system(product())));
const available = (fund: Fund = 'service_fee') => availableFen(db().manager, fund);
const read = async (id: string, by = 'finance') => (await (await staff(by)).call('GET /expenses', {})).items.find((expense) => expense.id === id)!;
/** So much is available, whatever the stories before have left. */
async function fundHas(fen: number, fund: Fund = 'service_fee'): Promise<void> {
  const missing = fen - (await available(fund));
  if (missing > 0) await booked(product(), { fund, fen: missing });
  if (missing < 0) await booked(product(), { fund, debit: 'net_assets', credit: 'bank', fen: -missing });
}

describe('费用申请', () => {
  it('is asked for by one, approved by the president, and paid once the bank’s line is there', async () => {
    await fundHas(5_000_00);
    const { body } = await ask({ fen: 2_000_00 }, 'clerk');
    expect(body).toMatchObject({ number: expect.stringMatching(/^FY2026-\d{4}$/), state: 'submitted', fund: 'service_fee', head: 'expense_system', fen: 2_000_00, requestedBy: '文员一号', decidedBy: null, paidOn: null });
    expect(await available()).toBe(5_000_00);
    expect((await read(body.id, 'president')).may).toEqual({ decide: true, withdraw: false });
    expect((await approve(body.id)).body).toMatchObject({ state: 'approved', decidedBy: '会长一号', may: { decide: false, withdraw: false } });
    expect(await available()).toBe(3_000_00);
    expect((await approvedExpenses(db().manager, 'service_fee')).map(({ id }) => id)).toContain(body.id);

    const bank = () => balanceOf(db().manager, 'service_fee', { account: 'bank' });
    const before = await bank();
    const bookingId = await pay(body.id, '2026-11-09');
    expect(await bank()).toBe(before - 2_000_00);
    expect(await available()).toBe(3_000_00);
    expect(await read(body.id)).toMatchObject({ state: 'paid', paidOn: '2026-11-09' });
    const { items } = await (await staff('finance')).call('GET /ledger/bookings', { query: { document: `statement_line:${body.id}` } });
    expect(items).toEqual([expect.objectContaining({ id: bookingId, kind: 'expense_paid', on: '2026-11-09', memo: `${body.number} 示例软件公司：系统升级`, transfers: [{ fund: 'service_fee', debit: '系统开发与升级', credit: '银行存款', fen: 2_000_00 }] })]);
    expect((await approvedExpenses(db().manager, 'service_fee')).map(({ id }) => id)).not.toContain(body.id);
  });

  it('leaves its trail in the audit log, without the payee', async () => {
    await fundHas(1_000_00);
    const id = await asked();
    await approve(id);
    const rows: { action: string; details: string }[] = await db().query("SELECT action, details FROM audit_events WHERE subject_type = 'expense' AND subject_id = ? ORDER BY id", [id]);
    expect(rows.map(({ action }) => action)).toEqual(['ledger.expense_requested', 'ledger.expense_approved']);
    expect(JSON.stringify(rows)).not.toContain('示例软件公司');
  });

  it('专款专用: the service fee pays for the system, not for offices, meetings and the rest; dues pay for all', async () => {
    await fundHas(1_000_00);
    await fundHas(1_000_00, 'dues');
    for (const head of ['expense_office', 'expense_meetings', 'expense_other'] as const) {
      expect((await ask({ head })).error.code).toBe('ledger.head_not_allowed');
      expect((await ask({ head, fund: 'dues', fen: 1_00 })).status).toBe(201);
      await expect(db().query("INSERT INTO expenses (id, number, fund, head, state, fen, payee, purpose, requested_by, requested_at) SELECT UUID(), LEFT(UUID(), 20), 'service_fee', ?, 'submitted', 1, 'x', 'x', id, NOW() FROM staff WHERE username = 'finance'", [head])).rejects.toThrow(/expenses_head/);
    }
    for (const head of ['expense_staff', 'expense_storage', 'expense_maintenance'] as const) expect((await ask({ head, fen: 1_00 })).status).toBe(201);
  });

  it('is refused where the fund has not that much, and the other fund’s money does not count', async () => {
    await fundHas(100_00);
    await fundHas(1_000_000_00, 'dues');
    const { error } = await ask({ fen: 100_01 });
    expect([error.code, error.details]).toEqual(['ledger.not_enough', { availableFen: 100_00 }]);
    expect((await ask({ fen: 100_00 })).status).toBe(201);
  });

  it('what is not the fund’s own is not to be spent: unknown payers’ money, advances, what is to be paid back', async () => {
    await fundHas(100_00);
    const payer = { partyId: randomUUID(), documentId: randomUUID() };
    await booked(product(), { credit: 'suspense', fen: 500_00 });
    await booked(product(), { debit: 'wechat_clearing', credit: { account: 'advance', ...payer }, fen: 500_00 });
    await booked(product(), { debit: 'wechat_clearing', credit: { account: 'refund_payable', ...payer }, fen: 500_00 });
    expect(await available()).toBe(100_00);
    await booked(product(), { debit: { account: 'receivable', ...payer }, credit: { account: 'refund_payable', ...payer }, fen: 30_00 });
    expect(await available()).toBe(70_00);
  });

  it('approved at once by two hands, never gives away the same money twice', async () => {
    await fundHas(1_000_00);
    const ids = await Promise.all(Array.from({ length: 6 }, () => asked({ fen: 300_00 })));
    const replies = await Promise.all(ids.map((id) => approve(id)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 200, 409, 409, 409]);
    expect(replies.filter(({ status }) => status === 409).every(({ error }) => error.code === 'ledger.not_enough')).toBe(true);
    expect(await available()).toBe(100_00);
    const left = ids.filter((_, at) => replies[at]!.status === 409);
    for (const id of left) expect((await read(id)).state).toBe('submitted');
  });

  it('is decided once, whoever is faster', async () => {
    await fundHas(1_000_00);
    const id = await asked();
    const replies = await Promise.all([approve(id), refuse(id), approve(id)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(replies.filter(({ error }) => error).map(({ error }) => error.code)).toEqual(['ledger.expense_wrong_state', 'ledger.expense_wrong_state']);
  });

  it('is never approved by who asked for it, whatever role the person has by then', async () => {
    await fundHas(1_000_00);
    const id = await asked();
    await db().query("UPDATE staff SET role = 'president' WHERE username = 'finance'");
    try {
      expect((await read(id, 'finance')).may.decide).toBe(false);
      expect((await approve(id, 'finance')).error.code).toBe('ledger.same_person');
      expect((await refuse(id, 'finance')).error.code).toBe('ledger.same_person');
    } finally {
      await db().query("UPDATE staff SET role = 'finance' WHERE username = 'finance'");
    }
    await expect(db().query("UPDATE expenses SET state = 'approved', decided_by = requested_by, decided_at = NOW() WHERE id = ?", [id])).rejects.toThrow(/expenses_two_persons/);
    expect((await approve(id, 'finance2')).error.code).toBe('request.forbidden');
  });

  it('refused or withdrawn, says why and holds back nothing', async () => {
    await fundHas(1_000_00);
    const refused = await asked();
    expect((await refuse(refused)).body).toMatchObject({ state: 'refused', decidedBy: '会长一号', decisionReason: '超出计划' });
    const approved = await asked();
    await approve(approved);
    expect(await available()).toBe(0);
    expect((await withdraw(approved)).body).toMatchObject({ state: 'withdrawn', decisionReason: '不再需要' });
    expect(await available()).toBe(1_000_00);
    for (const id of [refused, approved]) {
      expect((await approve(id)).error.code).toBe('ledger.expense_wrong_state');
      expect((await withdraw(id)).error.code).toBe('ledger.expense_wrong_state');
      await expect(pay(id)).rejects.toMatchObject({ code: 'ledger.expense_wrong_state' });
    }
  });

  it('is withdrawn by who asked, or by finance; not by another clerk', async () => {
    await fundHas(1_000_00);
    const id = await asked({}, 'clerk');
    expect((await withdraw(id, 'clerk2')).error.code).toBe('ledger.expense_wrong_state');
    expect((await withdraw(id, 'clerk')).status).toBe(200);
    expect((await withdraw(await asked({}, 'clerk'), 'finance2')).status).toBe(200);
    expect((await withdraw(randomUUID())).error.code).toBe('ledger.expense_not_found');
  });

  it('is paid once, also by two lines at once; a payment that was taken back can be made again', async () => {
    await fundHas(1_000_00);
    const id = await asked();
    await expect(pay(id)).rejects.toMatchObject({ code: 'ledger.expense_wrong_state' });
    await approve(id);
    const outcomes = await Promise.allSettled([pay(id), pay(id)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await available()).toBe(0);

    await takeBack(id);
    expect(await read(id)).toMatchObject({ state: 'approved', paidOn: null });
    expect(await available()).toBe(0);
    await expect(takeBack(id)).rejects.toMatchObject({ code: 'ledger.expense_wrong_state' });
    await pay(id);
    const [{ n, sum }] = await db().query("SELECT COUNT(*) AS n, SUM(IF(b.reverses_id IS NULL, t.fen, -t.fen)) AS sum FROM ledger_bookings b JOIN ledger_transfers t ON t.booking_id = b.id WHERE b.document = ?", [`statement_line:${id}`]);
    expect([Number(n), Number(sum)]).toEqual([3, 1_000_00]);
  });

  it('come the latest first, page by page, by fund and state', async () => {
    await fundHas(1_000_00, 'dues');
    const ids: string[] = [];
    for (let at = 0; at < 3; at++) {
      product().clock.advance(60);
      ids.unshift(await asked({ fund: 'dues', head: 'expense_office', fen: 1_00 }));
    }
    await refuse(ids[1]!);
    const auditor = await staff('auditor');
    const first = await auditor.call('GET /expenses', { query: { fund: 'dues', limit: 2 } });
    expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const second = await auditor.call('GET /expenses', { query: { fund: 'dues', limit: 2, cursor: first.nextCursor! } });
    expect(second.items[0]!.id).toBe(ids[2]);
    expect((await auditor.call('GET /expenses', { query: { fund: 'dues', state: 'refused' } })).items.map(({ id }) => id)).toEqual([ids[1]]);
    expect((await auditor.send('GET /expenses', { query: { cursor: 'bm9uZQ' } })).error.fields?.[0]?.field).toBe('cursor');
  });
});

describe('预算', () => {
  it('of a head is set by finance, as often as needed, and stands beside what is approved and what is spent', async () => {
    beginOn(product(), '2027-02-10');
    const finance = await staff('finance');
    const set = (head: 'expense_storage' | 'expense_meetings', fen: number) => finance.send('PUT /budgets', { body: { fund: 'service_fee', year: 2027, head, fen } });
    await Promise.all([set('expense_storage', 10_000_00), set('expense_storage', 20_000_00)]);
    expect((await set('expense_storage', 12_000_00)).body).toEqual({ head: 'expense_storage', fen: 12_000_00 });
    expect((await set('expense_meetings', 1)).error.code).toBe('ledger.head_not_allowed');
    await fundHas(3_000_00);
    const [paid, waiting] = [await asked({ head: 'expense_storage', fen: 1_000_00 }), await asked({ head: 'expense_storage', fen: 500_00 })];
    for (const id of [paid, waiting]) await approve(id);
    await pay(paid, '2027-02-10');
    const { items, availableFen: left } = await (await staff('clerk')).call('GET /budgets', { query: { fund: 'service_fee', year: 2027 } });
    expect(items.find(({ head }) => head === 'expense_storage')).toEqual({ head: 'expense_storage', allowed: true, budgetFen: 12_000_00, committedFen: 500_00, spentFen: 1_000_00 });
    expect(items.find(({ head }) => head === 'expense_meetings')).toEqual({ head: 'expense_meetings', allowed: false, budgetFen: 0, committedFen: 0, spentFen: 0 });
    expect(left).toBe(1_500_00);
    daysPass(product(), 1);
    const changes = (await db().query("SELECT changes FROM audit_events WHERE action = 'ledger.budget_set' ORDER BY id DESC LIMIT 1"))[0].changes;
    expect(JSON.parse(changes).fen.after).toBe(12_000_00);
  });
});
