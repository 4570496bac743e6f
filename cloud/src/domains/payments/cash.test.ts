import { type Caller, employeeAt } from '../../../test/people';
import { audited, balancesOf, bookingsOf, confirmedCash, newBill, newDue, newPayer, type Owed } from '../../../test/payments';
import { useProduct } from '../../../test/use-product';
import { dayInShanghai, nextDay } from '../../clock';

const product = useProduct();
const db = () => product().server.deps.db;
const today = () => dayInShanghai(product().clock.now());
let clerk: Caller;
let finance: Caller;
let second: Caller;
beforeAll(async () => {
  [clerk, finance, second] = [await employeeAt(product(), 'clerk'), await employeeAt(product(), 'finance'), await employeeAt(product(), 'finance2')];
});
const note = (owed: Owed, fen: number, by = finance) => by.send('POST /cash-receipts', { body: { ...owed, fen, receivedOn: today(), note: '柜台收取' } });
const confirm = (id: string, by = second) => by.send('POST /cash-receipts/:id/confirmation', { params: { id } });

describe('cash', () => {
  it('is noted by one person and booked when another has counted it', async () => {
    const payer = await newPayer(product());
    const owed = await newDue(product(), payer);
    const { body: cash } = await note(owed, 200_000);
    expect(cash).toMatchObject({ number: expect.stringMatching(/^XJ20\d\d0*\d+$/), state: 'noted', payerName: payer.name, mayDecide: false });
    expect(await balancesOf(product(), { documentId: owed.subjectId })).toEqual({ receivable: 600_000 });
    expect((await confirm(cash.id, finance)).error.code).toBe('payments.same_person');
    expect((await confirm(cash.id)).body).toMatchObject({ state: 'confirmed', decidedBy: '财务二号' });
    expect((await confirm(cash.id)).error.code).toBe('payments.cash_wrong_state');
    expect(await bookingsOf(product(), `cash_receipt:${cash.id}`)).toEqual(['cash_received']);
    const [payable] = (await payer.call('GET /my-payables')).items;
    expect(payable).toMatchObject({ outstandingFen: 400_000, standing: 'partly', payments: [{ way: 'cash', fen: 200_000, reference: cash.number, orderId: null }] });
    expect(await audited(product(), 'payments.cash_confirmed', cash.id)).toBe(1);
  });

  it('never exceeds what is outstanding, neither when it is noted nor when it is confirmed', async () => {
    const owed = await newBill(product(), await newPayer(product()));
    expect((await note(owed, 150_001)).error).toMatchObject({ code: 'payments.cash_too_much', details: { outstandingFen: 150_000 } });
    const first = (await note(owed, 100_000, clerk)).body;
    const other = (await note(owed, 100_000, clerk)).body;
    const replies = await Promise.all([confirm(first.id, finance), confirm(other.id, second)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect(await balancesOf(product(), { documentId: owed.subjectId })).toEqual({ receivable: 50_000 });
  });

  it('that another person sends back leaves nothing in the books', async () => {
    const owed = await newDue(product(), await newPayer(product()));
    const { body: cash } = await note(owed, 600_000, clerk);
    const params = { id: cash.id };
    expect((await finance.call('POST /cash-receipts/:id/refusal', { params, body: { reason: '点数不符' } })).state).toBe('refused');
    expect((await confirm(cash.id)).error.code).toBe('payments.cash_wrong_state');
    expect(await bookingsOf(product(), `cash_receipt:${cash.id}`)).toEqual([]);
    expect((await clerk.call('GET /cash-receipts', { query: { state: 'refused' } })).items.map(({ id }) => id)).toContain(cash.id);
  });

  it('of tomorrow, or for nobody’s due, is not taken', async () => {
    const owed = await newDue(product(), await newPayer(product()));
    expect((await finance.send('POST /cash-receipts', { body: { ...owed, fen: 1, receivedOn: nextDay(today()), note: '明天' } })).error.fields).toMatchObject([{ field: 'receivedOn' }]);
    expect((await note({ kind: 'bill', subjectId: owed.subjectId }, 1)).error.code).toBe('payments.payable_not_found');
  });

  it('is never noted and confirmed by one person, whatever the code does', async () => {
    const owed = await newDue(product(), await newPayer(product()));
    const { body: cash } = await note(owed, 1_00);
    await expect(db().query("UPDATE cash_receipts SET state = 'confirmed', decided_by = noted_by WHERE id = ?", [cash.id])).rejects.toThrow('cash_receipts_two_persons');
  });
});

describe('a receipt', () => {
  const receipt = (owed: Owed, number: string, fen: number) => clerk.send('POST /receipts', { body: { ...owed, number, fen, issuedOn: today() } });

  it('is for what came in and no more: dues have the society’s, bills an invoice', async () => {
    const payer = await newPayer(product());
    const [due, bill] = [await newDue(product(), payer), await newBill(product(), payer)];
    expect((await receipt(due, 'HF-000001', 1)).error).toMatchObject({ code: 'payments.receipt_too_much', details: { openFen: 0 } });
    await confirmedCash(product(), due, 400_000);
    await confirmedCash(product(), bill, 150_000);
    expect((await receipt(due, 'HF-000001', 300_000)).body).toMatchObject({ kind: 'dues_receipt', state: 'issued' });
    expect((await receipt(bill, 'HF-000001', 150_000)).body).toMatchObject({ kind: 'vat_invoice' });
    expect((await receipt(due, 'HF-000002', 100_001)).error.code).toBe('payments.receipt_too_much');
    expect((await receipt(due, 'HF-000001', 100_000)).error.code).toBe('payments.receipt_exists');
    const shown = (await payer.call('GET /my-payables')).items.find(({ id }) => id === due.subjectId)!;
    expect(shown.receipts).toMatchObject([{ number: 'HF-000001', fen: 300_000 }]);
  });

  it('that was voided frees its sum, but not its number', async () => {
    const due = await newDue(product(), await newPayer(product()));
    await confirmedCash(product(), due, 600_000);
    const { id } = (await receipt(due, 'HF-100001', 600_000)).body;
    expect(await finance.call('POST /receipts/:id/voiding', { params: { id }, body: { reason: '抬头写错' } })).toMatchObject({ state: 'void', voidReason: '抬头写错' });
    expect((await finance.send('POST /receipts/:id/voiding', { params: { id }, body: { reason: '再来' } })).error.code).toBe('payments.receipt_wrong_state');
    expect((await receipt(due, 'HF-100001', 600_000)).error.code).toBe('payments.receipt_exists');
    expect((await receipt(due, 'HF-100002', 600_000)).status).toBe(201);
  });

  it('two of the same sum at once: only one is taken', async () => {
    const due = await newDue(product(), await newPayer(product()));
    await confirmedCash(product(), due, 600_000);
    const replies = await Promise.all([receipt(due, 'HF-200001', 600_000), receipt(due, 'HF-200002', 600_000)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 422]);
  });
});

describe('the account to which money is transferred', () => {
  const account = { fund: 'dues', payeeName: '宁波市二手车流通协会', bankName: '示范银行宁波分行', bankNumber: '3301000011112222' } as const;

  it('stands with every due, with its code; who changed it from what to what is kept', async () => {
    const payer = await newPayer(product());
    await newDue(product(), payer);
    expect((await payer.call('GET /my-payables')).items[0]!.transfer).toBeNull();
    await employeeAt(product(), 'finance').then((fresh) => fresh.call('PUT /payee-accounts', { body: account }));
    expect((await payer.call('GET /my-payables')).items[0]!.transfer).toEqual({ account, code: expect.stringMatching(/^D[0-9A-Z]{7}$/) });
    await employeeAt(product(), 'finance2').then((fresh) => fresh.call('PUT /payee-accounts', { body: { ...account, bankNumber: '3301000099998888' } }));
    const events: { changes: string }[] = await db().query("SELECT changes FROM audit_events WHERE action = 'ledger.bank_account_set' ORDER BY id");
    expect(events.map(({ changes }) => (typeof changes === 'string' ? JSON.parse(changes) : changes).bankNumber)).toEqual([{ before: null, after: account.bankNumber }, { before: account.bankNumber, after: '3301000099998888' }]);
    expect((await clerk.call('GET /payee-accounts')).items).toEqual([{ ...account, bankNumber: '3301000099998888' }]);
    expect((await clerk.send('PUT /payee-accounts', { body: account })).error.code).toBe('request.forbidden');
  });
});
