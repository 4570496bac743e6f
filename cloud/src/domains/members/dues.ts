import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { insertRows } from '../../insert-rows';
import { withdrawItem } from '../governance/agenda';
import { outstandingOf } from '../ledger/accounts';
import { LedgerBooking } from '../ledger/ledger.entity';
import { reverseBooking } from '../ledger/post-booking';
import { receivedOn } from '../payments/payments-of';
import { titleOfDue } from './due-payable';
import { Due, DuesContact } from './due.entity';
import { keyOfRaising } from './dues-runs';
import { isImpartialToDue, mayCancelDue, mayNoteContact } from './members.policy';

/** 撤销: only while nothing has been paid of it; the receivable is booked back, and its matter leaves the agenda. @throws members.due_not_found, members.due_wrong_state, members.same_person */
export async function cancelDue(tx: EntityManager, { id, reason }: { id: string; reason: string }, staff: StaffActor, by: By): Promise<Due> {
  // The item before the due: in this order the meeting's decision locks them too.
  await withdrawItem(tx, keyOfRefusal(id), reason, by);
  const due = await lockDue(tx, id);
  ensure(isImpartialToDue(staff, due), 'members.same_person');
  const outstandingFen = await outstandingOfDue(tx, id);
  ensure(mayCancelDue(staff, due, outstandingFen) && (await receivedOn(tx, id)) === 0, 'members.due_wrong_state');
  const change = { state: 'cancelled', cancelledBy: staff.staffId, cancelReason: reason } as const;
  await tx.update(Due, id, change);
  await audit(tx, by, { action: 'members.due_cancelled', subject: { type: 'due', id }, details: { reason, fen: due.fen }, changes: { state: { before: due.state, after: change.state } } });
  const raising = await tx.findOneBy(LedgerBooking, { key: keyOfRaising(id) });
  if (raising) await reverseBooking(tx, raising.id, { kind: 'due_cancelled', memo: `撤销${titleOfDue(due)}`, on: dayInShanghai(by.at) }, by);
  return { ...due, ...change };
}

/** 记录催缴: a call, a visit or a letter. @throws members.due_not_found, members.due_wrong_state for a cancelled one */
export async function noteContact(tx: EntityManager, { id: dueId, way, note }: { id: string; way: 'phone' | 'visit' | 'letter'; note: string }, staff: StaffActor, by: By): Promise<DuesContact> {
  const due = await lockDue(tx, dueId);
  ensure(mayNoteContact(staff, due), 'members.due_wrong_state');
  const contact: DuesContact = { id: uuidv7(), dueId, at: by.at, way, outcome: 'noted', step: null, onceKey: null, note, madeBy: staff.staffId };
  await insertRows(tx, DuesContact, [contact]);
  await audit(tx, by, { action: 'members.contact_noted', subject: { type: 'due', id: dueId }, details: { way } });
  return contact;
}

/** The matter of a due that is refused, on the agenda of the chairs. */
export const keyOfRefusal = (dueId: string) => `due:${dueId}`;

/** What is still to be paid of a due, in fen; read it after its row is locked. */
export const outstandingOfDue = async (tx: EntityManager, id: string): Promise<number> => (await outstandingOf(tx, [id])).get(id)!;

/** @throws members.due_not_found */
export async function lockDue(tx: EntityManager, id: string): Promise<Due> {
  const due = await tx.findOne(Due, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(due, 'members.due_not_found');
  return due;
}
