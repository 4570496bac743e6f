import type { EntityManager } from 'typeorm';
import { outstandingSql } from '../ledger/accounts';
import type { PayableFacts } from '../payments/payables';
import type { Due } from './due.entity';

interface Where {
  ids?: string[];
  companyId?: string;
  memberId?: string;
  /** Only those of which something is open. */
  outstanding?: true;
}

interface Row {
  id: string;
  state: Due['state'];
  memberId: string;
  memberName: string;
  companyId: string | null;
  year: number;
  fen: string;
  outstandingFen: string;
  dueOn: string;
  remittanceCode: string;
}

/** What a due is called wherever it is paid. */
export const titleOfDue = ({ year }: Pick<Due, 'year'>) => `${year}年度会费`;

/** Dues as payments see them, the earliest deadline first; `lock` holds their rows, and what is open of them is read after that. */
export async function duePayables(tx: EntityManager, { ids, companyId, memberId, outstanding }: Where, { lock = false } = {}): Promise<PayableFacts[]> {
  const conditions = [
    ...(ids ? [{ sql: 'd.id IN (?)', value: ids }] : []),
    ...(companyId ? [{ sql: 'd.member_id IN (SELECT c.id FROM members c WHERE c.company_id = ?)', value: companyId }] : []),
    ...(memberId ? [{ sql: 'd.member_id = ?', value: memberId }] : []),
  ];
  if (ids?.length === 0) return [];
  const where = conditions.map(({ sql }) => sql).join(' AND ') || 'TRUE';
  const values = conditions.map(({ value }) => value);
  if (lock) await tx.query(`SELECT d.id FROM dues d WHERE ${where} ORDER BY d.id FOR UPDATE`, values);
  const rows: Row[] = await tx.query(
    `SELECT d.id, d.state, d.member_id AS memberId, m.name AS memberName, m.company_id AS companyId, d.year, d.fen, d.due_on AS dueOn, d.remittance_code AS remittanceCode, ${outstandingSql('d.id')} AS outstandingFen
     FROM dues d JOIN members m ON m.id = d.member_id WHERE ${where} ORDER BY d.due_on, d.id`,
    values,
  );
  return rows.map(payableFactsOf).filter((facts) => !outstanding || (!facts.cancelled && facts.outstandingFen > 0));
}

function payableFactsOf({ id, state, memberId, memberName, companyId, year, fen, outstandingFen, dueOn, remittanceCode }: Row): PayableFacts {
  const amounts = { fen: Number(fen), outstandingFen: Number(outstandingFen) };
  return { kind: 'due', id, fund: 'dues', partyId: memberId, partyName: memberName, companyId, title: titleOfDue({ year }), ...amounts, dueOn, cancelled: state === 'cancelled', remittanceCode };
}
