import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { beginOn, staffNow } from '../../../test/discipline';
import { booked } from '../../../test/ledger';
import { employeeAt } from '../../../test/people';
import { useProduct } from '../../../test/use-product';
import { nextDay } from '../../clock';
import { readTable } from '../../spreadsheets/read-table';
import { type AccountRef, balanceOf, type Fund } from './accounts';
import type { Account } from './chart';

const product = useProduct();
const staff = (username = 'finance') => staffNow(product(), username);
const book = (change: Parameters<typeof booked>[1] = {}) => booked(product(), change);
beforeEach(() => beginOn(product(), '2026-11-10'));

/** Numbers that look drawn and are the same in every run. */
function drawn(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (state * 48_271) % 2_147_483_647) % below;
}

/** What a due or bill owes is kept for its payer and itself; the naive count knows accounts only by their name. */
const payer = { partyId: uuidv7(), documentId: uuidv7() };
const kept: readonly Account[] = ['receivable', 'advance', 'refund_payable'];
const ref = (account: Account): AccountRef => (kept.includes(account) ? { account, ...payer } : { account });

/** Every way in which money and debts move in the seams between the parts. */
const moves: [debit: Account, credit: Account][] = [
  ['receivable', 'income'], ['income', 'receivable'], ['wechat_clearing', 'receivable'], ['alipay_clearing', 'advance'], ['bank', 'receivable'], ['cash', 'receivable'],
  ['advance', 'refund_payable'], ['receivable', 'refund_payable'], ['refund_payable', 'wechat_clearing'], ['bank', 'suspense'], ['suspense', 'receivable'], ['suspense', 'bank'],
  ['bank', 'wechat_clearing'], ['provider_charges', 'wechat_clearing'], ['expense_system', 'bank'], ['expense_staff', 'bank'], ['bank_charges', 'bank'], ['bank', 'interest'],
  ['bank', 'cash'], ['bank', 'net_assets'], ['advance', 'receivable'], ['alipay_clearing', 'refund_payable'],
]; // prettier-ignore

interface Fact {
  fund: Fund;
  on: string;
  debit: Account;
  credit: Account;
  fen: number;
}

const own: Account[] = ['bank', 'cash', 'wechat_clearing', 'alipay_clearing', 'suspense', 'advance', 'refund_payable'];
const charges: Account[] = ['provider_charges', 'bank_charges', 'expense_staff', 'expense_system', 'expense_storage', 'expense_maintenance'];

