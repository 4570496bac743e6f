import { uuidv7 } from 'uuidv7';
import { publishedBill } from '../../../test/billing';
import { beginOn, phoneNow, staffNow } from '../../../test/discipline';
import { duePaid, duesRaised, joined, dueOf } from '../../../test/members';
import { audited, balancesOf, newBill, newDue, newPayer, type Owed, type Payer } from '../../../test/payments';
import { enrolledAgent, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { dayInShanghai } from '../../clock';
import { payableOf } from './payables';
import { receivePayment } from './receive-payment';

const product = useProduct();
const db = () => product().server.deps.db;
const staff = (username: string) => staffNow(product(), username);
beforeAll(() => beginOn(product(), '2026-03-10'));

/** A bank transfer of so much for a due or bill, however much is outstanding. */
async function transferred({ kind, subjectId }: Owed, fen: number): Promise<void> {
  await db().transaction(async (tx) => {
    const payable = (await payableOf(tx, kind, subjectId, { lock: true }))!;
    const booking = { way: 'bank', kind: 'bank_received', on: dayInShanghai(product().clock.now()), reference: 'L-1', memo: '转账', document: `statement_line:${uuidv7()}` } as const;
    await receivePayment(tx, { payable, fen, key: `bank_received:${uuidv7()}`, ...booking }, { author: { kind: 'system' }, origin: undefined, at: product().clock.now() });
  });
}
/** A due of 6,000 yuan for which 1,000 yuan too much came. */
async function overpaid(payer: Payer): Promise<Owed> {
  const owed = await newDue(product(), payer);
  await transferred(owed, 7_000_00);
  return owed;
}
const advances = async (who = 'finance') => (await (await staff(who)).call('GET /advances')).items;
const advanceOn = async ({ subjectId }: Owed) => (await advances()).find((advance) => advance.subjectId === subjectId)!;
const apply = async (id: string, to: Owed, fen: number, who = 'finance') => (await staff(who)).send('POST /advances/:id/application', { params: { id }, body: { ...to, fen } });
const balances = ({ subjectId }: Owed) => balancesOf(product(), { documentId: subjectId });
const lastMessage = async (payer: { personId: string }) => (await (await phoneNow(product(), payer)).call('GET /messages', { query: {} })).items[0]!;

describe('预收款抵缴', () => {
  it('is listed with what the same payer still owes, and set against it by finance; the payer is told', async () => {
    const payer = await newPayer(product());
    const [old, next] = [await overpaid(payer), await newDue(product(), payer)];
    const advance = await advanceOn(old);
    expect(advance).toMatchObject({ fund: 'dues', kind: 'due', partyName: payer.name, fen: 1_000_00, freeFen: 1_000_00, mayApply: true });
    expect(advance.payables).toEqual([{ kind: 'due', id: next.subjectId, title: expect.any(String), outstandingFen: 6_000_00, dueOn: '2099-12-31' }]);
    expect((await advances('auditor')).find(({ id }) => id === advance.id)).toMatchObject({ fen: 1_000_00, mayApply: false });
    for (const who of ['president', 'auditor', 'clerk']) expect((await apply(advance.id, next, 1, who)).error.code).toBe('request.forbidden');

    expect((await apply(advance.id, next, 400_00)).body).toMatchObject({ fen: 600_00, freeFen: 600_00 });
    expect(await balances(next)).toEqual({ receivable: 5_600_00 });
    expect(await balances(old)).toEqual({ advance: -600_00 });
    const due = await (await staff('clerk')).call('GET /dues/:id', { params: { id: next.subjectId } });
    expect(due).toMatchObject({ standing: 'partly', outstandingFen: 5_600_00, payments: [{ way: 'advance', fen: 400_00, reference: expect.stringMatching(/年度会费多缴$/) }] });
    expect(await lastMessage(payer)).toMatchObject({ kind: 'payment', title: '预收款已抵缴', body: expect.stringMatching(/^\d{4}年度会费多缴的 400\.00元 已抵缴\d{4}年度会费，还有 5,600\.00元 待缴。$/), link: `due:${next.subjectId}` });
    expect(await audited(product(), 'payments.advance_applied', next.subjectId)).toBe(1);
    expect((await apply(advance.id, next, 600_00)).body.fen).toBe(0);
    expect(await advanceOn(old)).toBeUndefined();
  });

  it('takes no more than there is, nor more than is owed, also by two at once', async () => {
    const payer = await newPayer(product());
    const [old, next, small] = [await overpaid(payer), await newDue(product(), payer), await newDue(product(), payer, { fen: 300_00 })];
    const { id } = await advanceOn(old);
    expect((await apply(id, next, 1_000_01)).error).toMatchObject({ code: 'payments.advance_too_much', details: { freeFen: 1_000_00, outstandingFen: 6_000_00 } });
    expect((await apply(id, small, 300_01)).error).toMatchObject({ code: 'payments.advance_too_much', details: { outstandingFen: 300_00 } });
    const replies = await Promise.all([apply(id, next, 600_00), apply(id, next, 600_00, 'finance2'), apply(id, small, 300_00)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 422]);
    expect(await balances(old)).toEqual({ advance: -100_00 });
    expect((await apply(id, small, 1)).error.code).toBe('payments.nothing_to_pay');
    expect((await apply(uuidv7(), next, 1)).error.code).toBe('payments.advance_not_found');
  });

  it('never leaves its payer or its fund', async () => {
    const payer = await newPayer(product());
    const [old, foreign, bill] = [await overpaid(payer), await newDue(product(), await newPayer(product())), await newBill(product(), payer)];
    const { id } = await advanceOn(old);
    expect((await apply(id, foreign, 1)).error.code).toBe('payments.advance_unfit');
    expect((await apply(id, bill, 1)).error.code).toBe('payments.advance_unfit');
    expect((await apply(id, { ...bill, kind: 'due' }, 1)).error.code).toBe('payments.payable_not_found');
    expect(await balances(old)).toEqual({ advance: -1_000_00 });
  });

  it('leaves where it is what a receipt states, until that is void', async () => {
    const payer = await newPayer(product());
    const [old, next] = [await overpaid(payer), await newDue(product(), payer)];
    const { id } = await advanceOn(old);
    const finance = await staff('finance');
    const receipt = await finance.call('POST /receipts', { body: { ...old, number: 'P2026000001', fen: 6_700_00, issuedOn: '2026-03-10' } });
    expect(await advanceOn(old)).toMatchObject({ fen: 1_000_00, freeFen: 300_00 });
    expect((await apply(id, next, 300_01)).error.code).toBe('payments.advance_too_much');
    await finance.call('POST /receipts/:id/voiding', { params: { id: receipt.id }, body: { reason: '金额有误' } });
    expect((await apply(id, next, 1_000_00)).status).toBe(200);
  });
});

describe('撤销抵缴', () => {
  const applied = async (to: Owed, who = 'finance') => (await (await staff(who)).call('GET /advances')).applied.filter(({ subjectId }) => subjectId === to.subjectId);
  const takeBack = async (id: string, who = 'finance') => (await staff(who)).send('POST /advance-applications/:id/reversal', { params: { id }, body: { reason: '记错单位' } });

  it('makes it an advance again and its debt a debt, once; the payer is told', async () => {
    const payer = await newPayer(product());
    const [old, next] = [await overpaid(payer), await newDue(product(), payer)];
    await apply((await advanceOn(old)).id, next, 1_000_00);
    const [application] = await applied(next);
    expect(application).toMatchObject({ fund: 'dues', partyName: payer.name, from: expect.stringMatching(/年度会费$/), kind: 'due', fen: 1_000_00, mayTakeBack: true });
    expect((await applied(next, 'auditor'))[0]).toMatchObject({ mayTakeBack: false });
    expect((await takeBack(application!.id, 'president')).error.code).toBe('request.forbidden');
    const replies = await Promise.all([takeBack(application!.id), takeBack(application!.id, 'finance2')]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 404]);
    expect([await balances(old), await balances(next)]).toEqual([{ advance: -1_000_00 }, { receivable: 6_000_00 }]);
    expect((await (await staff('clerk')).call('GET /dues/:id', { params: { id: next.subjectId } })).payments).toEqual([]);
    expect(await lastMessage(payer)).toMatchObject({ title: '预收款抵缴已撤销', body: expect.stringContaining('还有 6,000.00元 待缴') });
    expect(await applied(next)).toEqual([]);
    expect((await apply((await advanceOn(old)).id, next, 1_000_00)).status).toBe(200);
  });

  it('waits until the receipt that states it is void', async () => {
    const payer = await newPayer(product());
    const [old, next] = [await overpaid(payer), await newDue(product(), payer)];
    await apply((await advanceOn(old)).id, next, 1_000_00);
    const finance = await staff('finance');
    const receipt = await finance.call('POST /receipts', { body: { ...next, number: 'P2026000002', fen: 1_000_00, issuedOn: '2026-03-10' } });
    const { id } = (await applied(next))[0]!;
    expect((await takeBack(id)).error.code).toBe('payments.application_used');
    await finance.call('POST /receipts/:id/voiding', { params: { id: receipt.id }, body: { reason: '开错' } });
    expect((await takeBack(id)).status).toBe(200);
  });
});

