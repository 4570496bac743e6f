import { funds } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { Fund } from './accounts';
import { daysOf, monthAfter, monthsBetween } from './calendar-month';

interface Row {
  month: string;
  fund: Fund;
  raised: string;
  received: string;
}

/**
 * 收款曲线 of the twelve months that end with this one: per fund what was raised (应收, less what was taken back) and what was paid
 * of it (实收, less what was refunded).
 */
export async function collectionCurve(tx: EntityManager, month: string) {
  const first = monthAfter(month, -11);
  const isIncome = (alias: string) => `${alias}.account = 'income'`;
  const isReceivable = (alias: string) => `${alias}.account = 'receivable'`;
  const rows: Row[] = await tx.query(
    `SELECT DATE_FORMAT(b.booked_on, '%Y-%m') AS month, t.fund,
       SUM(t.fen * ((${isIncome('c')}) - (${isIncome('d')}))) AS raised,
       SUM(t.fen * ((${isIncome('c')}) - (${isIncome('d')}) + (${isReceivable('c')}) - (${isReceivable('d')}))) AS received
     FROM ledger_bookings b JOIN ledger_transfers t ON t.booking_id = b.id JOIN ledger_accounts d ON d.id = t.debit_account_id JOIN ledger_accounts c ON c.id = t.credit_account_id
     WHERE b.booked_on BETWEEN ? AND ? GROUP BY DATE_FORMAT(b.booked_on, '%Y-%m'), t.fund`,
    [`${first}-01`, daysOf(month).last],
  );
  const of = new Map(rows.map((row) => [`${row.month} ${row.fund}`, row]));
  return monthsBetween(first, month).flatMap((each) =>
    (Object.keys(funds) as Fund[]).map((fund) => {
      const { raised = 0, received = 0 } = of.get(`${each} ${fund}`) ?? {};
      return { month: each, fund, receivableFen: Number(raised), receivedFen: Number(received) };
    }),
  );
}
