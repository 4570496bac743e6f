import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { PayableFacts } from '../src/domains/payments/payables';
import { newRemittanceCode } from '../src/domains/payments/remittance-code';
import { postBooking } from '../src/domains/ledger/post-booking';
import { Account } from '../src/domains/identity/account.entity';
import { openSession } from '../src/domains/identity/sessions';
import { dayInShanghai } from '../src/clock';
import { type Caller, caller, employeeAt } from './people';
import type { Product } from './product';
import { enrolledAgent, newCompany, newCreditCode } from './register';

export type Host = 'wechat' | 'alipay';

/** The manager of a company that is a member, on a phone in one of the two hosts. */
export interface Payer extends Caller {
  token: string;
  host: Host;
  accountId: string;
  personId: string;
  companyId: string;
  memberId: string;
  name: string;
}

let counter = 0;
const system = (product: Product) => ({ author: { kind: 'system' as const }, origin: undefined, at: product.clock.now() });

/** A member with its company and a manager whose phone runs in this host. */
export async function newPayer(product: Product, host: Host = 'alipay', name = `缴费车行${++counter}`): Promise<Payer> {
  const { db } = product.server.deps;
  const companyId = await newCompany(product, name);
  const { personId } = await enrolledAgent(product, companyId, { manages: true });
  const memberId = uuidv7();
  await db.query('INSERT INTO members (id, number, name, credit_code, company_id, live_company_id, joined_on) VALUES (?, ?, ?, ?, ?, ?, ?)', [memberId, `试${++counter}`, name, newCreditCode(), companyId, companyId, '2019-01-01']);
  return { ...(await phoneOn(product, personId, host)), personId, companyId, memberId, name };
}

/** Another phone of the same person, with an account of its own at the host. */
export async function phoneOn(product: Product, personId: string, host: Host): Promise<Caller & Pick<Payer, 'token' | 'host' | 'accountId'>> {
  const { db } = product.server.deps;
  const accountId = uuidv7();
  const openId = product.simulators[host].openIdOf(`payer-${randomBytes(6).toString('hex')}`);
  await db.manager.insert(Account, { id: accountId, host, openId, claimedPersonId: personId, personId, createdAt: product.clock.now() });
  const { token } = await openSession(db.manager, { accountId }, { ip: '127.0.0.1', userAgent: 'test' }, product.clock.now());
  return { ...caller(product.url, { authorization: `Bearer ${token}` }), token, host, accountId };
}

/** The simulated pay service of a host. */
export const paymentService = ({ simulators }: Product, host: Host) => (host === 'wechat' ? simulators.wechatPay : simulators.alipay);

export interface Owed {
  kind: PayableFacts['kind'];
  subjectId: string;
}

let year = 2000;
/** A due of 6,000 yuan that stands since today, unless said otherwise. */
export async function newDue(product: Product, { memberId }: Pick<Payer, 'memberId'>, { fen = 6000_00, dueOn = '2099-12-31' } = {}): Promise<Owed & { kind: 'due' }> {
  const { db } = product.server.deps;
  const [id, by] = [uuidv7(), system(product)];
  const on = dayInShanghai(by.at);
  await db.transaction(async (tx) => {
    await tx.query("INSERT IGNORE INTO dues_schemes (version, id, state, title, made_by, created_at, content) SELECT 'test', ?, 'draft', '试验', s.id, ?, '{}' FROM staff s LIMIT 1", [uuidv7(), by.at]);
    await tx.query("INSERT INTO dues (id, member_id, year, state, scheme_version, tier, fen, due_on, remittance_code, raised_on) VALUES (?, ?, ?, 'open', 'test', 'B', ?, ?, ?, ?)", [id, memberId, year++, fen, dueOn, newRemittanceCode('due'), on]);
    await postBooking(tx, { kind: 'due_raised', key: `due_raised:${id}`, on, memo: '试验', document: `due:${id}`, transfers: [{ fund: 'dues', debit: { account: 'receivable', partyId: memberId, documentId: id }, credit: { account: 'income' }, fen }] }, by);
  });
  return { kind: 'due', subjectId: id };
}

