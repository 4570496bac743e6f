import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { isDuplicateKey } from '../../database-errors';
import type { StaffActor } from '../../http/actor';
import { ensure, Refusal } from '../../http/errors';
import { insertRows } from '../../insert-rows';
import { MeterEvent } from './meter-event.entity';
import { billMonthOf, shareOpenMonth } from './open-month';

interface Taking {
  openMonth: string;
  reason: string;
  madeBy: string | null;
  at: Date;
}

/** The event that takes a charge back, in the bill of its month or, where that is drafted, the next one. */
export const reversalOf = (charge: MeterEvent, { openMonth, reason, madeBy, at }: Taking): MeterEvent => ({
  ...charge,
  id: uuidv7(),
  kind: 'reversal',
  turn: charge.turn + 1,
  billMonth: billMonthOf(charge.month, openMonth),
  fen: charge.fen === 0 ? 0 : -charge.fen,
  reason,
  madeBy,
  madeAt: at,
});

/** 冲减 of one car's charge, once, with its reason. @throws billing.event_not_found, billing.event_reversed also for what was not charged */
export async function reverseEvent(tx: EntityManager, { id, reason }: { id: string; reason: string }, staff: StaffActor, by: By): Promise<MeterEvent> {
  const openMonth = await shareOpenMonth(tx);
  const charge = await tx.findOneBy(MeterEvent, { id });
  ensure(charge, 'billing.event_not_found');
  ensure(charge.kind === 'charge' && charge.exemption === null, 'billing.event_reversed');
  const reversal = reversalOf(charge, { openMonth, reason, madeBy: staff.staffId, at: by.at });
  await insertRows(tx, MeterEvent, [reversal]).catch((error: unknown) => {
    throw isDuplicateKey(error, 'meter_events_turn') ? new Refusal('billing.event_reversed') : error;
  });
  const { transactionId, billMonth, fen } = reversal;
  await audit(tx, by, { action: 'billing.event_reversed', subject: { type: 'meter_event', id }, details: { transactionId, reversalId: reversal.id, fen, billMonth, reason } });
  return reversal;
}
