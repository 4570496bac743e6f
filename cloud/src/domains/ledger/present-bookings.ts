import { ledgerAccounts } from '@yongche/contract';
import { type EntityManager, In } from 'typeorm';
import { Staff } from '../identity/staff.entity';
import type { Fund } from './accounts';
import type { Account } from './chart';
import { LedgerBooking } from './ledger.entity';

/** A transfer with the names of its accounts, such as 应收款（示范二手车市场）. */
export interface NamedTransfer {
  fund: Fund;
  debit: string;
  credit: string;
  fen: number;
}

interface Row {
  bookingId: string;
  fund: Fund;
  debit: Account;
  debitParty: string | null;
  credit: Account;
  creditParty: string | null;
  fen: string;
}

/** The transfers of each of these bookings, in their order. */
export async function transfersOf(tx: EntityManager, bookings: Pick<LedgerBooking, 'id'>[]): Promise<Map<string, NamedTransfer[]>> {
  const transfers = new Map<string, NamedTransfer[]>(bookings.map(({ id }) => [id, []]));
  if (bookings.length === 0) return transfers;
  const party = (alias: string) => `COALESCE((SELECT k.name FROM markets k WHERE k.id = ${alias}.party_id), (SELECT m.name FROM members m WHERE m.id = ${alias}.party_id))`;
  const rows: Row[] = await tx.query(
    `SELECT t.booking_id AS bookingId, t.fund, d.account AS debit, ${party('d')} AS debitParty, c.account AS credit, ${party('c')} AS creditParty, t.fen
     FROM ledger_transfers t JOIN ledger_accounts d ON d.id = t.debit_account_id JOIN ledger_accounts c ON c.id = t.credit_account_id
     WHERE t.booking_id IN (?) ORDER BY t.booking_id, t.position`,
    [[...transfers.keys()]],
  );
  const named = (account: Account, name: string | null) => ledgerAccounts[account] + (name ? `（${name}）` : '');
  for (const { bookingId, fund, debit, debitParty, credit, creditParty, fen } of rows) transfers.get(bookingId)!.push({ fund, debit: named(debit, debitParty), credit: named(credit, creditParty), fen: Number(fen) });
  return transfers;
}

/** Bookings with all their transfers, in the same order. */
export async function presentBookings(tx: EntityManager, bookings: LedgerBooking[]) {
  const transfers = await transfersOf(tx, bookings);
  const reversed = bookings.flatMap(({ reversesId }) => reversesId ?? []);
  const numberOf = new Map((reversed.length > 0 ? await tx.find(LedgerBooking, { select: { id: true, number: true }, where: { id: In(reversed) } }) : []).map(({ id, number }) => [id, number]));
  const nameOf = await makersOf(tx, bookings);
  return bookings.map(({ id, number, kind, bookedOn, memo, document, reversesId, madeBy, madeAt }) => ({
    id,
    number,
    kind,
    on: bookedOn,
    memo,
    document,
    reversesNumber: reversesId && (numberOf.get(reversesId) ?? null),
    madeBy: nameOf(madeBy),
    madeAt,
    transfers: transfers.get(id)!,
  }));
}

/** The name of who made each of these bookings. */
export async function makersOf(tx: EntityManager, bookings: Pick<LedgerBooking, 'madeBy'>[]): Promise<(madeBy: string | null) => string> {
  const ids = [...new Set(bookings.flatMap(({ madeBy }) => madeBy ?? []))];
  const names = new Map((ids.length > 0 ? await tx.find(Staff, { select: { id: true, name: true }, where: { id: In(ids) } }) : []).map(({ id, name }) => [id, name]));
  return (madeBy) => (madeBy === null ? '系统' : (names.get(madeBy) ?? ''));
}
