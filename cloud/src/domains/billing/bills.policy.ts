import type { Actor, StaffActor } from '../../http/actor';
import type { Bill } from './bill.entity';
import type { MeterEvent } from './meter-event.entity';

type Standing = Pick<Bill, 'state' | 'draftedBy'>;

const decides = (actor: Actor): actor is StaffActor => actor.kind === 'staff' && (actor.role === 'finance' || actor.role === 'president');
/** Never who drafted it (law.md R-F5). */
export const isImpartialToBill = (actor: Actor, { draftedBy }: Pick<Bill, 'draftedBy'>) => actor.kind === 'staff' && actor.staffId !== draftedBy;
export const mayCheckBill = (actor: Actor, bill: Standing) => decides(actor) && bill.state === 'draft' && isImpartialToBill(actor, bill);
export const mayPublishBill = (actor: Actor, bill: Standing) => decides(actor) && bill.state === 'checked' && isImpartialToBill(actor, bill);
/** What is published already is taken back by a second person too. */
export const mayVoidBill = (actor: Actor, bill: Standing) => decides(actor) && (bill.state === 'draft' || bill.state === 'checked' || (bill.state === 'published' && isImpartialToBill(actor, bill)));
export const mayReverseEvent = (actor: Actor, { kind, exemption }: Pick<MeterEvent, 'kind' | 'exemption'>) => actor.role === 'finance' && kind === 'charge' && exemption === null;

/**
 * The association's staff read every bill; a market's manager and the manager of the company that pays for it read what was
 * published to them, also where it is void by now.
 */
export function mayReadBill(actor: Actor, { marketId, publishedAt }: Pick<Bill, 'marketId' | 'publishedAt'>, payingCompanyId: string | null): boolean {
  if (actor.kind === 'staff' && actor.marketId === null) return true;
  if (publishedAt === null) return false;
  return actor.kind === 'staff' ? actor.marketId === marketId : actor.companyId !== null && actor.companyId === payingCompanyId;
}
