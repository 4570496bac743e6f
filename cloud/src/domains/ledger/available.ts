import type { EntityManager } from 'typeorm';
import type { Fund } from './accounts';
import { ownMoneyAccounts } from './chart';

/**
 * 可用余额: a fund's own money less what is approved and not yet paid, in fen; below zero where more was spent than approved. In one
 * statement, so that an expense that is being paid counts on one side only.
 */
export async function availableFen(tx: EntityManager, fund: Fund): Promise<number> {
  const [row]: { money: string | null; approved: string | null }[] = await tx.query(
    `SELECT (SELECT SUM(IF(d.account IN (?), t.fen, 0) - IF(c.account IN (?), t.fen, 0)) FROM ledger_transfers t
         JOIN ledger_accounts d ON d.id = t.debit_account_id JOIN ledger_accounts c ON c.id = t.credit_account_id WHERE t.fund = ?) AS money,
       (SELECT SUM(e.fen) FROM expenses e WHERE e.fund = ? AND e.state = 'approved') AS approved`,
    [ownMoneyAccounts, ownMoneyAccounts, fund, fund],
  );
  return Number(row!.money ?? 0) - Number(row!.approved ?? 0);
}
