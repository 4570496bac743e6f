import { startOfDay } from '../../clock';
import type { UploadedFile } from '../../http/file-body';
import { type Line, type Problem, readTable, type ValuesOf } from '../../spreadsheets/read-table';
import { yuan } from '../../yuan';
import { remittanceCodesIn } from '../payments/remittance-code';
import { bankColumns, bankDay, moneyCell } from './bank-columns';

/** One line of a bank's statement. */
export interface BankRow {
  /** Numbered as Excel shows it. */
  line: number;
  /** The day on which the bank entered it (Shanghai). */
  on: string;
  at: Date | null;
  /** Positive for what came in, negative for what went out, never 0. */
  fen: number;
  balanceFen: number;
  serial: string | null;
  counterparty: string | null;
  accountTail: string | null;
  memo: string | null;
}

/** A statement as it was read, oldest line first; with a problem it has no rows. */
export interface BankFile {
  rows: BankRow[];
  problems: { row: number; column: string | null; message: string }[];
  /** Nothing moved: a heading with no line below it. */
  empty: boolean;
  /** Numbers of the account itself, where the bank writes them beside each line. */
  accounts: string[];
}

type Values = ValuesOf<typeof bankColumns>;
const mostProblems = 200;

/**
 * Reads a bank's .xlsx or .csv file before any transaction is open: every line, whichever end it begins at, and the balance from
 * line to line. Lines below the table that have neither day nor balance (sums, remarks) are passed over.
 * @throws spreadsheet.… where it is no table
 */
export async function readBankStatement(file: UploadedFile): Promise<BankFile> {
  const table = await readTable(file, bankColumns);
  const problems = table.problems.map(asProblem);
  if (table.rowCount === 0) return { rows: [], problems, empty: table.headed, accounts: [] };
  const last = table.rows.findLast(({ values }) => !isRemark(values))?.line ?? 0;
  const rows = table.rows
    .filter(({ line }) => line <= last)
    .flatMap(({ line, values }) => {
      const read = readRow(line, values);
      if ('message' in read) problems.push(asProblem(read));
      return 'message' in read ? [] : [read];
    });
  const inOrder = oldestFirst(rows);
  const broken = problems.length === 0 ? (breakIn(inOrder) ?? disorderIn(inOrder)) : undefined;
  if (broken) problems.push(asProblem(broken));
  const accounts = [...new Set(table.rows.flatMap(({ line, values }) => (line <= last && values.own ? [values.own.replace(/\D/g, '')] : [])))].filter((digits) => digits !== '');
  if (problems.length === 0) return { rows: inOrder, problems, empty: rows.length === 0, accounts };
  return { rows: [], problems: problems.sort((one, other) => one.row - other.row).slice(0, mostProblems), empty: false, accounts };
}

const asProblem = ({ line, column, message }: Problem) => ({ row: line, column, message });

const dayOf = (text: string | null) => (text === null ? undefined : bankDay.safeParse(text).data);
const fenOf = (text: string | null) => (text === null ? 0 : moneyCell.safeParse(text).data);

/** 合计, 打印时间 and the like: no day, no balance. */
const isRemark = ({ entryOn, tradedOn, time, balance }: Values) => (balance === null || fenOf(balance) === undefined) && [entryOn, tradedOn, time].every((text) => dayOf(text) === undefined);

function readRow(line: Line['line'], values: Values): BankRow | Problem {
  const fault = (column: string, what: string): Problem => ({ line, column, message: `第${line}行${what}` });
  const given = values.entryOn ?? values.tradedOn ?? values.time;
  const on = dayOf(given);
  if (!on) return fault('交易日期', given ? `的日期“${given.slice(0, 20)}”不是有效日期，请写成 2026-01-31 的样子。` : '没有交易日期或记账日期，请从网上银行重新导出。');
  const unread = (['income', 'outgo', 'sum', 'balance'] as const).find((key) => fenOf(values[key]) === undefined);
  if (unread) return fault(titleOf(unread), `“${titleOf(unread)}”不是金额，请写成 1234.56 的样子。`);
  if (values.balance === null) return fault('余额', '没有余额，请从网上银行重新导出带余额的对账单。');
  const fen = movedBy(values);
  if (fen === undefined) return fault('交易金额', '既有收入又有支出，或借贷标志认不出，请核对。');
  if (fen === 0) return fault('收入金额', '没有收入金额，也没有支出金额，请核对。');
  const account = values.account?.replace(/\s/g, '') ?? '';
  return {
    line,
    on,
    at: momentOf(dayOf(values.tradedOn) ?? on, values.time),
    fen,
    balanceFen: fenOf(values.balance)!,
    serial: values.serial?.slice(0, 64) || null,
    counterparty: values.counterparty?.slice(0, 100) || null,
    accountTail: /^[\dA-Za-z*-]{4,}$/.test(account) ? account.slice(-4) : null,
    memo: memoOf(values),
  };
}