describe('自动抵缴', () => {
  it('a due that is raised is settled from what the member has paid before, and says so; cancelled, the advance is there again', async () => {
    const companyId = await newCompany(product());
    const manager = await enrolledAgent(product(), companyId, { manages: true });
    const memberId = await joined(product(), { name: '多缴会员', companyId });
    await duesRaised(product(), 2026);
    const first = { kind: 'due' as const, subjectId: await dueOf(product(), memberId, 2026) };
    await duePaid(product(), first.subjectId, 3_500_00);
    await duesRaised(product(), 2027);
    const second = { kind: 'due' as const, subjectId: await dueOf(product(), memberId, 2027) };
    expect(await balances(second)).toEqual({ receivable: 2_500_00 });
    expect(await lastMessage(manager)).toMatchObject({ kind: 'dues', body: expect.stringContaining('2027年度会费 3,000.00元，已用预收款抵缴 500.00元，还需缴纳 2,500.00元，请于') });
    expect(await balances(first)).toEqual({});

    const president = await staff('president');
    expect((await president.call('GET /dues/:id', { params: { id: second.subjectId } })).may.cancel).toBe(true);
    await president.call('POST /dues/:id/cancellation', { params: { id: second.subjectId }, body: { reason: '部署有误' } });
    expect([await balances(first), await balances(second)]).toEqual([{ advance: -500_00 }, {}]);
    expect(await lastMessage(manager)).toMatchObject({ title: '2027年度会费已撤销，不用缴纳', body: expect.stringContaining('已抵缴的 500.00元 恢复为预收款') });
    // What is used elsewhere still lies where it came in: that one cannot be taken back.
    expect((await president.send('POST /dues/:id/cancellation', { params: { id: first.subjectId }, body: { reason: '部署有误' } })).error.code).toBe('members.due_wrong_state');
  });

  it('a bill that is published is settled from the market’s advance; void and published anew, it is again', async () => {
    const [{ id: marketId }] = await db().query('SELECT id FROM markets ORDER BY code LIMIT 1');
    const companyId = await newCompany(product());
    const manager = await enrolledAgent(product(), companyId, { manages: true });
    await joined(product(), { name: '示范市场', marketId, companyId });
    const january = { kind: 'bill' as const, subjectId: (await publishedBill(product(), { marketId, month: '2026-01', vehicles: 10 })).id };
    await transferred(january, 100_00);
    const february = await publishedBill(product(), { marketId, month: '2026-02', vehicles: 20 });
    expect(await balances({ kind: 'bill', subjectId: february.id })).toEqual({});
    expect(await lastMessage(manager)).toMatchObject({ kind: 'bill', body: expect.stringContaining('应缴60.00元，已用预收款抵缴60.00元，已缴清，不用再付。') });
    expect(await advanceOn(january)).toMatchObject({ fund: 'service_fee', fen: 10_00, title: '2026年1月影像系统服务费' });

    const [president, drafter, checker] = [await staff('president'), await staff('finance'), await staff('finance2')];
    expect((await president.call('GET /bills/:id', { params: { id: february.id } })).may.void).toBe(true);
    await president.call('POST /bills/:id/voiding', { params: { id: february.id }, body: { reason: '重出' } });
    expect([await balances(january), await balances({ kind: 'bill', subjectId: february.id })]).toEqual([{ advance: -70_00 }, {}]);
    await drafter.call('POST /bill-runs', { body: { month: '2026-02' } });
    const [draft] = (await drafter.call('GET /bills', { query: { month: '2026-02', state: 'draft' } })).items;
    await checker.call('POST /bill-checks', { body: { billIds: [draft!.id] } });
    expect((await checker.call('POST /bill-publications', { body: { billIds: [draft!.id] } })).bills[0]).toMatchObject({ standing: 'paid', outstandingFen: 0 });
    expect(await balances(january)).toEqual({ advance: -10_00 });
  });

  it('what is being spent elsewhere at that moment is not spent twice', async () => {
    const memberId = await joined(product(), { name: '同时抵缴' });
    const old = await newDue(product(), { memberId });
    await transferred(old, 7_000_00);
    const { id } = await advanceOn(old);
    const other = await newDue(product(), { memberId });
    await Promise.all([apply(id, other, 1_000_00), duesRaised(product(), 2026)]);
    const raised = { kind: 'due' as const, subjectId: await dueOf(product(), memberId, 2026) };
    expect(await balances(old)).toEqual({});
    const [{ receivable: onOther = 0 }, { receivable: onRaised = 0 }] = [await balances(other), await balances(raised)];
    expect(onOther + onRaised).toBe(6_000_00 + 3_000_00 - 1_000_00);
  });
});
