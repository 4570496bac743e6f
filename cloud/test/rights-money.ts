import type { Role } from '@yongche/contract';
import { uuidv7 } from 'uuidv7';
import { dayInShanghai } from '../src/clock';
import { employeeOf } from '../local/demo-rule-book';
import type { AccountRef } from '../src/domains/ledger/accounts';
import { requestExpense } from '../src/domains/ledger/expenses';
import { contractWith, metered, tariffInForce } from './billing';
import { booked } from './ledger';
import { dueOf, duesRaised, joined, schemeInForce } from './members';
import { newBill } from './payments';
import type { Product } from './product';

type Params = Record<string, string>;
type Whose = 'own' | 'other';

interface Around {
  estates: Record<'agent' | 'company_manager' | 'other', { companyId: string }>;
  marketIds: string[];
  staffIds: Map<string, string>;
}

/** Members, dues, bills, orders and what finance works on, one of each for whoever may have one of their own: the manager's company runs the first market. */
export async function moneyObjects(product: Product, { estates, marketIds, staffIds }: Around) {
  const { db } = product.server.deps;
  const at = product.clock.now();
  const today = dayInShanghai(at);
  const year = Number(today.slice(0, 4));
  const [finance, president] = [staffIds.get('finance')!, staffIds.get('president')!];

  const memberIds = {
    own: await joined(product, { name: '自有会员', companyId: estates.company_manager.companyId, marketId: marketIds[0]! }),
    other: await joined(product, { name: '他家会员', companyId: estates.other.companyId, marketId: marketIds[1]! }),
  };
  const scheme = await schemeInForce(product);
  await duesRaised(product, year);
  const tariff = await tariffInForce(product, { from: '2026-01-02' });
  const estateOf = async (whose: Whose) => {
    const dueId = await dueOf(product, memberIds[whose], year);
    const bill = await newBill(product, { memberId: memberIds[whose] });
    return { dueId, billId: bill.subjectId, orderId: await paidOrder(whose, dueId) };
  };

  /** An order that was paid, of which somebody wants money back. */
  async function paidOrder(whose: Whose, dueId: string): Promise<string> {
    const { companyId } = estates[whose === 'own' ? 'company_manager' : 'other'];
    const [{ id: accountId }] = await db.query('SELECT a.id FROM accounts a JOIN company_managers m ON m.person_id = a.person_id WHERE m.company_id = ?', [companyId]);
    const id = uuidv7();
    const number = id.replaceAll('-', '');
    await db.query(
      `INSERT INTO payment_orders (id, number, kind, subject_id, party_id, title, payer_name, fund, provider, merchant_id, account_id, company_id, state, fen, provider_number, opened_at, expires_at, paid_at)
       VALUES (?, ?, 'due', ?, ?, '会费', '试验', 'dues', 'wechat', '1', ?, ?, 'paid', 100, ?, ?, ?, ?)`,
      [id, number, dueId, memberIds[whose], accountId, companyId, number, at, at, at],
    );
    return id;
  }
  const objects = { own: await estateOf('own'), other: await estateOf('other') };
  const insert = async (table: string, row: Record<string, unknown>): Promise<string> => {
    const id = uuidv7();
    await db.query(`INSERT INTO ${table} (id, ${Object.keys(row).join(', ')}) VALUES (?)`, [[id, ...Object.values(row)]]);
    return id;
  };
  const refundId = await insert('refunds', { number: 'TK1', order_id: objects.own.orderId, state: 'requested', fen: 1, reason: '试验', requested_by: president, requested_at: at });
  const cashId = await insert('cash_receipts', { number: 'XJ1', kind: 'due', subject_id: objects.own.dueId, title: '会费', payer_name: '试验', fund: 'dues', state: 'noted', fen: 1, received_on: today, note: '试验', noted_by: president, noted_at: at });
  const receiptId = await insert('receipts', { kind: 'dues_receipt', number: '000001', state: 'issued', subject_kind: 'due', subject_id: objects.own.dueId, fen: 1, issued_on: today, noted_by: finance, noted_at: at });
  const contractId = await contractWith(product, marketIds[2]!);
  await metered(product, { marketId: marketIds[2]!, on: '2026-01-05', count: 1 });
  const [{ id: eventId }] = await db.query('SELECT id FROM meter_events LIMIT 1');
  const clerk = await employeeOf(db.manager, 'clerk');
  await booked(product, { fund: 'dues' });
  const expense = await db.transaction((tx) => requestExpense(tx, { fund: 'dues', head: 'expense_office', fen: 1, payee: '试验', purpose: '试验' }, clerk, { author: clerk, origin: undefined, at }));
  const [advance, receivable] = (['advance', 'receivable'] as const).map((account) => ({ account, partyId: memberIds.own, documentId: objects.own.dueId })) as [AccountRef, AccountRef];
  await booked(product, { kind: 'bank_received', fund: 'dues', credit: advance });
  const applicationId = await booked(product, { kind: 'advance_applied', fund: 'dues', debit: advance, credit: receivable, fen: 1, document: `due:${objects.own.dueId}` });
  const [{ id: advanceId }] = await db.query("SELECT id FROM ledger_accounts WHERE account = 'advance' AND document_id = ?", [objects.own.dueId]);
  const changeId = await change();
  const lineId = await bankLine();

  async function change(): Promise<string> {
    const [{ id: itemId }] = await db.query('SELECT id FROM agenda_items LIMIT 1');
    const row = { kind: 'leave', state: 'withdrawn', member_id: memberIds.other, member_name: '他家会员', credit_code: '91330200MA2AB10670', effective_on: today, reason: '试验', agenda_item_id: itemId, proposed_by: clerk.staffId, proposed_at: at };
    return insert('membership_changes', row);
  }
  async function bankLine(): Promise<string> {
    const statementId = await insert('statements', { source: 'bank', fund: 'dues', from_on: today, to_on: today, file_name: 'x.csv', sha256: 'a'.repeat(64), in_fen: 100, out_fen: 0, closing_fen: 100, imported_by: finance, imported_at: at });
    return insert('statement_lines', { statement_id: statementId, line_key: 'bank:dues:1', position: 1, source: 'bank', fund: 'dues', kind: 'bank_in', traded_on: today, fen: 100, fee_fen: 0, balance_fen: 100, lacking: 0, state: 'open', difference: 'unidentified_in', turn: 0 });
  }

  return {
    /** What the path names, for this person; undefined where it speaks of something else. */
    paramsFor(person: Role | 'stranger', path: string, whose: Whose): Params | undefined {
      const { dueId, billId, orderId } = objects[whose === 'other' && (person === 'company_manager' || person === 'market_manager') ? 'other' : 'own'];
      const named: [string, Params][] = [
        ['/members/:id', { id: memberIds.own }],
        ['/membership-changes/:id', { id: changeId }],
        ['/dues-schemes', { version: scheme }],
        ['/dues-runs', { year: String(year) }],
        ['/dues/:id', { id: dueId }],
        ['/tariffs', { version: tariff }],
        ['/service-contracts', { id: contractId }],
        ['/meter-events', { id: eventId }],
        ['/bills/:id', { id: billId }],
        ['/payment-orders/:id', { id: orderId }],
        ['/refunds/:id', { id: refundId }],
        ['/cash-receipts/:id', { id: cashId }],
        ['/advances/:id', { id: advanceId }],
        ['/advance-applications/:id', { id: applicationId }],
        ['/receipts/:id', { id: receiptId }],
        ['/expenses/:id', { id: expense.id }],
        ['/months/:month', { month: '2026-01' }],
        ['/statement-lines/:id', { id: lineId }],
      ];
      return named.find(([start]) => path.startsWith(start))?.[1];
    },
    /** Ids that stand in nobody else's lists. */
    idsOfOthers: [memberIds.other, objects.other.dueId, objects.other.billId, objects.other.orderId],
  };
}
