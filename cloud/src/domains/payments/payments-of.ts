import type { payableKinds, paymentWays } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { Receipt } from './receipt.entity';

/** From which account what is set against a debt came. */
const ways: Record<string, keyof typeof paymentWays> = { wechat_clearing: 'wechat', alipay_clearing: 'alipay', cash: 'cash', bank: 'bank', suspense: 'bank', advance: 'advance' };

interface Line {
  on: string;
  account: string;
  fen: string;
  reference: string | null;
  document: string | null;
}

/** 缴款: what was set against a due or bill, oldest first, as the ledger has it; a booking that was reversed counts for nothing. */
export async function paymentsOf(tx: EntityManager, documentId: string) {
  const lines: Line[] = await tx.query(
    `SELECT b.booked_on AS \`on\`, d.account, t.fen, b.reference, b.document
     FROM ledger_accounts a JOIN ledger_transfers t ON t.credit_account_id = a.id JOIN ledger_accounts d ON d.id = t.debit_account_id JOIN ledger_bookings b ON b.id = t.booking_id
     WHERE a.document_id = ? AND a.account = 'receivable' AND d.account IN (?) AND b.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM ledger_bookings r WHERE r.reverses_id = b.id)
     ORDER BY b.booked_on, b.id, t.position`,
    [documentId, Object.keys(ways)],
  );
  return lines.map(({ on, account, fen, reference, document }) => ({ on, way: ways[account]!, fen: Number(fen), reference: reference ?? '', orderId: /^payment_order:(.+)$/.exec(document ?? '')?.[1] ?? null }));
}

/** 实收: what came in for a due or bill and was not given back, in fen; an advance counts, and so does what was moved here from elsewhere. */
export async function receivedOn(tx: EntityManager, documentId: string): Promise<number> {
  const side = (ours: string, theirs: string) =>
    `(SELECT COALESCE(SUM(t.fen), 0) FROM ledger_accounts a JOIN ledger_transfers t ON t.${ours}_account_id = a.id JOIN ledger_accounts o ON o.id = t.${theirs}_account_id
      WHERE a.document_id = ? AND a.account IN ('receivable', 'advance') AND o.account <> 'income' AND NOT (o.account IN ('receivable', 'advance') AND o.document_id = a.document_id))`;
  const [row]: { fen: string }[] = await tx.query(`SELECT ${side('credit', 'debit')} - ${side('debit', 'credit')} AS fen`, [documentId, documentId]);
  return Number(row!.fen);
}

/** Whether a due or bill can be taken back: no money of the payer lies with us for it, received or on its way back, and no receipt of it stands. What was set against it out of an advance lies where it came in. */
export async function isClearOfMoney(tx: EntityManager, kind: keyof typeof payableKinds, id: string): Promise<boolean> {
  return (await heldFor(tx, id)) === 0 && (await receiptedOn(tx, kind, id)) === 0;
}

async function heldFor(tx: EntityManager, documentId: string): Promise<number> {
  const side = (ours: string, theirs: string) =>
    `(SELECT COALESCE(SUM(t.fen), 0) FROM ledger_accounts a JOIN ledger_transfers t ON t.${ours}_account_id = a.id JOIN ledger_accounts o ON o.id = t.${theirs}_account_id
      WHERE a.document_id = ? AND a.account IN ('receivable', 'advance', 'refund_payable') AND o.account NOT IN ('income', 'receivable', 'advance', 'refund_payable'))`;
  const [row]: { fen: string }[] = await tx.query(`SELECT ${side('credit', 'debit')} - ${side('debit', 'credit')} AS fen`, [documentId, documentId]);
  return Number(row!.fen);
}

/** What the receipts of a due or bill state that stand, in fen. */
export async function receiptedOn(tx: EntityManager, kind: keyof typeof payableKinds, id: string): Promise<number> {
  const [row]: { fen: string }[] = await tx.query("SELECT COALESCE(SUM(fen), 0) AS fen FROM receipts WHERE subject_kind = ? AND subject_id = ? AND state = 'issued'", [kind, id]);
  return Number(row!.fen);
}

/** 票据 of a due or bill, oldest first, void ones too. */
export async function receiptsOf(tx: EntityManager, kind: keyof typeof payableKinds, id: string) {
  return (await tx.find(Receipt, { where: { subjectKind: kind, subjectId: id }, order: { id: 'ASC' } })).map(presentReceipt);
}

export const presentReceipt = ({ id, kind, state, number, fen, issuedOn, voidReason }: Receipt) => ({ id, kind, state, number, fen, issuedOn, voidReason });
