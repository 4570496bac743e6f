import type { EntityManager } from 'typeorm';
import { audit, type By } from '../../audit/audit';
import type { Actor, StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { yuan } from '../../yuan';
import { balanceOf } from '../ledger/accounts';
import { takeBackPayment } from '../ledger/expenses';
import { isMonthClosed, lockLedger, reverseBooking } from '../ledger/post-booking';
import { keepExcess } from '../payments/excess';
import { payableOf, type PayableFacts } from '../payments/payables';
import { receivedOn } from '../payments/payments-of';
import { tellPayer } from '../payments/receive-payment';
import { documentOf } from './book-bank-line';
import { lockLine } from './decisions';
import { differenceOf } from './fit-bank-line';
import { openItems } from './open-items';
import { mayReopen } from './reconciliation.policy';
import { StatementLine } from './statement.entity';

interface Booked {
  id: string;
  kind: string;
  bookedOn: string;
  document: string;
}

const inSuspense = { state: 'decided' as const, decision: 'suspense' as const, subjectId: null, outcome: '转入待查款项，查明后再计入应缴款或退回' };

/**
 * 撤销处理: every booking of the line is reversed and it waits again, from now on for a person. Of what was found out in suspense the
 * finding is taken back, and it is in suspense again. What was booked in a month that is closed stays.
 * @throws reconciliation.line_not_found, reconciliation.line_wrong_state, ledger.month_closed, reconciliation.money_used
 */
export async function reopenLine(tx: EntityManager, { id, reason }: { id: string; reason: string }, actor: StaffActor, by: By): Promise<StatementLine> {
  const line = await lockLine(tx, id);
  ensure(mayReopen(actor, line), 'reconciliation.line_wrong_state');
  const booked = lastStep((await bookingsOf(tx, [line])).get(line.id)!);
  ensure(!isSettledElsewhere(line, booked), 'reconciliation.line_wrong_state');
  const payables = await lockPayablesOf(tx, line, booked);
  await lockLedger(tx);
  for (const { bookedOn } of booked) ensure(!(await isMonthClosed(tx, bookedOn.slice(0, 7))), 'ledger.month_closed');
  for (const booking of booked) await reverse(tx, line, booking, reason, by);
  for (const payable of payables) await keepExcess(tx, payable, by);
  for (const payable of payables) await ensureUnused(tx, payable);
  await ensureInSuspense(tx, line);
  if (line.kind === 'bank_out' && line.decision === 'returned') await tx.update(StatementLine, line.subjectId, inSuspense);

  const difference = line.difference ?? differenceOf(line, await openItems(tx, line.fund, [line]));
  const anew = { state: 'open' as const, difference, decision: null, subjectId: null, outcome: null, paysSource: null, paysFrom: null, paysTo: null, decidedBy: null, decidedAt: null };
  const change = { ...(isFinding(booked) ? inSuspense : anew), turn: line.turn + 1 };
  await tx.update(StatementLine, id, change);
  for (const payable of payables) await tellPayer(tx, payable, '缴款更正', `${line.tradedOn}计入${payable.title}的一笔款经核对不属于这一笔，已更正。如有疑问请与协会财务联系。`, by.at);
  const { fund, source, fen, decision, state } = line;
  await audit(tx, by, { action: 'reconciliation.line_reopened', subject: { type: 'statement_line', id }, details: { source, fund, fen, decision, reason, reversed: booked.length }, changes: { state: { before: state, after: change.state } } });
  return { ...line, ...change };
}

/** What lines stand for in the ledger, by their ids. A provider's charge is taken whatever its line was decided to be. */
async function bookingsOf(tx: EntityManager, lines: Pick<StatementLine, 'id'>[]): Promise<Map<string, Booked[]>> {
  const rows: Booked[] = await tx.query(
    `SELECT b.id, b.kind, b.booked_on AS bookedOn, b.document FROM ledger_bookings b
     WHERE b.document IN (?) AND b.kind <> 'provider_charge' AND b.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM ledger_bookings r WHERE r.reverses_id = b.id) ORDER BY b.id`,
    [lines.map(documentOf)],
  );
  return new Map(lines.map((line) => [line.id, rows.filter(({ document }) => document === documentOf(line))]));
}

const isFinding = (booked: Booked[]) => booked.some(({ kind }) => kind === 'suspense_resolved');
const lastStep = (booked: Booked[]) => (isFinding(booked) ? booked.filter(({ kind }) => kind === 'suspense_resolved') : booked);

/** By the provider's bill an order or a refund of ours was settled: that is taken back there, by a refund. */
const isSettledElsewhere = ({ decision }: StatementLine, booked: Booked[]) => decision === 'accept_provider' && booked.length === 0;

/** Of these lines, the ids of those that a reader may take back now: by right, and because their month is open. */
export async function reopenableBy(tx: EntityManager, lines: StatementLine[], actor: Actor): Promise<Set<string>> {
  const possible = lines.filter((line) => mayReopen(actor, line));
  if (possible.length === 0) return new Set();
  const booked = await bookingsOf(tx, possible);
  const reopenable = new Set<string>();
  for (const line of possible) {
    const step = lastStep(booked.get(line.id)!);
    const [first] = step.map(({ bookedOn }) => bookedOn.slice(0, 7)).sort();
    if (!isSettledElsewhere(line, step) && (first === undefined || !(await isMonthClosed(tx, first)))) reopenable.add(line.id);
  }
  return reopenable;
}

/** The dues and bills that the bookings touch, locked in the order of their ids. */
async function lockPayablesOf(tx: EntityManager, { fund }: StatementLine, booked: Booked[]): Promise<PayableFacts[]> {
  if (booked.length === 0) return [];
  const rows: { id: string }[] = await tx.query(
    `SELECT DISTINCT a.document_id AS id FROM ledger_transfers t JOIN ledger_accounts a ON a.id IN (t.debit_account_id, t.credit_account_id) WHERE t.booking_id IN (?) AND a.document_id IS NOT NULL ORDER BY a.document_id`,
    [booked.map(({ id }) => id)],
  );
  const payables: PayableFacts[] = [];
  for (const { id } of rows) {
    const payable = await payableOf(tx, fund === 'dues' ? 'due' : 'bill', id, { lock: true });
    if (payable) payables.push(payable);
  }
  return payables;
}

async function reverse(tx: EntityManager, line: StatementLine, { id, kind, bookedOn }: Booked, reason: string, by: By): Promise<void> {
  const memo = `撤销对账处理：${reason}`;
  if (kind === 'expense_paid') await takeBackPayment(tx, { expenseId: line.subjectId!, on: bookedOn, memo }, by);
  else await reverseBooking(tx, id, { memo, on: bookedOn }, by);
}

/** What came in may have gone on: paid back, or set against another debt, or stated on a receipt. */
async function ensureUnused(tx: EntityManager, { fund, partyId, id, kind }: PayableFacts): Promise<void> {
  const advanceFen = -(await balanceOf(tx, fund, { account: 'advance', partyId, documentId: id }));
  const [row]: { fen: string }[] = await tx.query("SELECT COALESCE(SUM(fen), 0) AS fen FROM receipts WHERE subject_kind = ? AND subject_id = ? AND state = 'issued'", [kind, id]);
  const receiptedFen = Number(row!.fen);
  ensure(advanceFen >= 0 && receiptedFen <= Math.max(0, await receivedOn(tx, id)), 'reconciliation.money_used', { advance: yuan(advanceFen), receipted: yuan(receiptedFen) });
}

/** Nothing is in suspense that never came. */
async function ensureInSuspense(tx: EntityManager, { fund }: StatementLine): Promise<void> {
  ensure((await balanceOf(tx, fund, { account: 'suspense' })) <= 0, 'reconciliation.money_used');
}
