import { type DataSource, type EntityManager, In } from 'typeorm';
import { type Act, StorageDebt } from './storage-debt.entity';

interface Noted {
  moveId: string;
  key: string;
  /** Which of the two stores is right. */
  truth: 'from' | 'to';
  act: Act;
}

/** Notes that the other store has still to be made like this one, as to one object. */
export async function noteDebt(db: DataSource, { moveId, key, truth, act }: Noted, at: Date): Promise<void> {
  await db.query('INSERT INTO storage_debts (move_id, object_key, truth, act, times, noted_at) VALUES (?, ?, ?, ?, 1, ?) ON DUPLICATE KEY UPDATE truth = VALUES(truth), act = VALUES(act), times = times + 1', [moveId, key, truth, act, at]);
}

/** Which of these objects were removed from one store while the other did not answer. */
export async function removedFrom(db: DataSource, { moveId, truth, keys }: Pick<Noted, 'moveId' | 'truth'> & { keys: string[] }): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const debts = await db.manager.find(StorageDebt, { select: { objectKey: true }, where: { moveId, truth, act: 'remove', objectKey: In(keys) } });
  return new Set(debts.map(({ objectKey }) => objectKey));
}

/** What one of the stores has still to do with an object; undefined where nothing. */
export const owedActOf = async (tx: EntityManager, moveId: string, objectKey: string): Promise<Act | undefined> => (await tx.findOneBy(StorageDebt, { moveId, objectKey }))?.act;

/** @param truth only those of which this store is right */
export const countDebts = (tx: EntityManager, moveId: string, truth?: 'from' | 'to'): Promise<number> => tx.countBy(StorageDebt, { moveId, ...(truth ? { truth } : {}) });
