import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { isDuplicateKey } from '../../database-errors';
import type { StaffActor } from '../../http/actor';
import { ensure, refuseField, Refusal } from '../../http/errors';
import { payableOf, type PayableFacts } from './payables';
import { receivedOn } from './payments-of';
import { Receipt } from './receipt.entity';

/** Dues have the society's receipt without VAT, the service fee an invoice of the management company (law.md R-F9). */
const kinds = { due: 'dues_receipt', bill: 'vat_invoice' } as const satisfies Record<PayableFacts['kind'], Receipt['kind']>;

interface Issued {
  kind: PayableFacts['kind'];
  subjectId: string;
  number: string;
  fen: number;
  issuedOn: string;
}

/** 登记票据 for money that came in; all that stand may not exceed it. @throws payments.payable_not_found, payments.receipt_too_much, payments.receipt_exists */
export async function noteReceipt(tx: EntityManager, { kind: subjectKind, subjectId, number, fen, issuedOn }: Issued, staff: StaffActor, by: By): Promise<Receipt> {
  if (issuedOn > dayInShanghai(by.at)) refuseField('issuedOn', '开具日不能晚于今天。');
  ensure(await payableOf(tx, subjectKind, subjectId, { lock: true }), 'payments.payable_not_found');
  const [row]: { fen: string }[] = await tx.query("SELECT COALESCE(SUM(fen), 0) AS fen FROM receipts WHERE subject_kind = ? AND subject_id = ? AND state = 'issued'", [subjectKind, subjectId]);
  const openFen = (await receivedOn(tx, subjectId)) - Number(row!.fen);
  ensure(fen <= openFen, 'payments.receipt_too_much', { openFen: Math.max(0, openFen) });
  const receipt: Receipt = { id: uuidv7(), kind: kinds[subjectKind], number, state: 'issued', subjectKind, subjectId, fen, issuedOn, notedBy: staff.staffId, notedAt: by.at, voidReason: null, voidedBy: null, voidedAt: null };
  await tx.insert(Receipt, receipt).catch((error: unknown) => {
    throw isDuplicateKey(error, 'receipts_number') ? new Refusal('payments.receipt_exists') : error;
  });
  await audit(tx, by, { action: 'payments.receipt_issued', subject: { type: 'receipt', id: receipt.id }, details: { kind: receipt.kind, number, fen, subjectKind, subjectId } });
  return receipt;
}

/** 作废、红冲: its number stays used. @throws payments.receipt_not_found, payments.receipt_wrong_state */
export async function voidReceipt(tx: EntityManager, { id, reason }: { id: string; reason: string }, staff: StaffActor, by: By): Promise<Receipt> {
  const receipt = await tx.findOne(Receipt, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(receipt, 'payments.receipt_not_found');
  ensure(receipt.state === 'issued', 'payments.receipt_wrong_state');
  const voided = { state: 'void', voidReason: reason, voidedBy: staff.staffId, voidedAt: by.at } as const;
  await tx.update(Receipt, id, voided);
  await audit(tx, by, { action: 'payments.receipt_voided', subject: { type: 'receipt', id }, details: { kind: receipt.kind, number: receipt.number, fen: receipt.fen, reason }, changes: { state: { before: receipt.state, after: voided.state } } });
  return { ...receipt, ...voided };
}
