import { uuidv7 } from 'uuidv7';
import { beginOn, staffNow } from '../../../test/discipline';
import { booked, system } from '../../../test/ledger';
import { useProduct } from '../../../test/use-product';
import { type AccountRef, balanceOf, openAccount, outstandingOf } from './accounts';
import { LedgerBooking, LedgerTransfer } from './ledger.entity';
import { postBooking, reverseBooking } from './post-booking';

const product = useProduct();
const db = () => product().server.deps.db;
const sql = (statement: string, values: unknown[] = []) => db().query(statement, values);
beforeEach(() => beginOn(product(), '2026-11-10'));

const book = (change: Parameters<typeof booked>[1] = {}) => booked(product(), change);
const bookingOf = (id: string) => db().manager.findOneByOrFail(LedgerBooking, { id });
const transfersOf = (bookingId: string) => db().manager.find(LedgerTransfer, { where: { bookingId }, order: { position: 'ASC' } });
const balance = (account: AccountRef, fund: 'dues' | 'service_fee' = 'service_fee') => balanceOf(db().manager, fund, account);
const reverse = (id: string, on = '2026-11-10') => db().transaction((tx) => reverseBooking(tx, id, { memo: '记错', on }, system(product())));

describe('记账', () => {
  it('moves a sum from the credited to the debited account, and says why, when, by whom and from what', async () => {
    const before = await balance({ account: 'bank' });
    const id = await book({ kind: 'bank_received', on: '2026-11-09', fen: 12_34, debit: 'bank', credit: { account: 'receivable', partyId: uuidv7(), documentId: uuidv7() }, memo: '服务费', document: 'statement_line:1', reference: '20261109-7' });
    expect(await bookingOf(id)).toMatchObject({ number: expect.stringMatching(/^记-2026-11-\d{4}$/), kind: 'bank_received', bookedOn: '2026-11-09', memo: '服务费', document: 'statement_line:1', reference: '20261109-7', reversesId: null, madeBy: null });
    expect(await transfersOf(id)).toEqual([expect.objectContaining({ position: 1, fund: 'service_fee', fen: 12_34 })]);
    expect(await balance({ account: 'bank' })).toBe(before + 12_34);
  });

  it('books a fact once, also where it comes twenty times at once, and gives the same booking each time', async () => {
    const key = `order_paid:${uuidv7()}`;
    const before = await balance({ account: 'wechat_clearing' });
    const ids = await Promise.all(Array.from({ length: 20 }, () => book({ key, debit: 'wechat_clearing', fen: 300 })));
    expect(new Set(ids).size).toBe(1);
    expect(await book({ key, debit: 'wechat_clearing', fen: 999, on: '2026-10-01' })).toBe(ids[0]);
    expect(await balance({ account: 'wechat_clearing' })).toBe(before + 300);
  });

  it('numbers the vouchers of a month without a gap, whatever comes at once and whatever fails', async () => {
    const failing = db().transaction(async (tx) => {
      await postBooking(tx, { kind: 'opening', key: `test:${uuidv7()}`, on: '2026-07-01', memo: '', document: null, transfers: [{ fund: 'dues', debit: { account: 'bank' }, credit: { account: 'net_assets' }, fen: 1 }] }, system(product()));
      throw new Error('the act fails after its booking');
    });
    await Promise.all([expect(failing).rejects.toThrow('the act fails'), ...Array.from({ length: 20 }, (_, at) => book({ on: `2026-07-${String(at + 1).padStart(2, '0')}`, debit: { account: 'receivable', partyId: uuidv7(), documentId: uuidv7() }, credit: 'income' }))]);
    const numbers = (await sql("SELECT number FROM ledger_bookings WHERE number LIKE '记-2026-07-%' ORDER BY number")).map((row: { number: string }) => row.number);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, at) => `记-2026-07-${String(at + 1).padStart(4, '0')}`));
  });

  it('leaves out what is nothing, and books nothing at all where nothing is left', async () => {
    const id = await book({ transfers: [{ fund: 'dues', debit: { account: 'bank' }, credit: { account: 'net_assets' }, fen: 0 }, { fund: 'dues', debit: { account: 'cash' }, credit: { account: 'net_assets' }, fen: 5 }] });
    expect(await transfersOf(id)).toEqual([expect.objectContaining({ position: 1, fen: 5 })]);
    expect(await book({ fen: 0 })).toBeNull();
  });

  it.each([[-1], [0.5], [Number.NaN], [2 ** 60]])('takes no sum of %d fen', async (fen) => {
    await expect(book({ fen })).rejects.toThrow('no sum above zero in whole fen');
  });

  it('cuts a memo that is longer than its column: the fact counts more than its words', async () => {
    expect((await bookingOf(await book({ memo: '长'.repeat(300) }))).memo).toBe('长'.repeat(200));
  });

  it('says what of a bill is still to be paid, from the lines alone', async () => {
    const [partyId, bill, other] = [uuidv7(), uuidv7(), uuidv7()];
    const receivable = { account: 'receivable' as const, partyId, documentId: bill };
    await book({ debit: receivable, credit: 'income', fen: 800 });
    await book({ debit: 'bank', credit: receivable, fen: 300 });
    expect(await outstandingOf(db().manager, [bill, other])).toEqual(new Map([[bill, 500], [other, 0]]));
    await reverse(await book({ debit: 'bank', credit: receivable, fen: 500 }));
    expect((await outstandingOf(db().manager, [bill])).get(bill)).toBe(500);
  });
});

