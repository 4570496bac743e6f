import { yuan } from '../../yuan';
import type { BankRow } from './bank-statement-file';
import type { StatementLine } from './statement.entity';

type Known = Pick<StatementLine, 'tradedOn' | 'fen' | 'balanceFen' | 'number'>;

/**
 * What of a bank's file is new, or the row at which it does not fit to what is known. It fits where it begins within the known lines,
 * is the same as far as both go, and so goes on from the last of them; or where it begins right after it. `known` are the lines of the
 * account from the day of the first row on, `last` is the last of all; all oldest first.
 */
export function newRows(rows: BankRow[], known: Known[], last: Known | null): { rows: BankRow[] } | { row: number; message: string } {
  const [first] = rows;
  if (!first || !last) return { rows };
  const start = known.findIndex((_, at) => agreeing(rows, known, at) === Math.min(rows.length, known.length - at));
  if (start >= 0) return { rows: rows.slice(known.length - start) };
  const openingFen = first.balanceFen - first.fen;
  if (openingFen === last.balanceFen && known.every(({ tradedOn }) => tradedOn === first.on)) return { rows };
  const overlap = known.findIndex((line) => isSame(first, line));
  if (overlap >= 0) {
    const at = agreeing(rows, known, overlap);
    const [{ line }, other] = [rows[at]!, known[overlap + at]!];
    return { row: line, message: `第${line}行与已导入的明细不一致，已导入的是${other.tradedOn}的${yuan(other.fen)}、余额${yuan(other.balanceFen!)}。请从网上银行重新导出。` };
  }
  if (known.length > 0) return { row: first.line, message: `第${first.line}行不在已导入的明细里，也接不上最后一笔（${last.tradedOn}，余额${yuan(last.balanceFen!)}）。请导出${last.tradedOn}以后的完整明细。` };
  return { row: first.line, message: `第${first.line}行之前缺少明细：已导入到${last.tradedOn}，余额${yuan(last.balanceFen!)}，而文件从余额${yuan(openingFen)}开始。请从${last.tradedOn}起重新导出。` };
}

/** How many rows are the same as the known lines from there on. */
function agreeing(rows: BankRow[], known: Known[], start: number): number {
  const differing = rows.findIndex((row, index) => known[start + index] === undefined || !isSame(row, known[start + index]!));
  return differing < 0 ? rows.length : differing;
}

const isSame = ({ on, fen, balanceFen, serial }: BankRow, line: Known) => on === line.tradedOn && fen === line.fen && balanceFen === line.balanceFen && (serial === null || line.number === null || serial === line.number);
