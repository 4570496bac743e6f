import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Actor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { yuan } from '../../yuan';
import type { Fund } from '../ledger/accounts';
import { LedgerAccount } from '../ledger/ledger.entity';
import { postBooking, reverseBooking } from '../ledger/post-booking';
import { type Advance, advancesOf, freeFenOf, fundOf, payablesOf } from './advances';
import type { PayableFacts } from './payables';
import { receiptedOn, receivedOn } from './payments-of';
import { mayApplyAdvance } from './payments.policy';
import { tellPayer } from './receive-payment';

interface Application {
  id: string;
  kind: PayableFacts['kind'];
  subjectId: string;
  fen: number;
}

/**
 * 预收款抵缴: sets a part of an advance against a due or bill of the same payer and fund, and tells the payer.
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

interface Applied {
  id: string;
  on: string;
  fund: Fund;
  sourceId: string;
  subjectId: string;
  fen: string;
}

/** SQL: applications that stand, as `Applied`; `which` is a condition on `ledger_bookings b`. */
const standing = (which: string) => `SELECT b.id, b.booked_on AS \`on\`, t.fund, s.document_id AS sourceId, r.document_id AS subjectId, t.fen
  FROM ledger_bookings b JOIN ledger_transfers t ON t.booking_id = b.id JOIN ledger_accounts s ON s.id = t.debit_account_id JOIN ledger_accounts r ON r.id = t.credit_account_id
  WHERE ${which} AND b.kind = 'advance_applied' AND NOT EXISTS (SELECT 1 FROM ledger_bookings v WHERE v.reverses_id = b.id)`;

/** What was set against a due or bill out of advances, of which it is none any more, goes back to where it came from; gives how much, in fen. */
export async function giveAdvancesBack(tx: EntityManager, { kind, id }: Pick<PayableFacts, 'kind' | 'id'>, memo: string, by: By): Promise<number> {
  const applied: Applied[] = await tx.query(`${standing('b.document = ?')} ORDER BY b.id`, [`${kind}:${id}`]);
  for (const booking of applied) await reverseBooking(tx, booking.id, { memo, on: dayInShanghai(by.at) }, by);
  return applied.reduce((sum, { fen }) => sum + Number(fen), 0);
}

/**
 * 撤销抵缴: the advance is there again, and what it had settled is owed again; the payer is told. `id` is that of its booking.
 * @throws payments.application_not_found where it does not stand (any more), payments.application_used where a receipt states it or it was paid back
 */
export async function takeBackApplication(tx: EntityManager, { id, reason }: { id: string; reason: string }, by: By): Promise<Advance> {
  const [found]: Applied[] = await tx.query(standing('b.id = ?'), [id]);
  ensure(found, 'payments.application_not_found');
  const locked = await payablesOf(tx, found.fund, [found.sourceId, found.subjectId], { lock: true });
  // Somebody may have taken it back while the rows were waited for.
  ensure((await tx.query(standing('b.id = ?'), [id])).length > 0, 'payments.application_not_found');
  const [source, target] = [found.sourceId, found.subjectId].map((wanted) => locked.find((payable) => payable.id === wanted)!);
  const fen = Number(found.fen);
  const isUsed = source!.id !== target!.id && (await receivedOn(tx, target!.id)) - fen < (await receiptedOn(tx, target!.kind, target!.id));
  ensure(!isUsed, 'payments.application_used');
  await reverseBooking(tx, id, { memo: `撤销预收款抵缴：${reason}`, on: dayInShanghai(by.at) }, by);
  await audit(tx, by, { action: 'payments.advance_taken_back', subject: { type: target!.kind, id: target!.id }, details: { fund: found.fund, from: source!.id, fen, reason } });
  await tellPayer(tx, target!, '预收款抵缴已撤销', `用${source!.title}多缴的 ${yuan(fen)} 抵缴${target!.title}已撤销，${target!.title}还有 ${yuan(target!.outstandingFen + fen)} 待缴。如有疑问请与协会财务联系。`, by.at);
  const [account] = await tx.findBy(LedgerAccount, { account: 'advance', documentId: source!.id });
  return { id: account!.id, source: source! };
}

/** So many are shown: who takes one back does so soon. */
const mostShown = 50;

/** 已抵缴: the last applications that stand, the latest first. */
export async function lastApplications(tx: EntityManager, actor: Actor) {
  const applied: Applied[] = await tx.query(`${standing('TRUE')} ORDER BY b.id DESC LIMIT ?`, [mostShown]);
  const payables = new Map<string, PayableFacts>();
  for (const fund of Object.values(fundOf)) {
    const ids = applied.filter((each) => each.fund === fund).flatMap(({ sourceId, subjectId }) => [sourceId, subjectId]);
    for (const payable of await payablesOf(tx, fund, [...new Set(ids)])) payables.set(payable.id, payable);
  }
  return applied.map(({ id, on, fund, sourceId, subjectId, fen }) => {
    const { kind, partyName, title } = payables.get(subjectId)!;
    return { id, on, fund, partyName, from: payables.get(sourceId)!.title, kind, subjectId, title, fen: Number(fen), mayTakeBack: mayApplyAdvance(actor) };
  });
}
