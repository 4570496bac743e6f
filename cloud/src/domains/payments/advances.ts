import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Actor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { yuan } from '../../yuan';
import { billPayables } from '../billing/bill-payable';
import { balanceOf, balanceSql, type Fund } from '../ledger/accounts';
import { LedgerAccount } from '../ledger/ledger.entity';
import { postBooking, reverseBooking } from '../ledger/post-booking';
import { duePayables } from '../members/due-payable';
import { openPayables, type PayableFacts } from './payables';
import { receiptedOn, receivedOn } from './payments-of';
import { mayApplyAdvance } from './payments.policy';
import { tellPayer } from './receive-payment';

/** 预收款: an account of the ledger, and the due or bill beyond which it was paid. */
export interface Advance {
  id: string;
  source: PayableFacts;
}

const fundOf = { due: 'dues', bill: 'service_fee' } as const satisfies Record<PayableFacts['kind'], Fund>;
const payablesOf = (tx: EntityManager, fund: Fund, ids: string[], { lock = false } = {}) => (fund === 'dues' ? duePayables : billPayables)(tx, { ids }, { lock });

/** The advances of a fund that have something in them, perhaps of some payers alone; with `lock` the dues and bills from which they come are held, in the order of their ids. */
async function advancesOf(tx: EntityManager, fund: Fund, { partyIds, lock = false }: { partyIds?: string[]; lock?: boolean } = {}): Promise<Advance[]> {
  if (partyIds?.length === 0) return [];
  const accounts: { id: string; documentId: string }[] = await tx.query(
    `SELECT a.id, a.document_id AS documentId FROM ledger_accounts a WHERE a.fund = ? AND a.account = 'advance' ${partyIds ? 'AND a.party_id IN (?)' : ''} AND ${balanceSql('a.id')} < 0 ORDER BY a.id`,
    [fund, ...(partyIds ? [partyIds] : [])],
  );
  const sources = new Map((await payablesOf(tx, fund, accounts.map(({ documentId }) => documentId), { lock })).map((payable) => [payable.id, payable]));
  return accounts.map(({ id, documentId }) => ({ id, source: sources.get(documentId)! }));
}

const advanceFenOf = async (tx: EntityManager, { fund, partyId, id: documentId }: PayableFacts): Promise<number> => -(await balanceOf(tx, fund, { account: 'advance', partyId, documentId }));

/** What of an advance can be set against a due or bill, in fen: what a receipt of its source states stays there, or a second receipt could be issued for the same money. */
async function freeFenOf(tx: EntityManager, { source }: Advance, targetId?: string): Promise<number> {
  const fen = await advanceFenOf(tx, source);
  if (source.id === targetId) return fen;
  return Math.max(0, Math.min(fen, (await receivedOn(tx, source.id)) - (await receiptedOn(tx, source.kind, source.id))));
}

/** 预收款 of both funds, the oldest first, each with what the same payer still owes. */
export async function listAdvances(tx: EntityManager, actor: Actor) {
  const items = [];
  for (const fund of Object.values(fundOf)) {
    const advances = await advancesOf(tx, fund);
    const open = advances.length > 0 ? await openPayables(tx, fund) : [];
    for (const advance of advances) items.push(await presentAdvance(tx, advance, open, actor));
  }
  return { items };
}

async function presentAdvance(tx: EntityManager, advance: Advance, open: PayableFacts[], actor: Actor) {
  const { fund, partyId, partyName, kind, id: subjectId, title } = advance.source;
  const owed = open.filter((payable) => payable.partyId === partyId).map((payable) => ({ kind: payable.kind, id: payable.id, title: payable.title, outstandingFen: payable.outstandingFen, dueOn: payable.dueOn }));
  const freeFen = await freeFenOf(tx, advance);
  return { id: advance.id, fund, partyId, partyName, kind, subjectId, title, fen: await advanceFenOf(tx, advance.source), freeFen, payables: owed, mayApply: mayApplyAdvance(actor) && freeFen > 0 && owed.length > 0 };
}

/** One advance, as it is after an act. */
export async function presentOneAdvance(tx: EntityManager, advance: Advance, actor: Actor) {
  return presentAdvance(tx, advance, await openPayables(tx, advance.source.fund), actor);
}

interface Application {
  id: string;
  kind: PayableFacts['kind'];
  subjectId: string;
  fen: number;
}

