import { beginOn, staffNow } from '../../../test/discipline';
import { audited, balancesOf, bookingsOf, confirmedCash, newBill, newDue, newPayer, type Owed } from '../../../test/payments';
import { type BankMove, bankStatement, decidedBy, importedBy, type Line, linesOf, type StatementStyle } from '../../../test/reconciliation';
import { useProduct } from '../../../test/use-product';
import { yuan } from '../../yuan';
import { balanceOf } from '../ledger/accounts';
import { payableOf } from '../payments/payables';
import { reconciliationRound } from './rounds';

const product = useProduct();
const deps = () => product().server.deps;
const staff = (username: string) => staffNow(product(), username);
type Fund = 'dues' | 'service_fee';

/** Each fund's account as the bank has it: what was imported so far, and the balance. */
const accounts: Record<Fund, { day: number; balanceFen: number }> = { dues: { day: 1, balanceFen: 0 }, service_fee: { day: 1, balanceFen: 0 } };
const today = (fund: Fund) => `2026-10-${String(accounts[fund].day).padStart(2, '0')}`;

/** The next day's moves of an account, imported; gives the lines in the order of the moves. */
async function bankDay(fund: Fund, moves: Omit<BankMove, 'on'>[], style: StatementStyle = {}): Promise<Line[]> {
  const account = accounts[fund];
  account.day++;
  const file = await bankStatement(moves.map((move) => ({ on: today(fund), ...move })), account.balanceFen, style);
  const { problems, added } = await importedBy(product(), fund, file);
  expect([problems, added]).toEqual([[], moves.length]);
  account.balanceFen = file.closingFen;
  const lines = await linesOf(product(), { fund, source: 'bank' });
  return lines.filter(({ on }) => on === today(fund)).reverse();
}
const bankHas = (fund: Fund) => balanceOf(deps().db.manager, fund, { account: 'bank' });
const outstanding = async ({ kind, subjectId }: Owed) => (await payableOf(deps().db.manager, kind, subjectId))!.outstandingFen;
const codeOf = async ({ kind, subjectId }: Owed) => (await payableOf(deps().db.manager, kind, subjectId))!.remittanceCode;

beforeAll(async () => {
  beginOn(product(), '2026-11-05');
  for (const fund of ['dues', 'service_fee'] as const) {
    const file = await bankStatement([{ on: '2026-10-01', fen: 1_00, summary: '结息', counterparty: '应付利息' }], 200_000_00);
    const { statement } = await importedBy(product(), fund, file);
    expect(statement).toMatchObject({ lines: 1, matched: 1, open: 0, inFen: 1_00, outFen: 0, closingFen: 200_001_00, ledgerFen: 200_001_00, from: '2026-10-01', to: '2026-10-01', importedBy: '财务一号' });
    accounts[fund].balanceFen = file.closingFen;
  }
});
/** Whatever a story does: what the bank has is what the ledger has, once nothing of the account waits. */
afterEach(async () => {
  for (const fund of ['dues', 'service_fee'] as const) {
    const open = (await linesOf(product(), { fund, source: 'bank', state: 'open' })).reduce((sum, { fen }) => sum + fen, 0);
    expect([fund, (await bankHas(fund)) + open]).toEqual([fund, accounts[fund].balanceFen]);
  }
});

