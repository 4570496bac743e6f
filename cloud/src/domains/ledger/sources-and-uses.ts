import type { EntityManager } from 'typeorm';
import { refuseField } from '../../http/errors';
import type { Fund } from './accounts';
import { budgetsOf } from './budgets';
import { type Account, classOf, heads, isAccountOf, moneyAccounts, owedAccounts, ownMoneyAccounts } from './chart';
import { balanceIn, balanceOfAll, type Sum, sumsOf } from './sums';

interface Period {
  from: string;
  to: string;
}

/**
 * 专户收支 as money moved: what came in and went out over these days, and where the rest lies. Fees count once they are paid, not
 * when they are raised, and only what is the fund's own: what is owed back (待查、预收、应付退款) lies there with a minus. So
 * opening + sources − uses = closing = the sum of `heldAs`, to the fen. Budgets are shown for a period within one year.
 * @throws request.invalid for a period that ends before it begins
 */
export async function sourcesAndUses(tx: EntityManager, fund: Fund, { from, to }: Period) {
  if (to < from) refuseField('to', '截止日期不能早于开始日期。');
  const opening = await sumsOf(tx, fund, { before: from });
  const during = await sumsOf(tx, fund, { from, to });
  const closing = await sumsOf(tx, fund, { to });
  const year = from.slice(0, 4) === to.slice(0, 4) ? Number(from.slice(0, 4)) : null;
  const budgets = year === null ? new Map<Account, number>() : await budgetsOf(tx, fund, year);
  const uses = (Object.keys(classOf) as Account[])
    .filter((account) => classOf[account] === 'expense' && isAccountOf(fund, account))
    .map((account) => ({ account, fen: balanceIn(during, account), budgetFen: year !== null && heads.some((head) => head === account) ? (budgets.get(account) ?? 0) : null }));
  return {
    fund,
    from,
    to,
    openingFen: balanceOfAll(opening, ownMoneyAccounts),
    sources: [
      { account: 'income' as const, fen: receivedIn(during) },
      { account: 'interest' as const, fen: -balanceIn(during, 'interest') },
      { account: 'net_assets' as const, fen: -balanceIn(during, 'net_assets') },
    ].filter(({ account, fen }) => account !== 'net_assets' || fen !== 0),
    uses,
    closingFen: balanceOfAll(closing, ownMoneyAccounts),
    heldAs: [...moneyAccounts, ...owedAccounts].map((account) => ({ account, fen: balanceIn(closing, account) })),
  };
}

/** 实收: of what was raised the part that was paid, less what was given back: the income less what it added to what is to be paid. */
const receivedIn = (sums: Map<Account, Sum>): number => -balanceIn(sums, 'income') - balanceIn(sums, 'receivable');