describe('冲回', () => {
  it('books it the other way round, once, and the booking stays', async () => {
    const before = await balance({ account: 'interest' });
    const id = await book({ kind: 'interest', credit: 'interest', fen: 77, document: 'statement_line:9' });
    const [one, other] = await Promise.all([reverse(id), reverse(id)]);
    expect(one).toBe(other);
    expect(await bookingOf(one)).toMatchObject({ kind: 'correction', reversesId: id, document: 'statement_line:9' });
    const [booking, reversal] = [(await transfersOf(id))[0]!, (await transfersOf(one))[0]!];
    expect(reversal).toMatchObject({ debitAccountId: booking.creditAccountId, creditAccountId: booking.debitAccountId, fen: 77 });
    expect(await balance({ account: 'interest' })).toBe(before);
  });
});

describe('what the database itself refuses', () => {
  const refused = (statement: string, values: unknown[] = []) => expect(sql(statement, values)).rejects.toThrow(/append-only|constraint|CHECK|closed|Duplicate/i);
  const account = (ref: AccountRef, fund: 'dues' | 'service_fee') => db().transaction((tx) => openAccount(tx, fund, ref));
  const insertTransfer = 'INSERT INTO ledger_transfers (booking_id, position, fund, debit_account_id, credit_account_id, fen) VALUES (?, ?, ?, ?, ?, ?)';

  it('a change of what is booked', async () => {
    const id = await book();
    for (const table of ['ledger_bookings', 'ledger_transfers', 'ledger_accounts']) {
      const where = table === 'ledger_accounts' ? "account = 'bank'" : table === 'ledger_transfers' ? `booking_id = '${id}'` : `id = '${id}'`;
      await refused(`DELETE FROM ${table} WHERE ${where}`);
      await refused(`UPDATE ${table} SET ${table === 'ledger_accounts' ? "account = 'cash'" : table === 'ledger_transfers' ? 'fen = fen + 1' : "memo = ''"} WHERE ${where}`);
    }
    expect(await transfersOf(id)).toEqual([expect.objectContaining({ fen: 100_00 })]);
  });

  it('a transfer that is none: nothing, less than nothing, from an account to itself', async () => {
    const id = await book();
    const [bank, income] = [await account({ account: 'bank' }, 'dues'), await account({ account: 'income' }, 'dues')];
    await refused(insertTransfer, [id, 8, 'dues', bank, income, 0]);
    await refused(insertTransfer, [id, 8, 'dues', bank, income, -5]);
    await refused(insertTransfer, [id, 8, 'dues', bank, bank, 5]);
    await expect(sql(insertTransfer, [id, 8, 'dues', bank, null, 5])).rejects.toThrow(/null/i);
  });

  it('money of the one fund in the other: a transfer has both accounts in its own', async () => {
    const id = await book();
    const [ofDues, ofServiceFee] = [await account({ account: 'bank' }, 'dues'), await account({ account: 'bank' }, 'service_fee')];
    for (const fund of ['dues', 'service_fee']) {
      await refused(insertTransfer, [id, 9, fund, ofDues, ofServiceFee, 100]);
      await refused(insertTransfer, [id, 9, fund, ofServiceFee, ofDues, 100]);
    }
  });

  it('the service fee spent on what it is not for', async () => {
    await refused("INSERT INTO ledger_accounts (id, `key`, fund, account) VALUES (UUID(), 'service_fee:expense_meetings::', 'service_fee', 'expense_meetings')");
    await expect(book({ debit: 'expense_meetings', credit: 'bank' })).rejects.toMatchObject({ code: 'ledger.head_not_allowed' });
    await expect(book({ fund: 'dues', debit: 'expense_meetings', credit: 'bank', fen: 1 })).resolves.toEqual(expect.any(String));
  });

  it('anything in a closed month or before it; what happens later goes to today', async () => {
    const { staffId } = await staffNow(product(), 'finance');
    const kept = await book({ on: '2026-03-05' });
    await sql("INSERT INTO ledger_months (month, id, closed_by, closed_at) VALUES ('2026-03', UUID(), ?, NOW())", [staffId]);
    const { number, memo, madeAt } = await bookingOf(kept);
    for (const day of ['2026-03-31', '2026-03-01', '2026-01-20']) {
      await refused('INSERT INTO ledger_bookings (id, number, `key`, kind, booked_on, memo, made_at) VALUES (UUID(), ?, UUID(), ?, ?, ?, ?)', [`${number}x`, 'opening', day, memo, madeAt]);
      expect(await bookingOf(await book({ on: day }))).toMatchObject({ bookedOn: '2026-11-10', number: expect.stringMatching(/^记-2026-11-/) });
    }
    await refused(insertTransfer, [kept, 7, 'service_fee', await account({ account: 'bank' }, 'service_fee'), await account({ account: 'income' }, 'service_fee'), 100]);
    await refused("UPDATE ledger_months SET month = '2025-01'");
    await refused('DELETE FROM ledger_months');
    expect(await bookingOf(await reverse(kept, '2026-03-06'))).toMatchObject({ bookedOn: '2026-11-10' });
    expect(await bookingOf(await book({ on: '2026-04-01' }))).toMatchObject({ bookedOn: '2026-04-01' });
  });
});
