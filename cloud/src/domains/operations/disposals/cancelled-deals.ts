import { In } from 'typeorm';
import { audit, type By } from '../../../audit/audit';
import type { Deps } from '../../../deps';
import { insertRows } from '../../../insert-rows';
import { destroyPictures, picturesOf } from '../../transactions/destroy-pictures';
import { Transaction } from '../../transactions/transaction.entity';
import { removeObjects, rowOf } from './carry-out';
import { DisposedDeal } from './disposal.entity';
import { cancelledDue } from './due-deals';

const batch = 20;
const never = new AbortController().signal;

/**
 * 取消的交易: nothing rests on their pictures, so pictures and keys go by themselves once the days are over for which they are kept, the
 * longest cancelled first, some each round; each leaves an audit row. What is not over holds one back as in a disposal. Repeatable, also
 * twice at once. @throws ProviderError where the storage does not answer; the objects are removed by the next round
 */
export async function endCancelledDeals(deps: Pick<Deps, 'db' | 'storage' | 'clock'>): Promise<void> {
  await removeObjects(deps, null, never);
  const ids = await cancelledDue(deps.db.manager, { limit: batch }, deps.clock.now());
  if (ids.length === 0) return;
  await deps.db.transaction(async (tx) => {
    const locked = await tx.find(Transaction, { where: { id: In(ids) }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
    const by: By = { author: { kind: 'system' }, origin: undefined, at: deps.clock.now() };
    const due = new Set(await cancelledDue(tx, { limit: batch, ids }, by.at));
    const deals = locked.filter(({ id }) => due.has(id));
    if (deals.length === 0) return;
    const destroyed = new Map((await picturesOf(tx, [...due])).map((one) => [one.transactionId, one]));
    const rows = deals.map((deal) => rowOf(null, deal, destroyed.get(deal.id)!, by.at));
    await insertRows(tx, DisposedDeal, rows);
    await destroyPictures(tx, [...due], by.at);
    for (const { transactionId: id, pictures, bytes, leaf } of rows) await audit(tx, by, { action: 'operations.cancelled_disposed', subject: { type: 'transaction', id }, details: { pictures, bytes, leaf } });
  });
  await removeObjects(deps, null, never);
}
