import type { z } from 'zod';
import type { collection } from '@yongche/contract/members.shapes';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../http/actor';
import { ensure } from '../../http/errors';
import type { Staff } from '../identity/staff.entity';
import { outstandingSql } from '../ledger/accounts';
import { standingOf } from '../payments/payables';
import { isClearOfMoney, paymentsOf, receiptsOf, receivedOn } from '../payments/payments-of';
import { type Due, DuesContact } from './due.entity';
import { mayCancelDue, mayIssueReceipt, mayNoteCash, mayNoteContact } from './members.policy';

/** What of a due the lists and its page show. */
export type DueFacts = Pick<Due, 'id' | 'memberId' | 'year' | 'state' | 'schemeVersion' | 'tier' | 'fen' | 'dueOn' | 'remittanceCode' | 'raisedBy' | 'refusalItemId'> & { memberName: string; memberNumber: string; outstandingFen: number; reminders: number; lastContactAt: Date | null };
type Row = Omit<DueFacts, 'fen' | 'outstandingFen' | 'reminders'> & { fen: string; outstandingFen: string; reminders: string };

const columns = `d.id, d.member_id AS memberId, m.name AS memberName, m.number AS memberNumber, d.year, d.tier, d.state, d.scheme_version AS schemeVersion, d.fen, d.due_on AS dueOn,
  d.remittance_code AS remittanceCode, d.raised_by AS raisedBy, d.refusal_item_id AS refusalItemId, ${outstandingSql('d.id')} AS outstandingFen,
  (SELECT COUNT(DISTINCT c.step) FROM dues_contacts c WHERE c.due_id = d.id) AS reminders, (SELECT MAX(c.at) FROM dues_contacts c WHERE c.due_id = d.id) AS lastContactAt`;

/** Dues with what is open of them, by any condition on `dues d` and `members m`. */
export async function readDues(tx: EntityManager, where: string, values: unknown[]): Promise<DueFacts[]> {
  const rows: Row[] = await tx.query(`SELECT ${columns} FROM dues d JOIN members m ON m.id = d.member_id ${where}`, values);
  return rows.map((row) => ({ ...row, fen: Number(row.fen), outstandingFen: Number(row.outstandingFen), reminders: Number(row.reminders) }));
}

/** A due as the contract's summary has it. */
export function presentDue(due: DueFacts, today: string) {
  const { id, memberId, memberName, memberNumber, year, tier, state, fen, outstandingFen, dueOn, remittanceCode, reminders, lastContactAt, refusalItemId } = due;
  const standing = standingOf({ cancelled: state === 'cancelled', fen, outstandingFen, dueOn }, today);
  return { id, memberId, memberName, memberNumber, year, tier, state, standing, fen, outstandingFen, dueOn, remittanceCode, reminders, lastContactAt, refusalItemId };
}

/** One due, as after a change of it. @throws members.due_not_found */
export async function readDue(tx: EntityManager, id: string): Promise<DueFacts> {
  const [due] = await readDues(tx, 'WHERE d.id = ?', [id]);
  ensure(due, 'members.due_not_found');
  return due;
}

/** 一笔会费 with its payments, receipts and contacts, and what the reader may do with it. */
export async function presentDueInFull(tx: EntityManager, due: DueFacts, actor: Actor, today: string) {
  const receipts = await receiptsOf(tx, 'due', due.id);
  const received = await receivedOn(tx, due.id);
  const receiptFen = receipts.filter(({ state }) => state === 'issued').reduce((sum, { fen }) => sum + fen, 0);
  const contacts = await tx.find(DuesContact, { where: { dueId: due.id }, relations: { maker: true }, order: { at: 'DESC', id: 'DESC' } });
  return {
    ...presentDue(due, today),
    payments: await paymentsOf(tx, due.id),
    receipts,
    contacts: contacts.map((contact) => presentContact(contact, contact.maker ?? null)),
    schemeVersion: due.schemeVersion,
    may: {
      contact: mayNoteContact(actor, due),
      cancel: mayCancelDue(actor, due, await isClearOfMoney(tx, 'due', due.id)),
      noteCash: mayNoteCash(actor, due, due.outstandingFen),
      issueReceipt: mayIssueReceipt(actor, due, received - receiptFen),
    },
  };
}

/** 催缴记录 as it is read. */
export const presentContact = ({ at, way, outcome, note }: DuesContact, maker: Pick<Staff, 'name'> | null) => ({ at, way, outcome, note, by: maker?.name ?? '系统' });

/** 缴费率 of dues, by amount and by members (domain.md 1.3 h); who owes nothing counts for neither. */
export function collectionOf(dues: DueFacts[]): z.input<typeof collection> {
  const owed = dues.filter(({ state, fen }) => state === 'open' && fen > 0);
  const dueFen = owed.reduce((sum, { fen }) => sum + fen, 0);
  const paidFen = owed.reduce((sum, { fen, outstandingFen }) => sum + fen - outstandingFen, 0);
  const paidMembers = owed.filter(({ outstandingFen }) => outstandingFen <= 0).length;
  return { dueFen, paidFen, members: owed.length, paidMembers, byAmount: hundredthsOfPercent(paidFen, dueFen), byMembers: hundredthsOfPercent(paidMembers, owed.length) };
}

/** A share in hundredths of a percent, rounded half up in integers; null of nothing. */
const hundredthsOfPercent = (part: number, whole: number): number | null => (whole === 0 ? null : Number((BigInt(part) * 20_000n + BigInt(whole)) / (BigInt(whole) * 2n)));
