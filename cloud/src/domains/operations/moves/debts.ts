import type { DataSource, EntityManager } from 'typeorm';
import { StorageDebt } from './storage-debt.entity';

interface Noted {
  moveId: string;
  key: string;
  /** Which of the two stores is right. */
  truth: 'from' | 'to';
}

/** Notes that the other store has still to be made like this one, as to one object. */
export async function noteDebt(db: DataSource, { moveId, key, truth }: Noted, at: Date): Promise<void> {
  await db.query('INSERT INTO storage_debts (move_id, object_key, truth, times, noted_at) VALUES (?, ?, ?, 1, ?) ON DUPLICATE KEY UPDATE truth = VALUES(truth), times = times + 1', [moveId, key, truth, at]);
}

/** Whether an object that this store does not have was removed there, while the other one did not answer. */
export const isRemovedFrom = (db: DataSource, { moveId, key, truth }: Noted): Promise<boolean> => db.manager.existsBy(StorageDebt, { moveId, objectKey: key, truth });

export const countDebts = (tx: EntityManager, moveId: string): Promise<number> => tx.countBy(StorageDebt, { moveId });
