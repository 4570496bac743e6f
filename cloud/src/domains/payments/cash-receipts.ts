import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { StaffActor } from '../../http/actor';
import { ensure, refuseField } from '../../http/errors';
import { nextNumber } from '../../next-number';
import { CashReceipt } from './cash-receipt.entity';
import { payableOf, type PayableFacts } from './payables';
import { isImpartialToCash } from './payments.policy';
import { receivePayment } from './receive-payment';

interface Cash {
  kind: PayableFacts['kind'];
  subjectId: string;
  fen: number;
  receivedOn: string;
  note: string;
}

/** 登记现金收款; nothing is booked before another person has counted it. @throws payments.payable_not_found, payments.nothing_to_pay, payments.cash_too_much */
export async function noteCash(tx: EntityManager, { kind, subjectId, fen, receivedOn, note }: Cash, staff: StaffActor, by: By): Promise<CashReceipt> {
  const today = dayInShanghai(by.at);
  if (receivedOn > today) refuseField('receivedOn', '收款日不能晚于今天。');
  const payable = await payableOf(tx, kind, subjectId, { lock: true });
  ensureOwed(payable, fen);
  const { title, partyName: payerName, fund } = payable;
  const year = today.slice(0, 4);
  const number = `XJ${year}${String(await nextNumber(tx, `XJ${year}`)).padStart(4, '0')}`;
  const cash: CashReceipt = { id: uuidv7(), number, kind, subjectId, title, payerName, fund, state: 'noted', fen, receivedOn, note, notedBy: staff.staffId, notedAt: by.at, decidedBy: null, decidedAt: null, refusal: null };
  await tx.insert(CashReceipt, cash);
  await audit(tx, by, { action: 'payments.cash_noted', subject: { type: 'cash_receipt', id: cash.id }, details: { number, kind, subjectId, fen, receivedOn } });
  return cash;
}

/** 复核现金收款, by another person: booked on the day on which it came. @throws payments.cash_not_found, payments.cash_wrong_state, payments.same_person, payments.cash_too_much */
export async function confirmCash(tx: EntityManager, id: string, staff: StaffActor, by: By): Promise<CashReceipt> {
  const cash = await lockForDecision(tx, id, staff);
  const { kind, subjectId, number, fen } = cash;
  const payable = await payableOf(tx, kind, subjectId, { lock: true });
  ensureOwed(payable, fen);
  const confirmed = { state: 'confirmed', decidedBy: staff.staffId, decidedAt: by.at } as const;
  await tx.update(CashReceipt, id, confirmed);
  await receivePayment(tx, { payable, way: 'cash', fen, on: cash.receivedOn, key: `cash_received:${id}`, kind: 'cash_received', reference: number, memo: `${payable.partyName} ${payable.title}，现金 ${number}`, document: `cash_receipt:${id}` }, by);
  await audit(tx, by, { action: 'payments.cash_confirmed', subject: { type: 'cash_receipt', id }, details: { number, kind, subjectId, fen }, changes: { state: { before: cash.state, after: confirmed.state } } });
  return { ...cash, ...confirmed };
}

/** 退回现金收款登记, by another person. @throws payments.cash_not_found, payments.cash_wrong_state, payments.same_person */
export async function refuseCash(tx: EntityManager, { id, reason }: { id: string; reason: string }, staff: StaffActor, by: By): Promise<CashReceipt> {
  const cash = await lockForDecision(tx, id, staff);
  const refused = { state: 'refused', decidedBy: staff.staffId, decidedAt: by.at, refusal: reason } as const;
  await tx.update(CashReceipt, id, refused);
  await audit(tx, by, { action: 'payments.cash_refused', subject: { type: 'cash_receipt', id }, details: { number: cash.number, fen: cash.fen, reason }, changes: { state: { before: cash.state, after: refused.state } } });
  return { ...cash, ...refused };
}

function ensureOwed(payable: PayableFacts | null, fen: number): asserts payable {
  ensure(payable, 'payments.payable_not_found');
  ensure(!payable.cancelled && payable.outstandingFen > 0, 'payments.nothing_to_pay');
  ensure(fen <= payable.outstandingFen, 'payments.cash_too_much', { outstandingFen: payable.outstandingFen });
}

async function lockForDecision(tx: EntityManager, id: string, staff: StaffActor): Promise<CashReceipt> {
  const cash = await tx.findOne(CashReceipt, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(cash, 'payments.cash_not_found');
  ensure(cash.state === 'noted', 'payments.cash_wrong_state');
  ensure(isImpartialToCash(staff, cash), 'payments.same_person');
  return cash;
}
