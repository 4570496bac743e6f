import type { EntityManager } from 'typeorm';
import { outstandingSql } from '../ledger/accounts';
import type { PayableFacts } from '../payments/payables';

interface Which {
  ids?: string[];
  /** The company of the member that runs the market. */
  companyId?: string;
  marketId?: string;
  /** Only what has something open. */
  outstanding?: true;
}

interface Row {
  id: string;
  state: string;
  marketId: string;
  marketName: string;
  companyId: string | null;
  month: string;
  fen: string;
  outstandingFen: string;
  dueOn: string;
  remittanceCode: string;
}

/** SQL: the company of the member that runs the market whose id stands in this column, or ran it last; null where there is none, or none is linked. */
export const payingCompanySql = (column: string) => `(SELECT pm.company_id FROM members pm WHERE pm.market_id = ${column} ORDER BY pm.live_market_id IS NULL, pm.left_on DESC LIMIT 1)`;

/** Published bills as something to be paid, with those that were void afterwards (`cancelled`); their rows are locked where asked, in the order of their ids. */
export async function billPayables(tx: EntityManager, { ids, companyId, marketId, outstanding }: Which, { lock = false } = {}): Promise<PayableFacts[]> {
  if (ids?.length === 0) return [];
  const conditions = [
    { sql: 'b.published_at IS NOT NULL', values: [] },
    ...(ids ? [{ sql: 'b.id IN (?)', values: [ids] }] : []),
    ...(marketId ? [{ sql: 'b.market_id = ?', values: [marketId] }] : []),
    ...(companyId ? [{ sql: `${payingCompanySql('b.market_id')} = ?`, values: [companyId] }] : []),
  ];
  const where = conditions.map(({ sql }) => sql).join(' AND ');
  const values = conditions.flatMap((condition): unknown[] => condition.values);
  if (lock) await tx.query(`SELECT b.id FROM bills b WHERE ${where} ORDER BY b.id FOR UPDATE`, values);
  const rows: Row[] = await tx.query(
    `SELECT * FROM (
       SELECT b.id, b.state, b.market_id AS marketId, k.name AS marketName, ${payingCompanySql('b.market_id')} AS companyId, b.month, b.fen, ${outstandingSql('b.id')} AS outstandingFen, b.due_on AS dueOn, b.remittance_code AS remittanceCode
       FROM bills b JOIN markets k ON k.id = b.market_id WHERE ${where}
     ) found ${outstanding ? "WHERE outstandingFen > 0 AND state <> 'void'" : ''} ORDER BY dueOn, id`,
    values,
  );
  return rows.map(({ state, marketId: partyId, marketName: partyName, month, fen, outstandingFen, ...row }) => ({
    ...row,
    kind: 'bill',
    fund: 'service_fee',
    partyId,
    partyName,
    title: titleOfBill(month),
    fen: Number(fen),
    outstandingFen: Number(outstandingFen),
    cancelled: state === 'void',
  }));
}

/** Such as 2026年5月影像系统服务费. */
export function titleOfBill(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return `${year}年${number}月影像系统服务费`;
}
