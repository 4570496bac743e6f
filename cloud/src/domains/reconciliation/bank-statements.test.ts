import { useBankAccounts } from '../../../test/bank-accounts';
import { staffNow } from '../../../test/discipline';
import { audited } from '../../../test/payments';
import { type BankMove, bankStatement, importedBy, linesOf } from '../../../test/reconciliation';
import { useProduct } from '../../../test/use-product';
import { yuan } from '../../yuan';
import { reconciliationRound } from './rounds';

const product = useProduct();
const { accounts } = useBankAccounts(product);
const deps = () => product().server.deps;
const staff = (username: string) => staffNow(product(), username);

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
