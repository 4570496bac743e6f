import type { differenceKinds } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { daysOf } from '../ledger/calendar-month';
import { statementGaps } from './gaps';
import { lastReadyDay } from './provider-days';

interface Counts {
  total: string;
  matched: string | null;
  decided: string | null;
  waiting: string | null;
}
interface Difference {
  kind: keyof typeof differenceKinds;
  count: string;
  waiting: string;
  fen: string;
}

/**
 * 一个月的对账: lines are those of the statements, and those that should be there and are not, so that the automatic rate counts every
 * difference against itself.
 */
export async function reconciliationFigures(tx: EntityManager, month: string, now: Date) {
  const { first, last } = daysOf(month);
  const [row]: Counts[] = await tx.query("SELECT COUNT(*) AS total, SUM(state = 'matched') AS matched, SUM(state = 'decided') AS decided, SUM(state = 'open') AS waiting FROM statement_lines WHERE traded_on BETWEEN ? AND ?", [first, last]);
  const kinds: Difference[] = await tx.query(
    "SELECT difference AS kind, COUNT(*) AS count, SUM(state = 'open') AS waiting, SUM(ABS(fen)) AS fen FROM statement_lines WHERE traded_on BETWEEN ? AND ? AND difference IS NOT NULL AND state <> 'matched' GROUP BY difference ORDER BY waiting DESC, count DESC, kind",
    [first, last],
  );
  const [lines, matched] = [Number(row!.total), Number(row!.matched ?? 0)];
  return {
    month,
    lines,
    matched,
    decided: Number(row!.decided ?? 0),
    open: Number(row!.waiting ?? 0),
    automaticRate: lines === 0 ? null : Math.floor((matched * 10_000) / lines),
    differences: kinds.map(({ kind, count, waiting, fen }) => ({ kind, count: Number(count), open: Number(waiting), fen: Number(fen) })),
    missing: await statementGaps(tx, month, { upTo: lastReadyDay(now) }),
  };
}
