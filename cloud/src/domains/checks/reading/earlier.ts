import type { Deps } from '../../../deps';
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
     WHERE t.state IN ('capturing', 'awaiting_check', 'returned') AND i.state = 'accepted' AND r.image_id IS NULL
     ORDER BY i.id LIMIT ?`,
    [slice],
  );
  const at = clock.now();
  await db.transaction(async (tx) => {
    for (const image of images) await requestReading(tx, image, { owner: image, at, background: true });
  });
  return images.length === slice;
}
