import type { EntityManager } from 'typeorm';
import { lastCheckpoint } from '../../evidence/checkpoints';
import { boundsOf } from './months';

/** A deal in its place in the month. */
export interface Placed {
  id: string;
  serial: string;
  completedAt: Date;
  /** About how much its pictures take. */
  bytes: number;
}

/** The deals of the whole city that were completed in the month, in the order of completion: the next `limit` ones after a deal, from the first one on where none is given. */
export async function dealsOfMonth(tx: EntityManager, month: string, after: Pick<Placed, 'id' | 'completedAt'> | undefined, limit: number): Promise<Placed[]> {
  const { from, until } = boundsOf(month);
  const rows: (Omit<Placed, 'bytes'> & { bytes: string })[] = await tx.query(
    `SELECT t.id, t.serial, t.completed_at AS completedAt, (SELECT COALESCE(SUM(i.bytes), 0) FROM images i WHERE i.transaction_id = t.id AND i.problem_id IS NULL) AS bytes
     FROM transactions t WHERE t.state = 'completed' AND t.completed_at >= ? AND t.completed_at < ? AND (t.completed_at > ? OR t.id > ?) ORDER BY t.completed_at, t.id LIMIT ?`,
    [after?.completedAt ?? from, until, after?.completedAt ?? from, after?.id ?? '', limit],
  );
  return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }));
}

export async function countDealsOfMonth(tx: EntityManager, month: string): Promise<number> {
  const { from, until } = boundsOf(month);
  const [counted]: { deals: string }[] = await tx.query("SELECT COUNT(*) AS deals FROM transactions WHERE state = 'completed' AND completed_at >= ? AND completed_at < ?", [from, until]);
  return Number(counted!.deals);
}

/** How many of them no checkpoint of the evidence log covers yet: sealed now, they would stay without a proof for ever. */
export async function countUncovered(tx: EntityManager, month: string): Promise<number> {
  const { from, until } = boundsOf(month);
  const [counted]: { deals: string }[] = await tx.query(
    `SELECT COUNT(*) AS deals FROM transactions t LEFT JOIN evidence_leaves l ON l.transaction_id = t.id
     WHERE t.state = 'completed' AND t.completed_at >= ? AND t.completed_at < ? AND (l.leaf_index IS NULL OR l.leaf_index >= ?)`,
    [from, until, (await lastCheckpoint(tx))?.size ?? 0],
  );
  return Number(counted!.deals);
}
