import type { EntityManager } from 'typeorm';
import type { Fund } from './accounts';
import type { Account } from './chart';

/** What was debited and credited, in fen. */
export interface Sum {
  debitFen: number;
  creditFen: number;
}

interface Row {
  account: Account;
  debit: string;
  credit: string;
}

/** Days (Shanghai): `from` and `to` included, `before` not; open on the side that is not given. */
export interface Days {
  from?: string | undefined;
  to?: string | undefined;
  before?: string | undefined;
}

/** The lines of a fund summed by account over these days; an account without lines is not among them. */
export async function sumsOf(tx: EntityManager, fund: Fund, { from = '0001-01-01', to = '9999-12-31', before = '9999-12-31' }: Days = {}): Promise<Map<Account, Sum>> {
  const side = (column: string, debit: string, credit: string) =>
    `SELECT t.${column} AS account_id, ${debit} AS debit, ${credit} AS credit FROM ledger_transfers t JOIN ledger_bookings b ON b.id = t.booking_id WHERE t.fund = ? AND b.booked_on BETWEEN ? AND ? AND b.booked_on < ? GROUP BY t.${column}`;
  const rows: Row[] = await tx.query(
    `SELECT a.account, SUM(s.debit) AS debit, SUM(s.credit) AS credit
     FROM (${side('debit_account_id', 'SUM(t.fen)', '0')} UNION ALL ${side('credit_account_id', '0', 'SUM(t.fen)')}) s JOIN ledger_accounts a ON a.id = s.account_id GROUP BY a.account`,
    [fund, from, to, before, fund, from, to, before],
  );
  return new Map(rows.map(({ account, debit, credit }) => [account, { debitFen: Number(debit), creditFen: Number(credit) }]));
}

/** Debit − credit of these accounts together, in fen. */
export function balanceOfAll(sums: Map<Account, Sum>, accounts: readonly Account[]): number {
  return accounts.reduce((total, account) => total + balanceIn(sums, account), 0);
}

/** Debit − credit of one account, in fen. */
export function balanceIn(sums: Map<Account, Sum>, account: Account): number {
  const { debitFen = 0, creditFen = 0 } = sums.get(account) ?? {};
  return debitFen - creditFen;
}
