import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { outstandingOf } from '../ledger/accounts';
import { postBooking } from '../ledger/post-booking';
import type { PayableFacts } from './payables';

/**
 * 多缴转预收: where a reversal has brought back money for a due or bill that was paid in another way meanwhile, what is beyond the debt is
 * the payer's advance; a debt is never below zero. The payable must have been locked before anything was booked.
 */
export async function keepExcess(tx: EntityManager, { kind, id: documentId, fund, partyId, partyName, title }: PayableFacts, by: By): Promise<void> {
  const excess = Math.max(0, -(await outstandingOf(tx, [documentId])).get(documentId)!);
  const transfers = [{ fund, debit: { account: 'receivable' as const, partyId, documentId }, credit: { account: 'advance' as const, partyId, documentId }, fen: excess }];
  await postBooking(tx, { kind: 'correction', key: `excess:${uuidv7()}`, on: dayInShanghai(by.at), memo: `${partyName} ${title}，多缴部分记为预收款`, document: `${kind}:${documentId}`, transfers }, by);
}
