import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import type { Actor, StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { insertRows } from '../../insert-rows';
import { CheckHold } from './check-hold.entity';
import { CounterCheck } from './counter-check.entity';
import type { Transaction } from './transaction.entity';
import { mayComplete } from './transactions.policy';

/** A page that is open and used renews it several times; whoever walks away keeps the deal no longer than this. */
const leaseMs = 3 * 60_000;
/** Who comes back so soon after the lease, such as after a reload, goes on with the same check. */
const returnMs = leaseMs;

/** A deal in somebody's hands at this moment, as the contract shows it. */
export interface LivingHold {
  staffId: string;
  operatorName: string;
  openedAt: Date;
  until: Date;
}

/** Who has these deals open at this moment, by deal. */
export async function holdsOf(tx: EntityManager, transactionIds: string[], now: Date): Promise<Map<string, LivingHold>> {
  const rows: (LivingHold & { transactionId: string })[] = await tx.query(
    `SELECT h.transaction_id AS transactionId, h.staff_id AS staffId, s.name AS operatorName, h.opened_at AS openedAt, h.held_until AS until
     FROM check_holds h JOIN staff s ON s.id = h.staff_id WHERE h.transaction_id IN (?) AND h.held_until > ?`,
    [transactionIds, now],
  );
  return new Map(rows.map(({ transactionId, ...hold }) => [transactionId, hold]));
}

/** Whether it is a colleague of `actor` who has the deal open. */
export const isHeldByAnother = (hold: LivingHold | null, actor: Actor) => hold !== null && !(actor.kind === 'staff' && actor.staffId === hold.staffId);

/** @throws transaction.held, naming the colleague who has the deal open; the deal is locked */
export async function ensureNotHeld(tx: EntityManager, dealId: string, actor: StaffActor, now: Date): Promise<void> {
  const hold = (await holdsOf(tx, [dealId], now)).get(dealId) ?? null;
  ensure(!isHeldByAnother(hold, actor), 'transaction.held', { operatorName: hold?.operatorName });
}

/**
 * 打开核对: the waiting deal is kept for this operator for three minutes from now, if nobody else has it; asked again it is kept
 * longer. What has lapsed is anybody's. The deal is locked.
 * @throws transaction.wrong_state, transaction.held
 */
export async function holdDeal(tx: EntityManager, { deal, actor }: { deal: Transaction; actor: StaffActor }, { at }: By): Promise<void> {
  ensure(mayComplete(actor, deal), 'transaction.wrong_state');
  await ensureNotHeld(tx, deal.id, actor, at);
  await keep(tx, deal.id, actor, at);
}

/**
 * 接手: takes a deal out of the hands of `from`, whom the page names, with a reason that stays in its history. Where it has
 * lapsed meanwhile nobody is overruled, and nothing is written down.
 * @throws transaction.wrong_state, transaction.held where it is in a third one's hands by now
 */
export async function takeOverDeal(tx: EntityManager, { deal, actor, from, reason }: { deal: Transaction; actor: StaffActor; from: string; reason: string }, by: By): Promise<void> {
  ensure(mayComplete(actor, deal), 'transaction.wrong_state');
  const hold = (await holdsOf(tx, [deal.id], by.at)).get(deal.id) ?? null;
  const isOverruled = isHeldByAnother(hold, actor);
  ensure(!isOverruled || hold?.staffId === from, 'transaction.held', { operatorName: hold?.operatorName });
  await keep(tx, deal.id, actor, by.at);
  if (isOverruled) await audit(tx, by, { action: 'transactions.check_taken_over', subject: { type: 'transaction', id: deal.id }, details: { from, reason } });
}

async function keep(tx: EntityManager, transactionId: string, { staffId }: StaffActor, at: Date): Promise<void> {
  const former = await tx.findOneBy(CheckHold, { transactionId });
  const heldUntil = new Date(at.getTime() + leaseMs);
  if (!former) return insertRows(tx, CheckHold, [{ transactionId, staffId, openedAt: at, heldUntil }]);
  const goesOn = former.staffId === staffId && former.heldUntil.getTime() + returnMs >= at.getTime();
  await tx.update(CheckHold, transactionId, { staffId, heldUntil, openedAt: goesOn ? former.openedAt : at });
}

/** 放开: who leaves the page gives the deal back; who does not have it gives back nothing. */
export async function giveBackDeal(tx: EntityManager, transactionId: string, { staffId }: StaffActor, now: Date): Promise<void> {
  await tx.query('UPDATE check_holds SET held_until = ? WHERE transaction_id = ? AND staff_id = ? AND held_until > ?', [now, transactionId, staffId, now]);
}

/** The deal went out of the queue: nobody has it any more. */
export async function dropHold(tx: EntityManager, transactionId: string): Promise<void> {
  await tx.delete(CheckHold, { transactionId });
}

/** A check came to an end: it is counted with the time since this operator opened the deal, where that is known. */
export async function endCheck(tx: EntityManager, { deal, actor, outcome, codes }: { deal: Transaction; actor: StaffActor } & Pick<CounterCheck, 'outcome' | 'codes'>, at: Date): Promise<void> {
  const hold = await tx.findOneBy(CheckHold, { transactionId: deal.id });
  const isOwn = hold?.staffId === actor.staffId && hold.heldUntil.getTime() + returnMs >= at.getTime();
  // Two processes' clocks may differ by a little.
  const openedAt = isOwn ? new Date(Math.min(hold.openedAt.getTime(), at.getTime())) : null;
  await insertRows(tx, CounterCheck, [{ id: uuidv7(), transactionId: deal.id, marketId: deal.marketId, staffId: actor.staffId, outcome, openedAt, decidedAt: at, codes }]);
  await dropHold(tx, deal.id);
}
