import { ledgerAccounts } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { Fund } from './accounts';
import { type Account, classOf, isAccountOf } from './chart';
import { balanceIn, type Days, sumsOf } from './sums';

/** 科目余额: what each account of a fund had before these days, what was debited and credited on them, and its balance after them. */
export async function accountBalances(tx: EntityManager, fund: Fund, { from, to }: Days) {
  const before = from === undefined ? new Map() : await sumsOf(tx, fund, { before: from });
  const during = await sumsOf(tx, fund, { from, to });
  const items = (Object.keys(ledgerAccounts) as Account[])
    .filter((account) => isAccountOf(fund, account))
    .map((account) => {
      const openingFen = balanceIn(before, account);
      const { debitFen = 0, creditFen = 0 } = during.get(account) ?? {};
      return { account, class: classOf[account], openingFen, debitFen, creditFen, balanceFen: openingFen + debitFen - creditFen };
    });
  return { items, balanced: items.reduce((total, { balanceFen }) => total + balanceFen, 0) === 0 };
}
