import type { AnswerOf } from '@yongche/contract';
import { toGbk } from '../simulators/alipay/gbk';
import { writeTable } from '../src/spreadsheets/write-table';
import { staffNow } from './discipline';
import type { Product } from './product';

/** What moved on a bank account; positive for what came in. */
export interface BankMove {
  /** YYYY-MM-DD. */
  on: string;
  fen: number;
  /** HH:MM:SS. */
  time?: string;
  counterparty?: string;
  account?: string;
  summary?: string;
  memo?: string;
  serial?: string;
}

export interface StatementFile {
  name: string;
  bytes: Buffer;
  /** Balance after the last move. */
  closingFen: number;
}

type Row = BankMove & { balanceFen: number };
type Cells = [title: string, cell: (row: Row) => string][];

const plain = (fen: number) => `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;
const grouped = (fen: number) => plain(fen).replace(/\B(?=(\d{3})+\.)/g, ',');

/** How two banks lay out their statements: one by 收入 and 支出, one by 借方 and 贷方 with its own words. */
const layouts: Record<'income' | 'credit', Cells> = {
  income: [
    ['交易日期', ({ on }) => on],
    ['交易时间', ({ time = '10:00:00' }) => time],
    ['收入金额', ({ fen }) => (fen > 0 ? plain(fen) : '')],
    ['支出金额', ({ fen }) => (fen < 0 ? plain(-fen) : '')],
    ['账户余额', ({ balanceFen }) => plain(balanceFen)],
    ['对方户名', ({ counterparty = '' }) => counterparty],
    ['对方账号', ({ account = '' }) => account],
    ['摘要', ({ summary = '' }) => summary],
    ['附言', ({ memo = '' }) => memo],
    ['流水号', ({ serial = '' }) => serial],
  ],
  credit: [
    ['记账日期', ({ on }) => on.replaceAll('-', '')],
    ['借方发生额(元)', ({ fen }) => (fen < 0 ? grouped(-fen) : '0.00')],
    ['贷方发生额(元)', ({ fen }) => (fen > 0 ? grouped(fen) : '0.00')],
    ['余额(元)', ({ balanceFen }) => grouped(balanceFen)],
    ['对方单位名称', ({ counterparty = '' }) => counterparty],
    ['对方账号', ({ account = '' }) => account],
    ['用途', ({ memo = '' }) => memo],
    ['摘要', ({ summary = '' }) => summary],
  ],
};

export interface StatementStyle {
  format?: 'xlsx' | 'csv' | 'csv_gbk';
  layout?: keyof typeof layouts;
  newestFirst?: boolean;
  /** Sums and remarks below the table, as banks print them; not in a workbook. */
  remarks?: boolean;
  name?: string;
}

/** 银行对账单: a bank's own file of what moved, oldest first, after an opening balance. */
export async function bankStatement(moves: BankMove[], openingFen: number, { format = 'xlsx', layout = 'income', newestFirst = false, remarks = false, name = '对账单' }: StatementStyle = {}): Promise<StatementFile> {
  let balanceFen = openingFen;
  const rows = moves.map((move) => ({ ...move, balanceFen: (balanceFen += move.fen) }));
  const shown = newestFirst ? [...rows].reverse() : rows;
  const columns = layouts[layout];
  if (format === 'xlsx') {
    const bytes = await writeTable({ title: '对账单', rows: shown, columns: columns.map(([title, cell]) => ({ title, cell })) });
    return { name: `${name}.xlsx`, bytes, closingFen: balanceFen };
  }
  const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [
    ...(remarks ? [['账户明细查询', '', ''], [`起始日期：${moves[0]?.on}`, `截止日期：${moves.at(-1)?.on}`]] : []),
    columns.map(([title]) => title),
    ...shown.map((row) => columns.map(([, cell]) => cell(row))),
    ...(remarks ? [['合计', `收入笔数：${moves.filter(({ fen }) => fen > 0).length}`, ''], ['以上内容仅供参考，以银行记录为准']] : []),
  ];
  const text = `${lines.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`;
  return { name: `${name}.csv`, bytes: format === 'csv_gbk' ? toGbk(text) : Buffer.from(`\ufeff${text}`), closingFen: balanceFen };
}

type Fund = 'dues' | 'service_fee';

/** Finance imports a file; gives the answer, problems and all. */
export async function importedBy(product: Product, fund: Fund, { name, bytes }: Pick<StatementFile, 'name' | 'bytes'>, { to, username = 'finance' }: { to?: string; username?: string } = {}): Promise<AnswerOf<'POST /bank-statements'>> {
  return (await staffNow(product, username)).call('POST /bank-statements', { query: { fund, ...(to ? { to } : {}) }, file: { name, bytes } });
}

export type Line = AnswerOf<'GET /statement-lines'>['items'][number];

/** Every line that was asked for, as finance sees it. */
export async function linesOf(product: Product, query: Partial<Record<'month' | 'state' | 'source' | 'fund' | 'difference', string>> = {}): Promise<Line[]> {
  const finance = await staffNow(product, 'finance');
  const lines: Line[] = [];
  let cursor: string | undefined;
  do {
    const page = await finance.call('GET /statement-lines', { query: { ...query, limit: '100', ...(cursor ? { cursor } : {}) } as never });
    lines.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return lines;
}

/** Finance takes one of the offered keys of a line, or another decision. */
export async function decidedBy(product: Product, line: Line, choice: number | { decision: Line['candidates'][number]['decision']; subjectId?: string | null }, note = ''): Promise<Line> {
  const taken = typeof choice === 'number' ? line.candidates.find(({ key }) => key === choice) : choice;
  if (!taken) throw new Error(`line has no key ${JSON.stringify(choice)}: ${JSON.stringify(line.candidates)}`);
  const { decision, subjectId = null } = taken;
  return (await staffNow(product, 'finance')).call('POST /statement-lines/:id/decision', { params: { id: line.id }, body: { decision, subjectId, note } });
}
