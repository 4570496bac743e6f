import type { DataSource } from 'typeorm';
import { bringOver } from './bring-over';
import type { Work } from './copy-objects';
import { inParallel } from './copy-some';
import { withObject } from './object-trouble';
import { StorageDebt } from './storage-debt.entity';

const batch = 500;

/**
 * Makes up for what one store missed while it did not answer. An object that was written never becomes less by it: where the store that
 * should be right does not have it and the other one does, it goes the other way. @throws ProviderError where it still does not answer
 */
export async function settleDebts(db: DataSource, moveId: string, { from, to, pace }: Pick<Work, 'from' | 'to' | 'pace'>): Promise<void> {
  const debts = await db.manager.find(StorageDebt, { where: { moveId }, order: { objectKey: 'ASC' }, take: batch });
  await inParallel(debts, async ({ objectKey: key, truth, act, times }) => {
    const [right, other] = truth === 'from' ? [from, to] : [to, from];
    await withObject(key, async () => {
      const copied = await bringOver(right, other, key, { pace, mayRemove: act === 'remove' });
      if (!copied && act === 'write') await bringOver(other, right, key, { pace, mayRemove: false });
    });
    await db.manager.delete(StorageDebt, { moveId, objectKey: key, times });
  });
}
