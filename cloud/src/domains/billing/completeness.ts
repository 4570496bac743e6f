import type { EntityManager } from 'typeorm';
import { nextDay, startOfDay } from '../../clock';

/**
 * 计量完整性 of these days (Shanghai, both included): how many deals were completed on them, and how many of these have their event. An
 * event stands on the day of its deal and the first of each deal is unique, so equal counts prove that none is missing. Two counts over
 * indexes in one statement, which sees both sides at one moment.
 */
export async function meteringOf(tx: EntityManager, { from, to }: { from: string; to: string }): Promise<{ completed: number; metered: number }> {
  const [row]: { completed: string; metered: string }[] = await tx.query(
    `SELECT (SELECT COUNT(*) FROM transactions WHERE completed_at >= ? AND completed_at < ?) AS completed,
       (SELECT COUNT(*) FROM meter_events WHERE completed_on BETWEEN ? AND ? AND turn = 1) AS metered`,
    [startOfDay(from), startOfDay(nextDay(to)), from, to],
  );
  return { completed: Number(row!.completed), metered: Number(row!.metered) };
}
