import type { bookingKinds } from '@yongche/contract';
import { type EntityManager, MoreThanOrEqual } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { ensure } from '../../http/errors';
import { insertRows } from '../../insert-rows';
import { nextNumber } from '../../next-number';
import { type AccountRef, type Fund, openAccount } from './accounts';
import { LedgerBooking, LedgerMonth, LedgerTransfer } from './ledger.entity';

/** What is to be booked: each transfer moves a sum above zero from the credited to the debited account of one fund. */
export interface Entry {
  kind: keyof typeof bookingKinds;
  /**
   * At most 120 ASCII characters that name the fact, so that it is booked once: `order_paid:<order id>`. What was reversed and
   * happens again is another fact, and its key says so.
   */
  key: string;
  /** Day of the fact (Shanghai): booked on it, or today where its month is closed already. */
  on: string;
  /** What is longer than 200 characters is cut. */
  memo: string;
  /** `<type>:<id>`, as in the contract's booking. */
  document: string | null;
  /** Number of order, bank line or cash receipt by which money came or went. */
  reference?: string | null;
  transfers: { fund: Fund; debit: AccountRef; credit: AccountRef; fen: number }[];
}

/**
 * 记账: writes a booking in the transaction of the act that it follows from, and gives its id; the same fact (`key`) is booked
 * once, and its booking is given again. Rows that the act locks are to be locked before: who books holds the ledger until it
 * commits. Transfers of 0 fen are left out, and where nothing is left nothing is booked (null).
 */
export async function postBooking(tx: EntityManager, { kind, key, on, memo, document, reference = null, transfers }: Entry, by: By): Promise<string | null> {
  const moved = transfers.filter(({ fen }) => fen !== 0);
  if (moved.some(({ fen }) => !Number.isSafeInteger(fen) || fen < 0)) throw new Error(`a booking of ${key} that is no sum above zero in whole fen`);
  if (moved.length === 0) return null;
  return writeBooking(tx, { kind, key, on, memo, document, reference, reversesId: null }, (bookingId) => rowsOf(tx, bookingId, moved), by);
}

/** 冲回: books a booking the other way round, once; gives the id of the reversal. */
export async function reverseBooking(tx: EntityManager, bookingId: string, { kind = 'correction', memo, on }: { kind?: keyof typeof bookingKinds; memo: string; on: string }, by: By): Promise<string> {
  const { document, reference } = await tx.findOneByOrFail(LedgerBooking, { id: bookingId });
  const turned = async (id: string) =>
    (await tx.findBy(LedgerTransfer, { bookingId })).map(({ position, fund, debitAccountId, creditAccountId, fen }) => ({ bookingId: id, position, fund, debitAccountId: creditAccountId, creditAccountId: debitAccountId, fen }));
  return writeBooking(tx, { kind, key: `reversal:${bookingId}`, on, memo, document, reference, reversesId: bookingId }, turned, by);
}

type Head = Pick<LedgerBooking, 'kind' | 'key' | 'memo' | 'document' | 'reference' | 'reversesId'> & { on: string };

async function writeBooking(tx: EntityManager, { on, memo, ...head }: Head, rows: (bookingId: string) => Promise<LedgerTransfer[]>, by: By): Promise<string> {
  const bookedAlready = async () => (await tx.findOne(LedgerBooking, { select: { id: true }, where: { key: head.key } }))?.id;
  // A repetition does not wait for others.
  const before = await bookedAlready();
  if (before !== undefined) return before;
  await lockLedger(tx);
  const meanwhile = await bookedAlready();
  if (meanwhile !== undefined) return meanwhile;
  const bookedOn = await openDay(tx, on, by.at);
  const id = uuidv7();
  const transfers = await rows(id);
  const month = bookedOn.slice(0, 7);
  const number = `记-${month}-${String(await nextNumber(tx, `V${month.replace('-', '')}`)).padStart(4, '0')}`;
  const madeBy = by.author.kind === 'staff' ? by.author.staffId : null;
  await insertRows(tx, LedgerBooking, [{ id, number, ...head, memo: memo.slice(0, 200), bookedOn, madeBy, madeAt: by.at }]);
  await insertRows(tx, LedgerTransfer, transfers);
  return id;
}

async function rowsOf(tx: EntityManager, bookingId: string, transfers: Entry['transfers']): Promise<LedgerTransfer[]> {
  const rows: LedgerTransfer[] = [];
  for (const { fund, debit, credit, fen } of transfers) {
    rows.push({ bookingId, position: rows.length + 1, fund, debitAccountId: await openAccount(tx, fund, debit), creditAccountId: await openAccount(tx, fund, credit), fen });
  }
  return rows;
}

/** The day itself, or today where its month is closed. @throws ledger.month_closed where today's is closed too */
async function openDay(tx: EntityManager, on: string, now: Date): Promise<string> {
  for (const day of [on, dayInShanghai(now)]) {
    if (!(await isMonthClosed(tx, day.slice(0, 7)))) return day;
  }
  ensure(false, 'ledger.month_closed');
}

/** Whether the month, or a later one, is closed: its figures stand. */
export const isMonthClosed = (tx: EntityManager, month: string): Promise<boolean> => tx.existsBy(LedgerMonth, { month: MoreThanOrEqual(month) });

/**
 * One at a time books, closes a month, or gives money away, until it commits: numbers have no gap, a month is closed on what it
 * holds, and nothing is available twice. One row for all of it, there since the migration: two rows could wait for each other.
 */
export async function lockLedger(tx: EntityManager): Promise<void> {
  await tx.query("INSERT INTO serials (prefix, `last`) VALUES ('LEDGER', 0) ON DUPLICATE KEY UPDATE `last` = `last`");
}