describe('自动匹配', () => {
  it('books the opening balance of the first statement', async () => {
    expect(await balancesOf(product(), { fund: 'dues' })).toMatchObject({ net_assets: -200_000_00, interest: -1_00 });
  });

  it('finds the code in whatever stands around it, and takes a part of what is owed', async () => {
    const payer = await newPayer(product());
    const [whole, part] = [await newDue(product(), payer), await newDue(product(), payer)];
    const [one, other] = [await codeOf(whole), await codeOf(part)];
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
    const codes = [await codeOf(dues[0]!), await codeOf(dues[1]!)].join(' ');
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

describe('导入', () => {
  const at = (day: number) => `2026-10-${String(day).padStart(2, '0')}`;
  async function nextMoves(count: number) {
    const first = ++accounts.dues.day;
    accounts.dues.day += count;
    return Array.from({ length: count }, (_, index) => ({ on: at(first + index), fen: 10_00 + index, summary: '结息', serial: `K${first + index}` }));
  }
  const known = async () => (await linesOf(product(), { fund: 'dues' })).length;

  it('takes no line twice: the same file, an overlapping one, an older one, two at once', async () => {
    const before = accounts.dues.balanceFen;
    const moves = await nextMoves(4);
    const file = await bankStatement(moves.slice(0, 3), before);
    const both = await Promise.all([importedBy(product(), 'dues', file), importedBy(product(), 'dues', file, { username: 'finance2' })]);
    expect(both.map(({ added, known: repeated }) => [added, repeated]).sort()).toEqual([[0, 3], [3, 0]]);
    const count = await known();
    expect(await importedBy(product(), 'dues', file)).toMatchObject({ statement: null, added: 0, known: 3, problems: [] });
    const overlapping = await bankStatement(moves.slice(1), before + moves[0]!.fen, { format: 'csv_gbk', newestFirst: true });
    expect(await importedBy(product(), 'dues', overlapping)).toMatchObject({ added: 1, known: 2, statement: { lines: 1, from: moves[3]!.on } });
    expect(await importedBy(product(), 'dues', await bankStatement(moves.slice(0, 2), before, { layout: 'credit', format: 'csv' }))).toMatchObject({ added: 0, known: 2 });
    expect(await known()).toBe(count + 1);
    accounts.dues.balanceFen = overlapping.closingFen;
  });

  it('takes two lines that are alike on one day', async () => {
    const before = accounts.dues.balanceFen;
    const on = at(++accounts.dues.day);
    const like = [{ on, fen: 5_00, summary: '结息' }, { on, fen: -5_00, summary: '工本费' }, { on, fen: 5_00, summary: '结息' }, { on, fen: -5_00, summary: '工本费' }];
    expect(await importedBy(product(), 'dues', await bankStatement(like.slice(0, 2), before))).toMatchObject({ added: 2 });
    expect(await importedBy(product(), 'dues', await bankStatement(like, before))).toMatchObject({ added: 2, known: 2 });
    expect(await importedBy(product(), 'dues', await bankStatement(like, before))).toMatchObject({ added: 0, known: 4 });
  });

  it('matches of a very long file 500 lines at once and the rest with the hour', async () => {
    const on = at(++accounts.dues.day);
    const file = await bankStatement(Array.from({ length: 620 }, (_, index) => ({ on, fen: 1 + index, summary: '结息' })), accounts.dues.balanceFen, { format: 'csv' });
    expect((await importedBy(product(), 'dues', file)).statement).toMatchObject({ lines: 620, matched: 500, open: 120 });
    accounts.dues.balanceFen = file.closingFen;
    await reconciliationRound(deps());
    expect((await linesOf(product(), { fund: 'dues', state: 'open' })).filter((line) => line.on === on)).toEqual([]);
  });

  it('refuses a gap, a line that was changed, days before the first statement, and days to come: the whole file, with the row', async () => {
    const before = accounts.dues.balanceFen;
    const [move] = await nextMoves(1);
    const count = await known();
    const problemIn = async (moves: BankMove[], opening: number) => (await importedBy(product(), 'dues', await bankStatement(moves, opening))).problems[0]!;
    expect(await problemIn([move!], before + 1)).toMatchObject({ row: 2, message: expect.stringContaining(`第2行之前缺少明细：已导入到`) });
    expect((await problemIn([move!], before + 1)).message).toContain(`余额${yuan(before)}，而文件从余额${yuan(before + 1)}开始`);
    expect((await problemIn([{ on: '2026-09-30', fen: 1_00, summary: '结息' }, { on: '2026-10-01', fen: 1_00, summary: '结息' }], 199_999_00)).message).toContain('不在已导入的明细里');
    expect((await problemIn([{ on: '2026-10-01', fen: 1_00, summary: '结息' }, { on: '2026-10-02', fen: 77_00, summary: '结息' }], 200_000_00)).message).toContain('与已导入的明细不一致');
    expect((await problemIn([{ ...move!, on: '2026-11-06' }], before)).message).toContain('还没有到');
    expect(await known()).toBe(count);
    expect(await importedBy(product(), 'dues', await bankStatement([move!], before))).toMatchObject({ added: 1 });
    accounts.dues.balanceFen += move!.fen;
  });

  it('covers the days after its last line where finance says to which day it goes, with lines or without', async () => {
    const missing = async () => (await (await staff('finance')).call('GET /reconciliation', { query: { month: '2026-10' } })).missing.filter(({ fund }) => fund === 'dues');
    const covered = at(accounts.dues.day);
    expect(await missing()).toEqual([{ source: 'bank', fund: 'dues', from: expect.any(String), to: '2026-10-31' }]);
    const empty = { name: '对账单.csv', bytes: Buffer.from('日期,收入,支出,余额\n') };
    expect((await importedBy(product(), 'dues', empty)).problems).toHaveLength(1);
    expect((await importedBy(product(), 'dues', empty, { to: '2026-11-06' })).problems[0]!.message).toContain('也不晚于今天');
    expect(await importedBy(product(), 'dues', empty, { to: '2026-10-31' })).toMatchObject({ added: 0, statement: { lines: 0, to: '2026-10-31', closingFen: accounts.dues.balanceFen, ledgerFen: expect.any(Number) } });
    expect([covered < '2026-10-31', await missing()]).toEqual([true, []]);
    expect(await importedBy(product(), 'dues', empty, { to: '2026-10-31' })).toMatchObject({ statement: null });
  });

  it('refuses the statement of another account: by its number, and where another fund has its lines', async () => {
    const account = { fund: 'dues' as const, payeeName: '协会', bankName: '某银行', bankNumber: '33010100001111' };
    await (await staff('finance')).call('PUT /payee-accounts', { body: account });
    const rows = (number: string) => ({ name: '对账单.csv', bytes: Buffer.from(`日期,账号,收入,支出,余额\n2026-11-01,${number},1.00,,${(accounts.dues.balanceFen + 100) / 100}\n`) });
    expect((await importedBy(product(), 'dues', rows('33010100002222'))).problems).toEqual([{ row: 2, column: '账号', message: '对账单的账号尾号2222，不是登记的会费账户（尾号1111）。请核对选的资金。' }]);
    await deps().db.query('DELETE FROM payee_accounts');
  });

  it('is finance’s alone, and no file of the bank is kept', async () => {
    const file = await bankStatement([{ on: '2026-11-01', fen: 1 }], accounts.dues.balanceFen);
    for (const username of ['clerk', 'president', 'auditor']) {
      expect((await (await staff(username)).send('POST /bank-statements', { query: { fund: 'dues' }, file })).error.code).toBe('request.forbidden');
    }
    expect(await deps().db.query("SELECT f.statement_id FROM statement_files f JOIN statements s ON s.id = f.statement_id WHERE s.source = 'bank'")).toEqual([]);
    const [{ id }] = await deps().db.query("SELECT id FROM statements WHERE source = 'bank' ORDER BY id LIMIT 1");
    expect(await audited(product(), 'reconciliation.statement_imported', id)).toBe(1);
  });

  it('leaves what the bank said as it came: not even SQL changes or deletes a line', async () => {
    await expect(deps().db.query('UPDATE statement_lines SET fen = fen + 1')).rejects.toThrow('a statement line stays as it came');
    await expect(deps().db.query('DELETE FROM statement_lines')).rejects.toThrow('statement_lines stay');
  });
});

describe('逐条处理', () => {
  it('offers what may be meant, best first, each with what fits and what does not; the first key is right', async () => {
    const payer = await newPayer(product(), 'alipay', '鄞州甲市场管理有限公司');
    const bill = await newBill(product(), payer, { fen: 1500_00 });
    const code = await codeOf(bill);
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
    const code = await codeOf(bill);
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
    const [line] = await bankDay('service_fee', [{ fen: 1500_00, memo: await codeOf(bill) }]);
    await (await staff('finance')).call('POST /receipts', { body: { ...bill, number: `FP${line!.id.slice(0, 8)}`, fen: 1500_00, issuedOn: today('service_fee') } });
    expect((await reopen(line!.id)).error.code).toBe('reconciliation.money_used');
    expect(await outstanding(bill)).toBe(0);
  });

  it('is refused once the month is closed; what was in suspense can still be found out', async () => {
    const payer = await newPayer(product());
    const bill = await newBill(product(), payer, { fen: 1500_00 });
    const [matched, held] = await bankDay('service_fee', [{ fen: 500_00, memo: await codeOf(bill) }, { fen: 20_00, counterparty: '王五' }]);
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
