import type { AnswerOf, memberPositions } from '@yongche/contract';
import { beginOn, daysPass, phoneNow, staffNow } from '../../../test/discipline';
import { dueOf, duePaid, duesRaised, joined, moved, schemeInForce } from '../../../test/members';
import { newDue, newPayer, orderIs, paymentService } from '../../../test/payments';
import { enrolledAgent, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { balanceOf } from '../ledger/accounts';
import { duePayables } from './due-payable';

const product = useProduct();
const db = () => product().server.deps.db;
const staff = (username: string) => staffNow(product(), username);
const run = async (year: number, by = 'clerk') => (await staff(by)).send('POST /dues-runs', { body: { year } });
const register = async (query: Partial<{ standing: 'paid' | 'overdue' | 'partly' | 'cancelled'; tier: string; q: string }>, year = 2019): Promise<AnswerOf<'GET /dues'>> => (await staff('finance')).call('GET /dues', { query: { year: String(year), ...query } as never });
const read = async (id: string, who = 'clerk') => (await staff(who)).call('GET /dues/:id', { params: { id } });
/** Debit − credit of an account of the dues' fund. */
const balance = (account: 'income' | 'bank') => balanceOf(db().manager, 'dues', { account });

describe('2019 年度会费', () => {
  it('6×10,000 + 20×6,000 + 13×3,000 = 219,000 due, 204,000 paid, 93.15 % by amount, 89.74 % by members, 4 unpaid', async () => {
    beginOn(product(), '2019-02-15');
    const ids: string[] = [];
    const kinds: [keyof typeof memberPositions, number][] = [['president_unit', 1], ['vice_president_unit', 5], ['council_unit', 20], ['ordinary_unit', 13]];
    for (const [position, count] of kinds) for (let at = 0; at < count; at++) ids.push(await joined(product(), { name: `${position}${at}`, position, on: '2019-01-10' }));
    await moved(product(), ids[1]!, 'suspend', '2019-02-01');
    expect((await run(2019)).error.code).toBe('members.no_scheme');
    expect(await (await staff('clerk')).call('GET /dues-runs/:year', { params: { year: 2019 } })).toEqual({ year: 2019, scheme: null, items: [], totalFen: 0, raised: 0 });
    await schemeInForce(product(), { fromYear: 2019 });

    const plan = await (await staff('clerk')).call('GET /dues-runs/:year', { params: { year: 2019 } });
    expect(plan).toMatchObject({ scheme: '2019-1', totalFen: 219_000_00, raised: 0 });
    expect(plan.items).toHaveLength(39);
    for (const who of ['finance', 'president', 'auditor']) expect((await run(2019, who)).error.code).toBe('request.forbidden');
    expect((await run(2019)).body).toEqual({ year: 2019, raised: 39, totalFen: (6 * 10_000 + 20 * 6_000 + 13 * 3_000) * 100 });
    expect((await run(2019)).body).toEqual({ year: 2019, raised: 0, totalFen: 0 });
    expect((await register({})).collection).toEqual({ dueFen: 219_000_00, paidFen: 0, members: 39, paidMembers: 0, byAmount: 0, byMembers: 0 });
    expect(await balance('income')).toBe(-219_000_00);

    for (const [position, paid] of [['president_unit', 1], ['vice_president_unit', 5], ['council_unit', 19], ['ordinary_unit', 10]] as const) {
      const from = ids[kinds.slice(0, kinds.findIndex(([kind]) => kind === position)).reduce((sum, [, count]) => sum + count, 0)]!;
      for (const id of ids.slice(ids.indexOf(from)).slice(0, paid)) await duePaid(product(), await dueOf(product(), id, 2019));
    }
    beginOn(product(), '2019-12-31');
    const { items, collection, tiers, years } = await register({});
    expect(collection).toEqual({ dueFen: 219_000_00, paidFen: 204_000_00, members: 39, paidMembers: 35, byAmount: 93_15, byMembers: 89_74 });
    expect(tiers).toEqual([
      { code: 'A', name: '会长、副会长单位', fen: 10_000_00, members: 6, paidMembers: 6 },
      { code: 'B', name: '理事单位', fen: 6_000_00, members: 20, paidMembers: 19 },
      { code: 'C', name: '会员单位', fen: 3_000_00, members: 13, paidMembers: 10 },
    ]);
    expect([items.length, years]).toEqual([39, [2019]]);
    const unpaid = (await register({ standing: 'overdue' })).items;
    expect(unpaid.map(({ tier, fen, outstandingFen }) => [tier, fen === outstandingFen]).sort()).toEqual([['B', true], ['C', true], ['C', true], ['C', true]]); // prettier-ignore
    expect((await register({ standing: 'paid', tier: 'C' })).items).toHaveLength(10);
    expect((await register({ q: 'president_unit0' })).items.map(({ memberName }) => memberName)).toEqual(['president_unit0', 'vice_president_unit0']);
    expect(await balance('bank')).toBe(204_000_00);

    // Who comes later in the year owes it too, and is given thirty days; who is asked already is not asked again.
    beginOn(product(), '2019-12-01');
    const late = await joined(product(), { name: '年中新会员', on: '2019-11-01' });
    expect((await run(2019)).body).toEqual({ year: 2019, raised: 1, totalFen: 3_000_00 });
    expect(await read(await dueOf(product(), late, 2019))).toMatchObject({ dueOn: '2019-12-31', standing: 'unpaid', schemeVersion: '2019-1', tier: 'C' });
  });
});

describe('部署', () => {
  beforeEach(() => beginOn(product(), '2026-01-20'));

  it('two runs at once raise one due each', async () => {
    const id = await joined(product());
    await schemeInForce(product());
    const [one, other] = await Promise.all([run(2026), run(2026)]);
    expect(one.body.raised + other.body.raised).toBeGreaterThanOrEqual(1);
    expect(Math.min(one.body.raised, other.body.raised)).toBe(0);
    expect(await db().query('SELECT COUNT(*) AS n FROM dues WHERE member_id = ? AND year = 2026', [id])).toEqual([{ n: '1' }]);
    const clerk = await staff('clerk');
    const key = 'one-and-the-same-intent';
    expect((await clerk.send('POST /dues-runs', { body: { year: 2026 }, key })).body).toEqual((await clerk.send('POST /dues-runs', { body: { year: 2026 }, key })).body);
    await expect(db().query("INSERT INTO dues (id, member_id, year, state, scheme_version, tier, fen, due_on, remittance_code, raised_on) SELECT UUID(), member_id, year, state, scheme_version, tier, fen, due_on, 'D7777777', raised_on FROM dues WHERE member_id = ? AND year = 2026", [id])).rejects.toThrow(/dues_once/);
  });

  it('asks nobody for a year in which he is no member, and nobody for years to come', async () => {
    const gone = await joined(product(), { name: '已退会' });
    await moved(product(), gone, 'leave', '2026-01-15');
    const leaving = await joined(product(), { name: '年底退会' });
    await moved(product(), leaving, 'leave', '2027-01-01');
    await duesRaised(product(), 2026);
    await duesRaised(product(), 2027);
    expect(await db().query('SELECT member_id, year FROM dues WHERE member_id IN (?) ORDER BY year', [[gone, leaving]])).toEqual([{ member_id: leaving, year: 2026 }]);
    expect((await run(2028)).error.fields?.[0]).toEqual({ field: 'year', message: '只能部署到下一年度（2027）的会费。' });
    expect((await register({}, 2025)).items).toEqual([]);
  });

  it('the position on the day of the run decides the tier, and the due says how and till when it is paid', async () => {
    const companyId = await newCompany(product(), '理事汽车有限公司');
    const id = await joined(product(), { name: '理事汽车', companyId });
    await moved(product(), id, 'change_position', '2026-01-20', 'council_unit');
    await duesRaised(product(), 2026);
    const due = await read(await dueOf(product(), id, 2026));
    expect(due).toMatchObject({ year: 2026, tier: 'B', fen: 6_000_00, outstandingFen: 6_000_00, dueOn: '2026-03-31', standing: 'unpaid', remittanceCode: expect.stringMatching(/^D[0-9A-Z]{7}$/), reminders: 0, payments: [], receipts: [], contacts: [] });
    const manager = await enrolledAgent(product(), companyId, { manages: true });
    expect((await manager.call('GET /messages')).items[0]).toMatchObject({ kind: 'dues', title: '请于2026-03-31前缴纳2026年度会费', link: `due:${due.id}`, body: expect.stringContaining('6,000.00元') });
    expect(await duePayables(db().manager, { companyId, outstanding: true })).toEqual([{ kind: 'due', id: due.id, fund: 'dues', partyId: id, partyName: '理事汽车', companyId, title: '2026年度会费', fen: 6_000_00, outstandingFen: 6_000_00, dueOn: '2026-03-31', cancelled: false, remittanceCode: due.remittanceCode }]);
    const [member] = (await (await staff('clerk')).call('GET /members', { query: { q: '理事汽车' } })).items;
    expect(member!.due).toEqual({ id: due.id, year: 2026, fen: 6_000_00, outstandingFen: 6_000_00, standing: 'unpaid' });

    await duePaid(product(), due.id, 2_500_00);
    expect(await read(due.id)).toMatchObject({ standing: 'partly', outstandingFen: 3_500_00, payments: [expect.objectContaining({ way: 'bank', fen: 2_500_00, on: '2026-01-20' })] });
    await duePaid(product(), due.id);
    expect(await read(due.id)).toMatchObject({ standing: 'paid', outstandingFen: 0 });
    expect(await duePayables(db().manager, { companyId, outstanding: true })).toEqual([]);
  });
});

describe('一笔会费', () => {
  beforeEach(() => beginOn(product(), '2026-01-20'));
  const cancel = async (id: string, by = 'president') => (await staff(by)).send('POST /dues/:id/cancellation', { params: { id }, body: { reason: '部署有误' } });
  const aDue = async () => {
    const id = await joined(product());
    await duesRaised(product(), 2026);
    return dueOf(product(), id, 2026);
  };

  it('is cancelled by the president while nothing is paid of it: the receivable is booked back, and it counts no more', async () => {
    const [id, paid] = [await aDue(), await aDue()];
    const [income, { collection: before }] = [await balance('income'), await register({}, 2026)];
    expect((await cancel(id, 'clerk')).error.code).toBe('request.forbidden');
    expect((await read(id, 'president')).may).toEqual({ contact: false, cancel: true, noteCash: false, issueReceipt: false });
    expect((await cancel(id)).body).toMatchObject({ state: 'cancelled', standing: 'cancelled', outstandingFen: 0 });
    expect((await cancel(id)).error.code).toBe('members.due_wrong_state');
    expect(await balance('income')).toBe(income + 3_000_00);
    expect((await register({}, 2026)).collection).toMatchObject({ members: before.members - 1, dueFen: before.dueFen - 3_000_00 });
    expect(await duePayables(db().manager, { ids: [id] })).toMatchObject([{ cancelled: true, outstandingFen: 0 }]);
    expect((await run(2026)).body.raised).toBe(0);

    await duePaid(product(), paid, 1);
    expect((await cancel(paid)).error.code).toBe('members.due_wrong_state');
    expect((await read(paid, 'president')).may.cancel).toBe(false);
    await expect(db().query("UPDATE dues SET state = 'cancelled', cancelled_by = raised_by, cancel_reason = 'x' WHERE id = ?", [paid])).rejects.toThrow(/dues_two_persons/);
  });

  it('tells the company that was asked for it that it is cancelled', async () => {
    const companyId = await newCompany(product());
    const manager = await enrolledAgent(product(), companyId, { manages: true });
    const memberId = await joined(product(), { companyId });
    await duesRaised(product(), 2026);
    const id = await dueOf(product(), memberId, 2026);
    await cancel(id);
    expect((await (await phoneNow(product(), manager)).call('GET /messages')).items[0]).toMatchObject({ kind: 'dues', title: '2026年度会费已撤销，不用缴纳', body: '2026年度会费 3,000.00元 已撤销，请不要再付款。如有疑问，请联系协会秘书处。', link: `due:${id}` });
  });

  it('is not cancelled while its money is on the way back: if that fails, it is ours again', async () => {
    const payer = await newPayer(product());
    const { kind, subjectId } = await newDue(product(), payer);
    const { order } = await payer.call('POST /payment-orders', { body: { kind, subjectId } });
    await paymentService(product(), 'alipay').pay(order.number);
    await orderIs(product(), order.id, 'paid');
    const refund = await (await staff('finance')).call('POST /payment-orders/:id/refunds', { params: { id: order.id }, body: { fen: order.fen, reason: '重复缴费' } });
    paymentService(product(), 'alipay').refundNext('slow');
    await (await staff('finance2')).call('POST /refunds/:id/approval', { params: { id: refund.id } });
    expect(await read(subjectId, 'president')).toMatchObject({ outstandingFen: order.fen, may: { cancel: false } });
    expect((await cancel(subjectId)).error.code).toBe('members.due_wrong_state');
  });

  it('has each call, visit and letter noted by the secretariat', async () => {
    const id = await aDue();
    const note = async (by: string, way = 'phone' as const) => (await staff(by)).send('POST /dues/:id/contacts', { params: { id }, body: { way, note: '经办人说本周转账' } });
    expect((await note('finance')).error.code).toBe('request.forbidden');
    expect((await note('clerk')).body).toMatchObject({ way: 'phone', outcome: 'noted', note: '经办人说本周转账', by: '文员一号' });
    expect((await note('clerk', 'inbox' as never)).error.fields?.[0]?.field).toBe('way');
    daysPass(product(), 1);
    await note('clerk2');
    const due = await read(id);
    expect(due.contacts.map(({ by, way }) => [by, way])).toEqual([['文员二号', 'phone'], ['文员一号', 'phone']]); // prettier-ignore
    expect([due.reminders, due.may]).toEqual([0, { contact: true, cancel: false, noteCash: true, issueReceipt: false }]);
    const [{ details }] = await db().query("SELECT details FROM audit_events WHERE action = 'members.contact_noted' AND subject_id = ? LIMIT 1", [id]);
    expect(details).not.toContain('经办人');
    await cancel(id);
    expect((await note('clerk')).error.code).toBe('members.due_wrong_state');
  });
});
