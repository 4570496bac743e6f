import type { DataSource } from 'typeorm';
import type { Storage } from '../../../adapters/storage/storage';
import { bringOver, type Pace } from './bring-over';
import { inParallel } from './copy-some';
import { StorageDebt } from './storage-debt.entity';
import type { StorageMove } from './storage-move.entity';

const batch = 500;

/** Makes up for what one store missed while it did not answer. @throws ProviderError where it still does not */
export async function settleDebts(db: DataSource, { move, from, to, pace }: { move: StorageMove; from: Storage; to: Storage; pace: Pace }): Promise<void> {
  const debts = await db.manager.find(StorageDebt, { where: { moveId: move.id }, order: { objectKey: 'ASC' }, take: batch });
  await inParallel(debts, async ({ moveId, objectKey, truth, times }) => {
    await (truth === 'from' ? bringOver(from, to, objectKey, pace) : bringOver(to, from, objectKey, pace));
    await db.manager.delete(StorageDebt, { moveId, objectKey, times });
  });
}
