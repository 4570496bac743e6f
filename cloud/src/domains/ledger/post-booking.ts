import type { bookingKinds } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
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
  /** At most 120 ASCII characters that name the fact, so that it is booked once: `order_paid:<order id>`. */
  key: string;
  /** Day of the fact (Shanghai): booked on it, or today where its month is closed already. */
  on: string;
  memo: string;
  /** `<type>:<id>`, as in the contract's booking. */
  document: string | null;
  /** Number of order, bank line or cash receipt by which money came or went. */
  reference?: string | null;
  transfers: { fund: Fund; debit: AccountRef; credit: AccountRef; fen: number }[];
}

/**
 * 记账: writes a booking in the transaction of the act that it follows from, and gives its id; the same fact (`key`) is booked
 * once, and its booking is given again. Rows that the act locks are to be locked before. Transfers of 0 fen are left out, and
 * where nothing is left nothing is booked (null).
 */
export async function postBooking(tx: EntityManager, { kind, key, on, memo, document, reference = null, transfers }: Entry, by: By): Promise<string | null> {
  const moved = transfers.filter(({ fen }) => fen !== 0);
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

async function writeBooking(tx: EntityManager, { on, ...head }: Head, rows: (bookingId: string) => Promise<LedgerTransfer[]>, by: By): Promise<string> {
  const bookedOn = await openDay(tx, on, by.at);
  const known = await tx.findOne(LedgerBooking, { select: { id: true }, where: { key: head.key } });
  if (known) return known.id;
  const id = uuidv7();
  const transfers = await rows(id);
  const month = bookedOn.slice(0, 7);
  const number = `记-${month}-${String(await nextNumber(tx, prefixOf(month))).padStart(4, '0')}`;
  const madeBy = by.author.kind === 'staff' ? by.author.staffId : null;
  await insertRows(tx, LedgerBooking, [{ id, number, ...head, bookedOn, madeBy, madeAt: by.at }]);
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
    const month = day.slice(0, 7);
    await lockMonth(tx, month);
    if (!(await tx.existsBy(LedgerMonth, { month }))) return day;
  }
  ensure(false, 'ledger.month_closed');
}

const prefixOf = (month: string) => `V${month.replace('-', '')}`;

/** One at a time books in a month, or closes it: nothing is booked into a month while it is being closed. */
export async function lockMonth(tx: EntityManager, month: string): Promise<void> {
  await tx.query('INSERT INTO serials (prefix, `last`) VALUES (?, 0) ON DUPLICATE KEY UPDATE `last` = `last`', [prefixOf(month)]);
}
