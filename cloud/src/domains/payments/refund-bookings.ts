import type { EntityManager } from 'typeorm';
import type { By } from '../../audit/audit';
import { balanceOf } from '../ledger/accounts';
import { postBooking } from '../ledger/post-booking';
import { payableOf } from './payables';
import type { PaymentOrder } from './payment-order.entity';
import type { Refund } from './refund.entity';

/** Takes the sum of a refund out of what was received: first of the payer's advance for this due or bill, the rest is outstanding again. Once for each attempt. */
export async function bookRefund(tx: EntityManager, { order, refund, on }: { order: PaymentOrder; refund: Pick<Refund, 'id' | 'number' | 'fen' | 'attempt'>; on: string }, by: By): Promise<string> {
  const { kind, fund, partyId, subjectId: documentId, payerName, title } = order;
  await payableOf(tx, kind, documentId, { lock: true });
  const advance = { account: 'advance' as const, partyId, documentId };
  const credit = { account: 'refund_payable' as const, partyId, documentId };
  const fromAdvance = Math.min(refund.fen, Math.max(0, -(await balanceOf(tx, fund, advance))));
  const bookingId = await postBooking(
    tx,
    {
      ...{ kind: 'refund_approved', key: `refund_approved:${refund.id}:${refund.attempt}`, on, memo: `${payerName} ${title}，退款`, document: `refund:${refund.id}`, reference: refund.number },
      transfers: [
        { fund, debit: advance, credit, fen: fromAdvance },
        { fund, debit: { account: 'receivable', partyId, documentId }, credit, fen: refund.fen - fromAdvance },
      ],
    },
    by,
  );
  return bookingId!;
}
