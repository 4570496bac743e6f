import type { EntityManager } from 'typeorm';
import type { By } from '../../audit/audit';
import { bookBankLine } from './book-bank-line';
import { differenceOf, type Fit, fitOf } from './fit-bank-line';
import type { OpenItems } from './open-items';
import type { StatementLine } from './statement.entity';

/**
 * Matches lines of one fund's account in their order and books what fits; `lines` and `items` are brought up to date, nothing else is
 * written. What does not fit stays open, with its difference.
 */
export async function matchBankLines(tx: EntityManager, lines: StatementLine[], items: OpenItems, by: By): Promise<void> {
  for (const line of lines) {
    const fit = fitOf(line, items);
    if (!fit) {
      line.difference = differenceOf(line, items);
      continue;
    }
    Object.assign(line, await bookBankLine(tx, line, fit, by), { state: 'matched', difference: null });
    useUp(items, fit);
  }
}

/** What was matched is no longer open for the lines that follow. */
function useUp(items: OpenItems, fit: Fit): void {
  if (fit.decision === 'payable') for (const { payable, fen } of fit.shares) payable.outstandingFen -= fen;
  if (fit.decision === 'expense') items.expenses = items.expenses.filter(({ id }) => id !== fit.expense.id);
  if (fit.decision === 'cash_banked') items.cashFen = 0;
  if (fit.decision !== 'payout' || !fit.days) return;
  const { provider, days } = fit;
  items.unpaidDays = items.unpaidDays.filter(({ provider: its, day }) => its !== provider || day < days.from || day > days.to);
}
