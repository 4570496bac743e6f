import { codeOf, outstandingOf, useBankAccounts } from '../../../test/bank-accounts';
import { staffNow } from '../../../test/discipline';
import { audited, balancesOf, bookingsOf, newBill, newDue, newPayer, type Owed } from '../../../test/payments';
import { decidedBy, linesOf } from '../../../test/reconciliation';
import { useProduct } from '../../../test/use-product';

const product = useProduct();
const { today, bankDay } = useBankAccounts(product);
const deps = () => product().server.deps;
const staff = (username: string) => staffNow(product(), username);
const outstanding = (owed: Owed) => outstandingOf(product(), owed);
const codeFor = (owed: Owed) => codeOf(product(), owed);

describe('逐条处理', () => {
  it('offers what may be meant, best first, each with what fits and what does not; the first key is right', async () => {
    const payer = await newPayer(product(), 'alipay', '鄞州甲市场管理有限公司');
    const bill = await newBill(product(), payer, { fen: 1500_00 });
    const code = await codeFor(bill);
    const [over, branch] = await bankDay('service_fee', [{ fen: 1600_00, counterparty: '李某', memo: `${code}服务费` }, { fen: 1500_00, counterparty: '鄞州甲市场管理有限公司第一分公司' }]);
    expect(over).toMatchObject({ state: 'open', difference: 'wrong_amount', counterparty: '李某' });
    expect(over!.candidates[0]).toMatchObject({ key: 1, decision: 'payable', subjectId: bill.subjectId, why: `附言有缴款码${code}；户名不同；比未缴的1,500.00元多100.00元，多的记为预收款` });
    expect(branch!.candidates[0]).toMatchObject({ key: 1, decision: 'payable', subjectId: bill.subjectId, why: expect.stringMatching(/附言没有缴款码；户名相近（.*）；金额正好/) });
    expect(over!.candidates.at(-2)).toMatchObject({ decision: 'suspense' });

    const decided = await decidedBy(product(), over!, 1, '电话核实');
    expect(decided).toMatchObject({ state: 'decided', decidedBy: '财务一号', difference: 'wrong_amount', mayReopen: true, candidates: [], outcome: expect.stringMatching(/其中100\.00元记为预收款.*；电话核实$/) });
    expect(await balancesOf(product(), { documentId: bill.subjectId })).toEqual({ advance: -100_00 });
    const [row] = (await linesOf(product(), { difference: 'wrong_amount' })).filter(({ id }) => id === over!.id);
    expect((await (await staff('finance')).send('POST /statement-lines/:id/decision', { params: { id: row!.id }, body: { decision: 'suspense' } })).error.code).toBe('reconciliation.line_wrong_state');
    await decidedBy(product(), branch!, { decision: 'suspense' });
  });

  it('decides one key once, also when two press it at once', async () => {
    const payer = await newPayer(product());
    const bill = await newBill(product(), payer, { fen: 1500_00 });
    const [line] = await bankDay('service_fee', [{ fen: 1400_00, counterparty: payer.name }]);
    const press = async (username: string) => (await staff(username)).send('POST /statement-lines/:id/decision', { params: { id: line!.id }, body: { decision: 'payable', subjectId: bill.subjectId } });
    const answers = await Promise.all([press('finance'), press('finance2')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await outstanding(bill)).toBe(100_00);
  });

  it('keeps each fund’s money to its own debts, and pays only what was approved, to the fen', async () => {
    const payer = await newPayer(product());
    const due = await newDue(product(), payer);
    const clerk = await staff('clerk');
    const expense = await clerk.call('POST /expenses', { body: { fund: 'service_fee', head: 'expense_storage', fen: 500_00, payee: '某云计算有限公司', purpose: '存储' } });
    const [came, went] = await bankDay('service_fee', [{ fen: 6000_00, counterparty: payer.name }, { fen: -500_01, counterparty: '某云计算有限公司' }]);
    const finance = await staff('finance');
    const refused = async (id: string, decision: 'payable' | 'expense' | 'returned' | 'payout' | 'cash_banked' | 'explained' | 'accept_provider', subjectId: string | null = null) =>
      (await finance.send('POST /statement-lines/:id/decision', { params: { id }, body: { decision, subjectId } })).error.code;
    expect(await refused(came!.id, 'payable', due.subjectId)).toBe('reconciliation.decision_unfit');
    expect(await refused(came!.id, 'payable')).toBe('reconciliation.decision_unfit');
    expect(await refused(came!.id, 'payout')).toBe('reconciliation.decision_unfit');
    expect(await refused(came!.id, 'cash_banked')).toBe('reconciliation.decision_unfit');
    expect(await refused(came!.id, 'expense', expense.id)).toBe('reconciliation.decision_unfit');
    expect(await refused(came!.id, 'explained')).toBe('reconciliation.decision_unfit');
    expect(await refused(came!.id, 'accept_provider')).toBe('reconciliation.decision_unfit');
    expect(await refused(went!.id, 'expense', expense.id)).toBe('reconciliation.decision_unfit');
    expect(await refused(went!.id, 'returned', came!.id)).toBe('reconciliation.decision_unfit');
    const [other] = await bankDay('service_fee', [{ fen: -500_00, counterparty: '某云' }]);
    expect(await refused(other!.id, 'expense', expense.id)).toBe('ledger.expense_wrong_state');
    await (await staff('president')).call('POST /expenses/:id/approval', { params: { id: expense.id } });
    const [seen] = (await linesOf(product(), { state: 'open' })).filter(({ id }) => id === other!.id);
    expect(seen!.candidates[0]).toMatchObject({ decision: 'expense', subjectId: expense.id, why: '金额相符；收款单位不同，申请的是某云计算有限公司' });
    expect(await decidedBy(product(), seen!, 1)).toMatchObject({ state: 'decided' });
    await decidedBy(product(), came!, { decision: 'suspense' });
    await decidedBy(product(), went!, { decision: 'bank_charge' });
    for (const username of ['president', 'clerk', 'auditor']) {
      expect((await (await staff(username)).send('POST /statement-lines/:id/decision', { params: { id: came!.id }, body: { decision: 'suspense' } })).error.code).toBe('request.forbidden');
    }
  });

  it('takes money into suspense, and from there to the debt when it is found out, or back to where it came from', async () => {
    const payer = await newPayer(product(), 'alipay', '后来查明有限公司');
    const bill = await newBill(product(), payer, { fen: 1500_00 });
    const [found, lost] = await bankDay('service_fee', [{ fen: 1500_02, counterparty: '张三' }, { fen: 33_00, counterparty: '李四' }]);
    const before = (await balancesOf(product(), { fund: 'service_fee' })).suspense ?? 0;
    const held = await decidedBy(product(), found!, { decision: 'suspense' });
    await decidedBy(product(), lost!, { decision: 'suspense' });
    expect((await balancesOf(product(), { fund: 'service_fee' })).suspense).toBe(before - 1533_02);
    expect(held.candidates.every(({ decision }) => decision === 'payable')).toBe(true);

    const settled = await decidedBy(product(), held, { decision: 'payable', subjectId: bill.subjectId }, '已电话查明');
    expect(settled).toMatchObject({ state: 'decided', outcome: expect.stringMatching(/^待查款项查明，计入.*；已电话查明$/), mayReopen: true });
    expect(await balancesOf(product(), { documentId: bill.subjectId })).toEqual({ advance: -2 });
    expect((await payer.call('GET /my-payables')).items.find(({ id }) => id === bill.subjectId)!.payments).toMatchObject([{ way: 'bank', fen: 1500_00 }]);

    const [back] = await bankDay('service_fee', [{ fen: -33_00, counterparty: '李四' }]);
    expect(back!.candidates[0]).toMatchObject({ decision: 'returned', subjectId: lost!.id, why: '金额与户名都和待查的来款一致' });
    await decidedBy(product(), back!, 1);
    expect((await balancesOf(product(), { fund: 'service_fee' })).suspense ?? 0).toBe(before);
    const [gone] = (await linesOf(product(), { fund: 'service_fee' })).filter(({ id }) => id === lost!.id);
    expect(gone).toMatchObject({ outcome: `${today('service_fee')}已原路退回`, mayReopen: false, candidates: [] });

    // What was returned and found out is taken back step by step, the last one first.
    const finance = await staff('finance');
    const reopen = async (id: string) => finance.send('POST /statement-lines/:id/reopening', { params: { id }, body: { reason: '弄错了' } });
    expect((await reopen(lost!.id)).error.code).toBe('reconciliation.line_wrong_state');
    expect((await reopen(back!.id)).body).toMatchObject({ state: 'open', difference: 'unidentified_out' });
    expect((await reopen(found!.id)).body).toMatchObject({ state: 'decided', outcome: expect.stringContaining('待查款项') });
    expect(await outstanding(bill)).toBe(1500_00);
    expect((await reopen(found!.id)).body).toMatchObject({ state: 'open' });
    expect((await reopen(found!.id)).error.code).toBe('reconciliation.line_wrong_state');
    await decidedBy(product(), found!, { decision: 'payable', subjectId: bill.subjectId });
    await decidedBy(product(), back!, { decision: 'returned', subjectId: lost!.id });
  });
});

describe('撤销处理', () => {
  const reopen = async (id: string, username = 'finance') => (await staff(username)).send('POST /statement-lines/:id/reopening', { params: { id }, body: { reason: '核对有误' } });

  it('reverses what was booked, tells the payer, and lets it be decided anew', async () => {
    const payer = await newPayer(product());
    const bill = await newBill(product(), payer, { fen: 1500_00 });
    const code = await codeFor(bill);
    const [line] = await bankDay('service_fee', [{ fen: 1500_00, memo: code }]);
    expect(line).toMatchObject({ state: 'matched', mayReopen: true });
    expect((await reopen(line!.id, 'president')).error.code).toBe('request.forbidden');
    const { body } = await reopen(line!.id);
    expect(body).toMatchObject({ state: 'open', outcome: null, decidedBy: null, difference: expect.any(String) });
    expect(await outstanding(bill)).toBe(1500_00);
    expect(await bookingsOf(product(), `statement_line:${line!.id}`)).toEqual(['bank_received', 'correction']);
    expect((await payer.call('GET /messages', { query: {} as never })).items[0]).toMatchObject({ title: '缴款更正' });
    await decidedBy(product(), body, { decision: 'payable', subjectId: bill.subjectId });
    expect(await bookingsOf(product(), `statement_line:${line!.id}`)).toEqual(['bank_received', 'correction', 'bank_received']);
    expect([await outstanding(bill), await audited(product(), 'reconciliation.line_reopened', line!.id)]).toEqual([0, 1]);
  });

  it('lets an expense wait again for its payment', async () => {
    const expense = await (await staff('clerk')).call('POST /expenses', { body: { fund: 'service_fee', head: 'expense_system', fen: 700_00, payee: '软件公司', purpose: '升级' } });
    await (await staff('president')).call('POST /expenses/:id/approval', { params: { id: expense.id } });
    const [line] = await bankDay('service_fee', [{ fen: -700_00, counterparty: '软件公司' }]);
    expect((await reopen(line!.id)).status).toBe(200);
    expect((await (await staff('clerk')).call('GET /expenses', { query: { state: 'approved' } as never })).items.map(({ id }) => id)).toContain(expense.id);
    await decidedBy(product(), line!, { decision: 'expense', subjectId: expense.id });
  });

  it('is refused where a receipt states the money', async () => {
    const payer = await newPayer(product());
    const bill = await newBill(product(), payer, { fen: 1500_00 });
    const [line] = await bankDay('service_fee', [{ fen: 1500_00, memo: await codeFor(bill) }]);
    await (await staff('finance')).call('POST /receipts', { body: { ...bill, number: `FP${line!.id.slice(0, 8)}`, fen: 1500_00, issuedOn: today('service_fee') } });
    expect((await reopen(line!.id)).error.code).toBe('reconciliation.money_used');
    expect(await outstanding(bill)).toBe(0);
  });

  it('is refused once the month is closed; what was in suspense can still be found out', async () => {
    const payer = await newPayer(product());
    const bill = await newBill(product(), payer, { fen: 1500_00 });
    const [matched, held] = await bankDay('service_fee', [{ fen: 500_00, memo: await codeFor(bill) }, { fen: 20_00, counterparty: '王五' }]);
    await decidedBy(product(), held!, { decision: 'suspense' });
    const [{ id }] = await deps().db.query("SELECT id FROM staff WHERE username = 'finance'");
    await deps().db.query("INSERT INTO ledger_months (month, id, closed_by, closed_at) VALUES ('2026-10', UUID(), ?, ?)", [id, deps().clock.now()]);
    expect((await reopen(matched!.id)).error.code).toBe('ledger.month_closed');
    const [line] = (await linesOf(product(), { fund: 'service_fee' })).filter(({ id: lineId }) => lineId === matched!.id);
    expect(line!.mayReopen).toBe(false);
    await decidedBy(product(), held!, { decision: 'payable', subjectId: bill.subjectId });
    expect(await outstanding(bill)).toBe(1500_00 - 520_00);
    expect((await reopen(held!.id)).body).toMatchObject({ state: 'decided' });
    expect((await reopen(held!.id)).error.code).toBe('ledger.month_closed');
  });
});