describe('专户收支 and 科目余额', () => {
  let facts: Fact[] = [];
  const balance = (account: Account, which: (fact: Fact) => boolean) => facts.filter(which).reduce((sum, { debit, credit, fen }) => sum + (debit === account ? fen : 0) - (credit === account ? fen : 0), 0);
  const money = (which: (fact: Fact) => boolean) => own.reduce((sum, account) => sum + balance(account, which), 0);

  beforeAll(async () => {
    beginOn(product(), '2026-11-10');
    const draw = drawn(20_261_110);
    facts = Array.from({ length: 150 }, () => {
      const [debit, credit] = moves[draw(moves.length)]!;
      return { fund: draw(3) === 0 ? 'dues' : 'service_fee', on: `2026-0${5 + draw(4)}-${String(1 + draw(28)).padStart(2, '0')}`, debit, credit, fen: 1 + draw(999_999) };
    });
    for (const { fund, on, debit, credit, fen } of facts) await book({ fund, on, debit: ref(debit), credit: ref(credit), fen });
  });

  it.each([
    ['service_fee', '2026-05-01', '2026-08-31'],
    ['service_fee', '2026-06-10', '2026-07-03'],
    ['dues', '2026-06-01', '2026-06-30'],
    ['dues', '2026-07-15', '2026-07-15'],
    ['service_fee', '2027-01-01', '2027-12-31'],
  ] as const)('of %s from %s to %s: opening + sources − uses = closing = what lies where, to the fen, as a second count has it', async (fund, from, to) => {
    const { openingFen, sources, uses, closingFen, heldAs } = await (await staff('auditor')).call('GET /ledger/sources-and-uses', { query: { fund, from, to } });
    const sum = (rows: { fen: number }[]) => rows.reduce((total, { fen }) => total + fen, 0);
    expect(openingFen + sum(sources) - sum(uses)).toBe(closingFen);
    expect(sum(heldAs)).toBe(closingFen);

    const of = (which: (fact: Fact) => boolean) => (fact: Fact) => fact.fund === fund && which(fact);
    const during = of(({ on }) => on >= from && on <= to);
    expect(openingFen).toBe(money(of(({ on }) => on < from)));
    expect(closingFen).toBe(money(of(({ on }) => on <= to)));
    const source = (account: Account) => sources.find((row) => row.account === account)?.fen ?? 0;
    expect(source('income')).toBe(0 - balance('income', during) - balance('receivable', during));
    expect([source('interest'), source('net_assets')]).toEqual([0 - balance('interest', during), 0 - balance('net_assets', during)]);
    for (const account of charges) expect([account, uses.find((row) => row.account === account)!.fen]).toEqual([account, balance(account, during)]);
    for (const account of own) expect([account, heldAs.find((row) => row.account === account)!.fen]).toEqual([account, balance(account, of(({ on }) => on <= to))]);
  });

  it('what was raised is no source until it is paid, and what is owed back is not the fund’s own', async () => {
    const asked = { query: { fund: 'dues' as const, from: '2026-11-10', to: '2026-11-10' } };
    const finance = await staff();
    const closing = async () => (await finance.call('GET /ledger/sources-and-uses', asked)).closingFen;
    const before = await closing();
    const bill = { partyId: uuidv7(), documentId: uuidv7() };
    await book({ fund: 'dues', debit: { account: 'receivable', ...bill }, credit: 'income', fen: 6_000_00 });
    expect(await closing()).toBe(before);
    await book({ fund: 'dues', debit: 'bank', credit: { account: 'receivable', ...bill }, fen: 6_000_00 });
    expect(await closing()).toBe(before + 6_000_00);
    await book({ fund: 'dues', debit: 'bank', credit: { account: 'advance', ...bill }, fen: 50_00 });
    await book({ fund: 'dues', debit: { account: 'receivable', ...bill }, credit: { account: 'refund_payable', ...bill }, fen: 1_000_00 });
    expect(await closing()).toBe(before + 5_000_00);
    await book({ fund: 'dues', debit: { account: 'refund_payable', ...bill }, credit: 'bank', fen: 1_000_00 });
    expect(await closing()).toBe(before + 5_000_00);
  });

  it('shows the year’s budget beside what was spent, for a period within one year', async () => {
    const finance = await staff();
    await finance.call('PUT /budgets', { body: { fund: 'service_fee', year: 2026, head: 'expense_system', fen: 80_000_00 } });
    const uses = async (from: string, to: string) => (await finance.call('GET /ledger/sources-and-uses', { query: { fund: 'service_fee', from, to } })).uses;
    const budgets = Object.fromEntries((await uses('2026-05-01', '2026-08-31')).map(({ account, budgetFen }) => [account, budgetFen]));
    expect(budgets).toEqual({ provider_charges: null, bank_charges: null, expense_staff: 0, expense_system: 80_000_00, expense_storage: 0, expense_maintenance: 0 });
    expect((await uses('2025-12-01', '2026-01-31')).every(({ budgetFen }) => budgetFen === null)).toBe(true);
  });

  it('refuses a period that ends before it begins', async () => {
    expect((await (await staff()).send('GET /ledger/sources-and-uses', { query: { fund: 'dues', from: '2026-06-02', to: '2026-06-01' } })).error.fields?.[0]?.field).toBe('to');
  });

  it('the balances of all accounts add up to nothing, on any day', async () => {
    for (const days of [{}, { from: '2026-06-10', to: '2026-07-03' }, { to: '2026-05-31' }] as { from?: string; to?: string }[]) {
      const { items, balanced } = await (await staff()).call('GET /ledger/accounts', { query: { fund: 'service_fee', ...days } });
      expect(balanced).toBe(true);
      const until = days.to ?? '2026-08-31';
      for (const account of ['bank', 'receivable', 'income'] as const) {
        const row = items.find((each) => each.account === account)!;
        expect(row.balanceFen).toBe(balance(account, ({ fund, on }) => fund === 'service_fee' && on <= until));
        expect(row.openingFen + row.debitFen - row.creditFen).toBe(row.balanceFen);
      }
    }
  });

  it('the service fee has no accounts for what it is not for', async () => {
    const accounts = async (fund: Fund) => (await (await staff()).call('GET /ledger/accounts', { query: { fund } })).items.map(({ account }) => account);
    expect((await accounts('dues')).filter((account) => account.startsWith('expense_'))).toHaveLength(7);
    expect((await accounts('service_fee')).filter((account) => account.startsWith('expense_'))).toEqual(['expense_staff', 'expense_system', 'expense_storage', 'expense_maintenance']);
  });
});

