import { codeOf, outstandingOf, useBankAccounts } from '../../../test/bank-accounts';
import { staffNow } from '../../../test/discipline';
import { audited, balancesOf, bookingsOf, confirmedCash, newBill, newDue, newPayer, type Owed } from '../../../test/payments';
import { decidedBy, linesOf } from '../../../test/reconciliation';
import { useProduct } from '../../../test/use-product';
import { payableOf } from '../payments/payables';
import { reconciliationRound } from './rounds';

const product = useProduct();
const { today, bankDay } = useBankAccounts(product);
const deps = () => product().server.deps;
const staff = (username: string) => staffNow(product(), username);
const outstanding = (owed: Owed) => outstandingOf(product(), owed);
const codeFor = (owed: Owed) => codeOf(product(), owed);

describe('自动匹配', () => {
  it('books the opening balance of the first statement', async () => {
    expect(await balancesOf(product(), { fund: 'dues' })).toMatchObject({ net_assets: -200_000_00, interest: -1_00 });
  });

  it('finds the code in whatever stands around it, and takes a part of what is owed', async () => {
    const payer = await newPayer(product());
    const [whole, part] = [await newDue(product(), payer), await newDue(product(), payer)];
    const [one, other] = [await codeFor(whole), await codeFor(part)];
    const lines = await bankDay('dues', [
      { fen: 6000_00, counterparty: '某某个人账户', memo: `转存 会费${one.slice(0, 4).toLowerCase()} ${one.slice(4)}王经理`, serial: 'S1' },
      { fen: 2000_00, counterparty: payer.name, memo: `附言：${other}，先付一部分` },
    ]);
    expect(lines.map(({ state, outcome }) => [state, outcome])).toEqual([
      ['matched', `附言码${one}，计入“${payer.name} ${(await payableOf(deps().db.manager, 'due', whole.subjectId))!.title}”6,000.00元`],
      ['matched', expect.stringContaining(`附言码${other}`)],
    ]);
    expect([await outstanding(whole), await outstanding(part)]).toEqual([0, 4000_00]);
    const paid = (await payer.call('GET /my-payables')).items.find(({ id }) => id === whole.subjectId)!;
    expect(paid).toMatchObject({ standing: 'paid', payments: [{ on: today('dues'), way: 'bank', fen: 6000_00, reference: 'S1' }] });
    const { items } = await payer.call('GET /messages', { query: {} as never });
    expect(items[0]).toMatchObject({ kind: 'payment', title: '缴款已入账' });
  });

  it('takes several codes in one transfer where the sum is that of all of them', async () => {
    const payer = await newPayer(product());
    const dues = [await newDue(product(), payer, { fen: 3000_00 }), await newDue(product(), payer, { fen: 6000_00 })];
    const codes = [await codeFor(dues[0]!), await codeFor(dues[1]!)].join(' ');
    const [exact, wrong] = await bankDay('dues', [{ fen: 9000_00, memo: codes }, { fen: 100, memo: codes }]);
    expect([exact!.state, wrong!.state, wrong!.difference]).toEqual(['matched', 'open', 'double_payment']);
    expect([await outstanding(dues[0]!), await outstanding(dues[1]!)]).toEqual([0, 0]);
    await decidedBy(product(), wrong!, { decision: 'suspense' });
  });

  it('knows the payer by the name, however it is written, where the sum is all that is owed', async () => {
    const payer = await newPayer(product(), 'alipay', '甬江（试验）二手车经纪有限公司');
    const due = await newDue(product(), payer, { fen: 6000_01 });
    const [line] = await bankDay('dues', [{ fen: 6000_01, counterparty: '甬江(试验)二手车经纪 有限公司', memo: '会费' }]);
    expect(line).toMatchObject({ state: 'matched', outcome: expect.stringContaining('户名与金额都相符') });
    expect(await outstanding(due)).toBe(0);

    const two = [await newDue(product(), payer, { fen: 3000_00 }), await newDue(product(), payer, { fen: 500_00 })];
    const [one, all] = await bankDay('dues', [{ fen: 500_00, counterparty: payer.name }, { fen: 3500_00, counterparty: payer.name }]);
    expect([one!.state, one!.difference, all!.state]).toEqual(['open', 'wrong_amount', 'matched']);
    expect([await outstanding(two[0]!), await outstanding(two[1]!)]).toEqual([0, 0]);
    expect(one!.candidates.map(({ decision }) => decision)).toEqual(['suspense', 'interest']);
    await decidedBy(product(), one!, 1);
  });

  it('knows the company behind a market, and leaves two payers of one name to a person', async () => {
    const payer = await newPayer(product(), 'alipay', '市场管理试验有限公司');
    const bill = await newBill(product(), payer, { fen: 1234_56 });
    const [line] = await bankDay('service_fee', [{ fen: 1234_56, counterparty: payer.name }]);
    expect([line!.state, await outstanding(bill)]).toEqual(['matched', 0]);

    const twins = [await newPayer(product(), 'alipay', '同名车行'), await newPayer(product(), 'alipay', '同名车行')];
    const dues = [await newDue(product(), twins[0]!, { fen: 700_00 }), await newDue(product(), twins[1]!, { fen: 700_00 })];
    const [unclear] = await bankDay('dues', [{ fen: 700_00, counterparty: '同名车行' }]);
    expect(unclear).toMatchObject({ state: 'open', difference: 'wrong_amount' });
    expect(unclear!.candidates.slice(0, 2).map(({ subjectId }) => subjectId).sort()).toEqual(dues.map(({ subjectId }) => subjectId).sort());
    await decidedBy(product(), unclear!, 1);
  });

  it('knows an approved expense, cash that was banked, interest and the bank’s charges', async () => {
    const clerk = await staff('clerk');
    const expense = await clerk.call('POST /expenses', { body: { fund: 'dues', head: 'expense_office', fen: 888_00, payee: '甬城文具有限公司', purpose: '打印纸' } });
    await (await staff('president')).call('POST /expenses/:id/approval', { params: { id: expense.id } });
    const payer = await newPayer(product());
    await confirmedCash(product(), await newDue(product(), payer), 3000_00);
    const lines = await bankDay('dues', [
      { fen: -888_00, counterparty: '甬城文具有限公司', memo: '货款' },
      { fen: 3000_00, summary: '现金存入' },
      { fen: 12_34, summary: '结息' },
      { fen: -15_00, summary: '对公短信费' },
      { fen: -900_00, summary: '手续费', counterparty: '中国某银行' },
      { fen: 50_00, summary: '结息', counterparty: '冒充利息的付款人' },
      { fen: -888_00, counterparty: '甬城文具有限公司', memo: '货款' },
    ]);
    expect(lines.map(({ state }) => state)).toEqual(['matched', 'matched', 'matched', 'matched', 'open', 'open', 'open']);
    expect((await clerk.call('GET /expenses', { query: { state: 'paid' } as never })).items[0]).toMatchObject({ id: expense.id, paidOn: today('dues') });
    expect(await bookingsOf(product(), ...lines.map(({ id }) => `statement_line:${id}`))).toEqual(['expense_paid', 'cash_banked', 'interest', 'bank_charge']);
    expect(lines[4]!.candidates[0]).toMatchObject({ decision: 'bank_charge', why: '摘要为银行收费' });
    expect(lines[6]!.candidates.map(({ decision }) => decision)).toEqual(['bank_charge']);
    for (const line of [lines[4]!, lines[6]!]) await decidedBy(product(), line, { decision: 'bank_charge' });
    await decidedBy(product(), lines[5]!, { decision: 'suspense' });
  });

  it('looks again every hour: what was published or approved after the transfer is matched then, but not what a person has opened', async () => {
    const payer = await newPayer(product(), 'alipay', '先付后立有限公司');
    const [early, another] = await bankDay('dues', [{ fen: 4321_00, counterparty: payer.name }, { fen: 4322_00, counterparty: payer.name }]);
    expect([early!.state, another!.state]).toEqual(['open', 'open']);
    const due = await newDue(product(), payer, { fen: 4321_00 });
    await Promise.all([reconciliationRound(deps()), reconciliationRound(deps())]);
    const [after] = (await linesOf(product(), { fund: 'dues' })).filter(({ id }) => id === early!.id);
    expect(after).toMatchObject({ state: 'matched', difference: null, decidedBy: null, mayReopen: true });
    expect([await outstanding(due), await audited(product(), 'reconciliation.line_decided', early!.id)]).toEqual([0, 1]);

    const finance = await staff('finance');
    await finance.call('POST /statement-lines/:id/reopening', { params: { id: early!.id }, body: { reason: '不是这一笔' } });
    await reconciliationRound(deps());
    expect(await outstanding(due)).toBe(4321_00);
    for (const { id } of [early!, another!]) await finance.call('POST /statement-lines/:id/decision', { params: { id }, body: { decision: 'suspense' } });
  });
});
