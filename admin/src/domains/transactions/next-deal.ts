import type { DealSummary } from './deal';

/** Whether a colleague of this operator has the deal open. */
export const isTaken = ({ hold }: Pick<DealSummary, 'hold'>, staffId: string) => hold !== null && hold.staffId !== staffId;

/** The longest wait in the queue that nobody else is at, and that is not the deal which was just dealt with. */
export function nextDealOf(queue: DealSummary[], staffId: string, exceptId?: string): DealSummary | undefined {
  return queue.find((deal) => deal.id !== exceptId && !isTaken(deal, staffId));
}