const titleOf = (key: (typeof bankColumns)[number]['key']) => bankColumns.find((column) => column.key === key)!.titles[0];

/** What a line moves; undefined where it says two things at once. */
function movedBy({ income, outgo, sum, side }: Values): number | undefined {
  const [came, went, moved] = [fenOf(income)!, fenOf(outgo)!, fenOf(sum)!];
  if (came !== 0 || went !== 0) return came !== 0 && went !== 0 ? undefined : came - went;
  if (moved === 0 || !side) return moved;
  if (/^(贷|收|转入|来|入|C|\+)/i.test(side)) return moved;
  return /^(借|付|支|转出|往|出|D|-)/i.test(side) ? 0 - Math.abs(moved) : undefined;
}

/** What payer and bank say of it, each thing once; of a long number its last four digits, unless a remittance code ran into it. */
function memoOf({ summary, postscript, purpose, remark }: Values): string | null {
  const said = [...new Set([postscript, purpose, remark, summary].filter((text): text is string => !!text))].join(' ');
  const shortened = said.replace(/\d{7,}(?=\d{4})/g, '*').slice(0, 280);
  const kept = remittanceCodesIn(shortened);
  const lost = remittanceCodesIn(said).filter((code) => !kept.includes(code));
  return [shortened, ...lost.slice(0, 2)].join(' ').trim() || null;
}

/** The moment of a line, where the bank gives the time of day. */
function momentOf(day: string, time: string | null): Date | null {
  const [, hour, minute, second] = /(?:^|\s)(\d{1,2}):?(\d\d):?(\d\d)$/.exec(time ?? '') ?? [];
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  return seconds < 24 * 3600 ? new Date(startOfDay(day).getTime() + seconds * 1000) : null;
}

/** Banks write the newest line first or last: their moments tell, and within one day the order in which the balances follow from each other. */
function oldestFirst(rows: BankRow[]): BankRow[] {
  const [first, last] = [rows[0], rows.at(-1)];
  const turned = [...rows].reverse();
  if (!first || !last) return rows;
  if (first.on !== last.on) return first.on > last.on ? turned : rows;
  if (first.at && last.at && first.at.getTime() !== last.at.getTime()) return first.at > last.at ? turned : rows;
  return breakIn(rows) !== undefined && breakIn(turned) === undefined ? turned : rows;
}

/** The first line whose balance does not follow from the one before. */
function breakIn(rows: BankRow[]): Problem | undefined {
  const at = rows.findIndex(({ fen, balanceFen }, index) => index > 0 && rows[index - 1]!.balanceFen + fen !== balanceFen);
  if (at < 0) return undefined;
  const [{ balanceFen: before }, { line, fen, balanceFen }] = [rows[at - 1]!, rows[at]!];
  const should = `上一笔余额${yuan(before)}，本笔${fen > 0 ? '收入' : '支出'}${yuan(Math.abs(fen))}，余额应为${yuan(before + fen)}，文件中是${yuan(balanceFen)}`;
  return { line, column: '余额', message: `第${line}行余额对不上：${should}。可能缺了明细或被改动，请从网上银行重新导出整份对账单。` };
}

function disorderIn(rows: BankRow[]): Problem | undefined {
  const at = rows.findIndex(({ on }, index) => index > 0 && on < rows[index - 1]!.on);
  if (at < 0) return undefined;
  return { line: rows[at]!.line, column: '交易日期', message: `第${rows[at]!.line}行的日期${rows[at]!.on}早于它前面的一笔（${rows[at - 1]!.on}），请核对日期。` };
}