let months = 0;
/** A published bill of 1,500 yuan for a market that the member runs. */
export async function newBill(product: Product, { memberId }: Pick<Payer, 'memberId'>, { fen = 1500_00, dueOn = '2099-12-31' } = {}): Promise<Owed & { kind: 'bill' }> {
  const { db } = product.server.deps;
  const [id, contractId, by] = [uuidv7(), uuidv7(), system(product)];
  await db.transaction(async (tx) => {
    const [{ market_id: known }] = await tx.query('SELECT market_id FROM members WHERE id = ?', [memberId]);
    const marketId: string = known ?? uuidv7();
    if (!known) {
      await tx.query("INSERT INTO markets (id, code, name, allows_agent_for_both_sides) VALUES (?, ?, '试验市场', 0)", [marketId, String(5000 + ++counter)]);
      await tx.query('UPDATE members SET market_id = ?, live_market_id = ? WHERE id = ?', [marketId, marketId, memberId]);
    }
    const staff: { id: string }[] = await tx.query("SELECT id FROM staff WHERE username IN ('finance', 'finance2') ORDER BY username");
    const [one, other] = staff.map((employee) => employee.id);
    const month = `${2000 + Math.floor(++months / 12)}-${String(1 + (months % 12)).padStart(2, '0')}`;
    await tx.query("INSERT INTO service_contracts (id, market_id, number, signed_on, from_on, recorded_by, recorded_at) VALUES (?, ?, ?, '2020-01-01', '2020-01-01', ?, ?)", [contractId, marketId, `HT${++counter}`, one, by.at]);
    await tx.query(
      `INSERT INTO bills (id, number, market_id, month, live_key, state, vehicles, fen, carried_fen, stored_bytes, remittance_code, drafted_by, drafted_at, checked_by, checked_at, contract_id, published_by, published_at, due_on)
       VALUES (?, ?, ?, ?, ?, 'published', 500, ?, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [id, `ZD${++counter}`, marketId, month, `${marketId}:${month}`, fen, newRemittanceCode('bill'), one, by.at, other, by.at, contractId, other, by.at, dueOn],
    );
    const receivable = { account: 'receivable' as const, partyId: marketId, documentId: id };
    await postBooking(tx, { kind: 'bill_published', key: `bill_published:${id}`, on: dayInShanghai(by.at), memo: '试验', document: `bill:${id}`, transfers: [{ fund: 'service_fee', debit: receivable, credit: { account: 'income' }, fen }] }, by);
  });
  return { kind: 'bill', subjectId: id };
}

/** Waits until this holds: the jobs have their own pace. */
export async function until(what: string, condition: () => Promise<boolean>, { seconds = 20 } = {}): Promise<void> {
  for (let time = 0; time < seconds * 20; time++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`in vain: ${what}`);
}

/** Until an order is in this state. */
export const orderIs = ({ server: { deps } }: Product, id: string, state: string) =>
  until(`order ${state}`, async () => (await deps.db.query('SELECT 1 FROM payment_orders WHERE id = ? AND state = ?', [id, state])).length > 0);

/** Until a refund is in this state. */
export const refundIs = ({ server: { deps } }: Product, id: string, state: string) =>
  until(`refund ${state}`, async () => (await deps.db.query('SELECT 1 FROM refunds WHERE id = ? AND state = ?', [id, state])).length > 0);

/** Until every notice that came was applied. */
export const noticesApplied = ({ server: { deps } }: Product) => until('notices applied', async () => (await deps.db.query("SELECT 1 FROM payment_notices WHERE outcome = 'waiting' LIMIT 1")).length === 0);

/** What the ledger has of each account, debit − credit in fen, of one due or bill or of a whole fund; accounts without a balance are left out. */
export async function balancesOf({ server: { deps } }: Product, of: { documentId: string } | { fund: string }): Promise<Record<string, number>> {
  const [column, value] = 'fund' in of ? ['fund', of.fund] : ['document_id', of.documentId];
  const rows: { account: string; fen: string }[] = await deps.db.query(
    `SELECT a.account, SUM(x.fen) AS fen FROM ledger_accounts a JOIN (
       SELECT debit_account_id AS id, fen FROM ledger_transfers UNION ALL SELECT credit_account_id, -fen FROM ledger_transfers
     ) x ON x.id = a.id WHERE a.${column} = ? GROUP BY a.account`,
    [value],
  );
  return Object.fromEntries(rows.map(({ account, fen }): [string, number] => [account, Number(fen)]).filter(([, fen]) => fen !== 0));
}

/** The kinds of the bookings that speak of these documents (`payment_order:<id>`), in order. */
export async function bookingsOf({ server: { deps } }: Product, ...documents: string[]): Promise<string[]> {
  const rows: { kind: string }[] = await deps.db.query('SELECT kind FROM ledger_bookings WHERE document IN (?) ORDER BY id', [documents]);
  return rows.map(({ kind }) => kind);
}

/** How often an act stands in the audit log. */
export async function audited({ server: { deps } }: Product, action: string, subjectId: string): Promise<number> {
  return Number((await deps.db.query('SELECT COUNT(*) AS n FROM audit_events WHERE action = ? AND subject_id = ?', [action, subjectId]))[0].n);
}

/** Cash for a due or bill that the clerk noted and finance confirmed. */
export async function confirmedCash(product: Product, owed: Owed, fen: number): Promise<string> {
  const clerk = await employeeAt(product, 'clerk');
  const finance = await employeeAt(product, 'finance');
  const { id } = await clerk.call('POST /cash-receipts', { body: { ...owed, fen, receivedOn: dayInShanghai(product.clock.now()), note: '现金' } });
  await finance.call('POST /cash-receipts/:id/confirmation', { params: { id } });
  return id;
}