describe('分录 and 凭证', () => {
  it('come the latest day first, page by page, filtered by what they touch', async () => {
    const document = `expense:${uuidv7()}`;
    const [one, two, three] = [await book({ on: '2026-10-03', document }), await book({ on: '2026-10-05', document, kind: 'bank_charge', debit: 'bank_charges', credit: 'bank', fen: 5_00 }), await book({ on: '2026-10-05', document, fund: 'dues' })];
    const finance = await staff();
    const ids = async (query: object) => (await finance.call('GET /ledger/bookings', { query: { document, ...query } })).items.map(({ id }) => id);
    expect(await ids({})).toEqual([three, two, one]);
    expect(await ids({ fund: 'dues' })).toEqual([three]);
    expect(await ids({ account: 'bank_charges' })).toEqual([two]);
    expect(await ids({ kind: 'bank_charge' })).toEqual([two]);
    expect(await ids({ from: '2026-10-01', to: '2026-10-04' })).toEqual([one]);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: { id: string }[]; nextCursor: string | null } = await finance.call('GET /ledger/bookings', { query: { document, limit: 1, ...(cursor ? { cursor } : {}) } });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([three, two, one]);
    expect((await finance.send('GET /ledger/bookings', { query: { cursor: 'bm9uZQ' } })).error.fields?.[0]?.field).toBe('cursor');
  });

  it('name the payer, who made them, and what they reverse', async () => {
    const [market] = await product().server.deps.db.query('SELECT id, name FROM markets ORDER BY code LIMIT 1');
    const document = `bill:${uuidv7()}`;
    await book({ kind: 'bill_published', on: '2026-10-08', document, debit: { account: 'receivable', partyId: market.id, documentId: uuidv7() }, credit: 'income', fen: 300, memo: '九月服务费' });
    const { items } = await (await staff()).call('GET /ledger/bookings', { query: { document } });
    expect(items).toEqual([expect.objectContaining({ kind: 'bill_published', on: '2026-10-08', memo: '九月服务费', document, reversesNumber: null, madeBy: '系统', transfers: [{ fund: 'service_fee', debit: `应收款（${market.name}）`, credit: '收入', fen: 300 }] })]);
  });

  it('go out as a table of one month and one fund, money as numbers of yuan, noted in the audit log', async () => {
    const on = '2026-02-28';
    await book({ on, kind: 'bank_charge', debit: 'bank_charges', credit: 'bank', fen: 7, memo: '=手续费', document: 'statement_line:x', reference: 'L-7' });
    await book({ on: '2026-02-01', kind: 'interest', credit: 'interest', fen: 1_234_56, memo: '结息' });
    await book({ on, fund: 'dues', memo: '会费的' });
    await book({ on: nextDay(on), memo: '三月的' });
    const finance = await employeeAt(product(), 'finance');
    const response = await fetch(`${product().url}/api/ledger/vouchers.xlsx?fund=service_fee&month=2026-02`, { headers: { cookie: finance.cookie } });
    expect(decodeURIComponent(response.headers.get('content-disposition')!)).toContain('记账凭证 影像系统服务费 2026-02.xlsx');
    const columns = ['凭证号', '日期', '摘要', '借方科目', '贷方科目', '金额', '制单人'].map((title) => ({ key: title, titles: [title] as [string], required: true, parse: z.string() }));
    const attachment = { key: '附件', titles: ['附件'] as [string], required: false, parse: z.string() };
    const { rows, problems } = await readTable({ name: 'x.xlsx', bytes: Buffer.from(await response.arrayBuffer()) }, [...columns, attachment]);
    expect(problems).toEqual([]);
    expect(rows.map(({ values }) => values)).toEqual([
      { 凭证号: '记-2026-02-0001', 日期: on, 摘要: '=手续费', 借方科目: '银行手续费', 贷方科目: '银行存款', 金额: '0.07', 制单人: '系统', 附件: '对账明细 L-7' },
      { 凭证号: '记-2026-02-0002', 日期: '2026-02-01', 摘要: '结息', 借方科目: '银行存款', 贷方科目: '利息收入', 金额: '1234.56', 制单人: '系统', 附件: null },
    ]);
    const [{ details }] = await product().server.deps.db.query("SELECT details FROM audit_events WHERE action = 'ledger.vouchers_exported'");
    expect(JSON.parse(details)).toEqual({ fund: 'service_fee', month: '2026-02', rows: 2 });
  });
});

describe('an account', () => {
  it('is opened once, however many use it first at once, each for its own payer', async () => {
    const refs = Array.from({ length: 3 }, (): AccountRef => ({ account: 'advance', partyId: uuidv7(), documentId: uuidv7() }));
    await Promise.all(Array.from({ length: 12 }, (_, at) => book({ credit: refs[at % 3]!, fen: 10 })));
    for (const each of refs) expect(await balanceOf(product().server.deps.db.manager, 'service_fee', each)).toBe(-40);
  });
});
