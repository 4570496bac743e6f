import type { EntityManager } from 'typeorm';
import type { Deps } from '../../../deps';
import { Transaction } from '../../transactions/transaction.entity';
import { requestReading } from './queue';

const slice = 200;

/**
 * Pictures of open deals that were taken before there was a queue: they are read when nothing else waits.
 * @returns whether there may be more.
 */
export async function requestEarlierReadings({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<boolean> {
  const images: { id: string; transactionId: string; personId: string }[] = await db.query(
    `SELECT i.id, i.transaction_id AS transactionId, t.person_id AS personId
     FROM transactions t JOIN images i ON i.transaction_id = t.id LEFT JOIN readings r ON r.image_id = i.id
     WHERE t.state IN ('capturing', 'awaiting_check', 'returned') AND i.problem_id IS NULL AND i.state = 'accepted' AND r.image_id IS NULL
     ORDER BY i.id LIMIT ?`,
    [slice],
  );
  for (const image of images) {
    await db.transaction(async (tx) => {
      await lockDeal(tx, image);
      await requestReading(tx, image, { owner: image, at: clock.now(), background: true });
    });
  }
  return images.length === slice;
}

/** Who accepts pictures locks the deal first; so do we, or the two would wait for each other. */
const lockDeal = (tx: EntityManager, { transactionId }: { transactionId: string }) => tx.findOne(Transaction, { where: { id: transactionId }, lock: { mode: 'pessimistic_write' } });
