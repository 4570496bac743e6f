import type { EntityManager } from 'typeorm';
import type { Actor } from '../../http/actor';
import { billPayables } from '../billing/bill-payable';
import { balanceOf, balanceSql, type Fund } from '../ledger/accounts';
import { duePayables } from '../members/due-payable';
import { openPayables, type PayableFacts } from './payables';
import { receiptedOn, receivedOn } from './payments-of';
import { mayApplyAdvance } from './payments.policy';

/** 预收款: an account of the ledger, and the due or bill beyond which it was paid. */
export interface Advance {
  id: string;
  source: PayableFacts;
}

export const fundOf = { due: 'dues', bill: 'service_fee' } as const satisfies Record<PayableFacts['kind'], Fund>;

/** Dues or bills of a fund, locked where asked in the order of their ids. */
export const payablesOf = (tx: EntityManager, fund: Fund, ids: string[], { lock = false } = {}): Promise<PayableFacts[]> => (fund === 'dues' ? duePayables : billPayables)(tx, { ids }, { lock });

/** The advances of a fund that have something in them, the oldest first, perhaps of some payers alone; with `lock` the dues and bills from which they come are held. */
export async function advancesOf(tx: EntityManager, fund: Fund, { partyIds, lock = false }: { partyIds?: string[]; lock?: boolean } = {}): Promise<Advance[]> {
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
export async function freeFenOf(tx: EntityManager, { source }: Advance, targetId?: string): Promise<number> {
  const fen = await advanceFenOf(tx, source);
  if (source.id === targetId) return fen;
  return Math.max(0, Math.min(fen, (await receivedOn(tx, source.id)) - (await receiptedOn(tx, source.kind, source.id))));
}

/** 预收款 of both funds, each with what the same payer still owes. */
export async function listAdvances(tx: EntityManager, actor: Actor) {
  const items = [];
  for (const fund of Object.values(fundOf)) {
    const advances = await advancesOf(tx, fund);
    const open = advances.length > 0 ? await openPayables(tx, fund) : [];
    for (const advance of advances) items.push(await presentAdvance(tx, advance, open, actor));
  }
  return items;
}

/** One advance, as it is after an act. */
export async function presentOneAdvance(tx: EntityManager, advance: Advance, actor: Actor) {
  return presentAdvance(tx, advance, await openPayables(tx, advance.source.fund), actor);
}

async function presentAdvance(tx: EntityManager, advance: Advance, open: PayableFacts[], actor: Actor) {
  const { fund, partyId, partyName, kind, id: subjectId, title } = advance.source;
  const owed = open.filter((payable) => payable.partyId === partyId).map((payable) => ({ kind: payable.kind, id: payable.id, title: payable.title, outstandingFen: payable.outstandingFen, dueOn: payable.dueOn }));
  const freeFen = await freeFenOf(tx, advance);
  return { id: advance.id, fund, partyId, partyName, kind, subjectId, title, fen: await advanceFenOf(tx, advance.source), freeFen, payables: owed, mayApply: mayApplyAdvance(actor) && freeFen > 0 && owed.length > 0 };
}
