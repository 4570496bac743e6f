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
import { giveAdvancesBack } from '../payments/advance-applications';
import { isClearOfMoney } from '../payments/payments-of';
import { titleOfDue } from './due-payable';
import { Due, DuesContact } from './due.entity';
import { keyOfRaising } from './dues-runs';
import { Member } from './member.entity';
import { isImpartialToDue, mayCancelDue, mayNoteContact } from './members.policy';
import { tellCancelled } from './telling-members';

/** 撤销: only while no money of the payer lies with us for it and no receipt stands; the receivable is booked back, an advance that was set against it is one again, and its matter leaves the agenda. @throws members.due_not_found, members.due_wrong_state, members.same_person */
export async function cancelDue(tx: EntityManager, { id, reason }: { id: string; reason: string }, staff: StaffActor, by: By): Promise<Due> {
  // The item before the due: in this order the meeting's decision locks them too.
  await withdrawItem(tx, keyOfRefusal(id), reason, by);
  const due = await lockDue(tx, id);
  ensure(isImpartialToDue(staff, due), 'members.same_person');
  ensure(mayCancelDue(staff, due, await isClearOfMoney(tx, 'due', id)), 'members.due_wrong_state');
  const change = { state: 'cancelled', cancelledBy: staff.staffId, cancelReason: reason } as const;
  await tx.update(Due, id, change);
  const memo = `撤销${titleOfDue(due)}`;
  const returnedFen = await giveAdvancesBack(tx, { kind: 'due', id }, `${memo}，预收款恢复`, by);
  await audit(tx, by, { action: 'members.due_cancelled', subject: { type: 'due', id }, details: { reason, fen: due.fen, returnedFen }, changes: { state: { before: due.state, after: change.state } } });
  const raising = await tx.findOneBy(LedgerBooking, { key: keyOfRaising(id) });
  if (raising) await reverseBooking(tx, raising.id, { kind: 'due_cancelled', memo, on: dayInShanghai(by.at) }, by);
  const { companyId } = await tx.findOneByOrFail(Member, { id: due.memberId });
  await tellCancelled(tx, { companyId, due, returnedFen }, by.at);
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
