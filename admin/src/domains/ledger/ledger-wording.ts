import { expenseStates, ledgerAccounts } from '@yongche/contract/vocabulary';
import { yuanOf } from '../../components/money';
import type { Tone } from '../../components/tone-tag';
import type { AccountBalance, Budget, Expense, SourcesAndUses } from './ledger';

/** A balance by its side, as books have it: 借 ¥5.00 where more was debited, 贷 ¥5.00 where more was credited, 平 where nothing is left. */
export function sideOf(balanceFen: number): { side: '借' | '贷' | '平'; sum: string } {
  if (balanceFen === 0) return { side: '平', sum: yuanOf(0) };
  return { side: balanceFen > 0 ? '借' : '贷', sum: yuanOf(Math.abs(balanceFen)) };
}

interface Totals {
  openingFen: number;
  debitFen: number;
  creditFen: number;
  balanceFen: number;
}

/** The sum line: both sides of all accounts, which are equal, and both balances, which come to nought. */
export function totalsOf(items: Pick<AccountBalance, keyof Totals>[]): Totals {
  const sum = (of: keyof Totals) => items.reduce((total, item) => total + item[of], 0);
  return { openingFen: sum('openingFen'), debitFen: sum('debitFen'), creditFen: sum('creditFen'), balanceFen: sum('balanceFen') };
}

const sumOf = (items: { fen: number }[]) => items.reduce((total, { fen }) => total + fen, 0);

/** The equation of a fund's money: opening + sources − uses = closing = where it lies; `holds` says whether it does. */
export function equationOf({ openingFen, sources, uses, closingFen, heldAs }: SourcesAndUses) {
  const [sourcesFen, usesFen, heldFen] = [sumOf(sources), sumOf(uses), sumOf(heldAs)];
  return { openingFen, sourcesFen, usesFen, closingFen, heldFen, holds: openingFen + sourcesFen - usesFen === closingFen && heldFen === closingFen };
}

/** Of the income what came in is 实收, not what was raised; net assets are what the account had before its first statement. */
export const sourceName = (account: SourcesAndUses['sources'][number]['account']): string => (account === 'income' ? '实收' : account === 'net_assets' ? '建账前的银行余额' : ledgerAccounts[account]);

export const expenseTones: Record<Expense['state'], Tone> = { submitted: 'warn', approved: 'busy', paid: 'good', refused: 'plain', withdrawn: 'over' };
export const expenseStateWord = ({ state }: Pick<Expense, 'state'>): string => expenseStates[state];

/** What of a head's budget is neither spent nor approved yet; below zero where it is exceeded. */
export const leftOf = ({ budgetFen, committedFen, spentFen }: Pick<Budget, 'budgetFen' | 'committedFen' | 'spentFen'>): number => budgetFen - committedFen - spentFen;

/** What a request of so much means for the head's budget, in one sentence; undefined while there is nothing to say. */
export function budgetWarning({ budgetFen, ...rest }: Pick<Budget, 'budgetFen' | 'committedFen' | 'spentFen'>, fen: number): string | undefined {
  const left = leftOf({ budgetFen, ...rest });
  if (budgetFen === 0) return '这个科目本年没有预算，请在用途中写明依据。';
  return fen > left ? `超出本年预算 ${yuanOf(fen - left)}，请在用途中写明依据。` : undefined;
}