/**
 * 预收款抵缴: sets a part of an advance against another due or bill of the same payer and fund, and tells the payer.
 * @throws payments.advance_not_found, payments.advance_unfit, payments.payable_not_found, payments.nothing_to_pay, payments.advance_too_much
 */
export async function applyAdvance(tx: EntityManager, { id, kind, subjectId, fen }: Application, by: By): Promise<Advance> {
  const account = await tx.findOneBy(LedgerAccount, { id, account: 'advance' });
  ensure(account?.documentId, 'payments.advance_not_found');
  const { fund, documentId } = account;
  ensure(fundOf[kind] === fund, 'payments.advance_unfit');
  const locked = await payablesOf(tx, fund, [documentId, subjectId], { lock: true });
  const [source, target] = [documentId, subjectId].map((wanted) => locked.find((payable) => payable.id === wanted));
  ensure(source, 'payments.advance_not_found');
  ensure(target, 'payments.payable_not_found');
  ensure(target.partyId === source.partyId, 'payments.advance_unfit');
  ensure(!target.cancelled && target.outstandingFen > 0, 'payments.nothing_to_pay');
  const freeFen = await freeFenOf(tx, { id, source }, target.id);
  ensure(fen <= freeFen && fen <= target.outstandingFen, 'payments.advance_too_much', { freeFen, outstandingFen: target.outstandingFen });
  await book(tx, { id, source }, target, fen, by);
  const rest = target.outstandingFen - fen;
  await tellPayer(tx, target, '预收款已抵缴', `${source.title}多缴的 ${yuan(fen)} 已抵缴${target.title}，${rest > 0 ? `还有 ${yuan(rest)} 待缴。` : '已缴清。'}`, by.at);
  return { id, source };
}

/** Holds what these payers have in advance, before anything is booked: `settleFromAdvances` takes from these alone. */
export const holdAdvances = (tx: EntityManager, fund: Fund, partyIds: string[]): Promise<Advance[]> => advancesOf(tx, fund, { partyIds, lock: true });

/** Settles a due that is raised, or a bill that is published, from the payer's advances, the oldest first; gives how much, in fen. */
export async function settleFromAdvances(tx: EntityManager, held: Advance[], target: PayableFacts, by: By): Promise<number> {
  let openFen = target.outstandingFen;
  for (const advance of held.filter(({ source }) => source.partyId === target.partyId)) {
    const fen = Math.min(openFen, await freeFenOf(tx, advance, target.id));
    if (fen <= 0) continue;
    await book(tx, advance, target, fen, by);
    openFen -= fen;
  }
  return target.outstandingFen - openFen;
}

async function book(tx: EntityManager, { source }: Advance, { kind, id: documentId, fund, partyId, partyName, title }: PayableFacts, fen: number, by: By): Promise<void> {
  const transfers = [{ fund, debit: { account: 'advance' as const, partyId, documentId: source.id }, credit: { account: 'receivable' as const, partyId, documentId }, fen }];
  const booking = { kind: 'advance_applied' as const, on: dayInShanghai(by.at), memo: `${partyName} ${title}，以${source.title}的预收款抵缴`, document: `${kind}:${documentId}`, reference: `${source.title}多缴` };
  // The locked rows and what they hold let it be moved once; the same sum may be moved again after it was given back.
  await postBooking(tx, { ...booking, key: `advance_applied:${uuidv7()}`, transfers }, by);
  await audit(tx, by, { action: 'payments.advance_applied', subject: { type: kind, id: documentId }, details: { fund, from: source.id, fen } });
}

/** What was set against a due or bill out of advances, of which it is none any more, goes back to where it came from; gives how much, in fen. */
export async function giveAdvancesBack(tx: EntityManager, { kind, id }: Pick<PayableFacts, 'kind' | 'id'>, memo: string, by: By): Promise<number> {
  const applied: { id: string; fen: string }[] = await tx.query(
    `SELECT b.id, SUM(t.fen) AS fen FROM ledger_bookings b JOIN ledger_transfers t ON t.booking_id = b.id
     WHERE b.document = ? AND b.kind = 'advance_applied' AND NOT EXISTS (SELECT 1 FROM ledger_bookings r WHERE r.reverses_id = b.id) GROUP BY b.id ORDER BY b.id`,
    [`${kind}:${id}`],
  );
  for (const booking of applied) await reverseBooking(tx, booking.id, { memo, on: dayInShanghai(by.at) }, by);
  return applied.reduce((sum, { fen }) => sum + Number(fen), 0);
}
