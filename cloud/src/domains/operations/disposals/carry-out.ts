import { setTimeout as sleep } from 'node:timers/promises';
import { type EntityManager, In, IsNull } from 'typeorm';
import { ProviderError } from '../../../adapters/provider-error';
import { audit, type By } from '../../../audit/audit';
import type { Deps } from '../../../deps';
import { insertRows } from '../../../insert-rows';
import type { JobOutcome, JobRun } from '../../../jobs/queue';
import { erasePartiesOf } from '../../privacy/erase-parties';
import { type Destroyed, destroyPictures, picturesOf } from '../../transactions/destroy-pictures';
import { folderOfDeal } from '../../transactions/sealed-pictures';
import { Transaction } from '../../transactions/transaction.entity';
import { noLeaves, rootOf, withLeaves } from '../moves/growing-tree';
import { Disposal, DisposedDeal } from './disposal.entity';
import { leafOfDisposed } from './disposed-deals';
import { countHeldBack, nextDue, type Place, stillDue } from './due-deals';

type DisposeDeps = Pick<Deps, 'db' | 'storage' | 'clock' | 'log'>;

/** Deals that one transaction takes: some hundred rows of pictures, locked for some milliseconds. */
const batch = 20;
/** The counters come first. */
const restMs = 20;
const storageRestSeconds = 300;
/** What a sealed object has more than what it holds. */
const sealingBytes = 29;

/**
 * Carries out an approved disposal, batch by batch, each from what the database says: whoever is killed or runs twice destroys nothing
 * more and nothing less. First the rows and the keys, in one transaction with the leaf; then the objects, until the storage lists
 * none; then the persons of whom nothing else is kept. At the end the root over all leaves.
 */
export async function carryOut(deps: DisposeDeps, disposalId: string, { signal }: Pick<JobRun, 'signal'>): Promise<JobOutcome> {
  const disposal = await deps.db.manager.findOneBy(Disposal, { id: disposalId, state: 'approved' });
  if (!disposal) return undefined;
  try {
    return await destroyAll(deps, disposal, signal);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    // However long the storage is away: what was approved is carried out.
    deps.log.warn({ err: error, disposalId }, 'a disposal waits for the storage');
    return { againInSeconds: storageRestSeconds };
  }
}

async function destroyAll(deps: DisposeDeps, disposal: Disposal, signal: AbortSignal): Promise<void> {
  await removeObjects(deps, disposal, signal);
  let after: Place = { completedAt: new Date(0), id: '' };
  for (;;) {
    signal.throwIfAborted();
    const places = await nextDue(deps.db.manager, { completedUntil: disposal.completedUntil, after, limit: batch }, deps.clock.now());
    if (places.length === 0) break;
    await takeBatch(deps, disposal, places.map(({ id }) => id));
    await removeObjects(deps, disposal, signal);
    after = places.at(-1)!;
    await sleep(restMs, undefined, { signal });
  }
  await finish(deps, disposal);
}

/** Locked first, then judged: a problem that is opened at this moment waits, or is seen. */
async function takeBatch({ db, clock }: DisposeDeps, disposal: Disposal, ids: string[]): Promise<void> {
  await db.transaction(async (tx) => {
    const locked = await tx.find(Transaction, { where: { id: In(ids) }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
    const at = clock.now();
    const due = await stillDue(tx, ids, disposal.completedUntil, at);
    const deals = locked.filter(({ id }) => due.has(id));
    if (deals.length === 0) return;
    const destroyed = new Map((await picturesOf(tx, deals.map(({ id }) => id))).map((one) => [one.transactionId, one]));
    await insertRows(tx, DisposedDeal, deals.map((deal) => rowOf(disposal, deal, destroyed.get(deal.id)!, at)));
    await destroyPictures(tx, deals.map(({ id }) => id), at);
  });
}

function rowOf({ id: disposalId }: Disposal, deal: Transaction, { images }: Destroyed, disposedAt: Date): DisposedDeal {
  const small = images.map(({ thumbnailBytes }) => thumbnailBytes ?? 0).filter((bytes) => bytes > 0);
  const sum = (sizes: number[]) => sizes.reduce((total, bytes) => total + bytes + sealingBytes, 0);
  return {
    ...{ transactionId: deal.id, disposalId, leaf: leafOfDisposed(disposalId, deal, images), disposedAt, removedAt: null },
    ...{ pictures: images.length, bytes: sum(images.map(({ bytes }) => bytes ?? 0)), thumbnails: small.length, thumbnailBytes: sum(small) },
  };
}

/** Everything that lies in the folders of destroyed deals goes; what the storage does not remove now is removed by the next run. */
async function removeObjects({ db, storage, clock }: DisposeDeps, { id: disposalId }: Disposal, signal: AbortSignal): Promise<void> {
  for (;;) {
    const rows = await db.manager.find(DisposedDeal, { where: { disposalId, removedAt: IsNull() }, order: { transactionId: 'ASC' }, take: batch });
    if (rows.length === 0) return;
    const deals = await db.manager.find(Transaction, { select: { id: true, createdAt: true }, where: { id: In(rows.map(({ transactionId }) => transactionId)) } });
    for (const deal of deals) {
      signal.throwIfAborted();
      for (let keys = await storage.list(folderOfDeal(deal)); keys.length > 0; keys = await storage.list(folderOfDeal(deal))) await Promise.all(keys.map((key) => storage.remove(key)));
    }
    const ids = deals.map(({ id }) => id);
    await notePersons(db.manager, disposalId, await erasePartiesOf(db, ids, clock.now()));
    await db.manager.update(DisposedDeal, { transactionId: In(ids), removedAt: IsNull() }, { removedAt: clock.now() });
  }
}

async function notePersons(tx: EntityManager, disposalId: string, erased: number): Promise<void> {
  if (erased > 0) await tx.query('UPDATE disposals SET persons = persons + ? WHERE id = ?', [erased, disposalId]);
}

async function finish({ db, clock, log }: DisposeDeps, { id, completedUntil }: Disposal): Promise<void> {
  await db.transaction(async (tx) => {
    const disposal = await tx.findOne(Disposal, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (disposal?.state !== 'approved') return;
    const by: By = { author: { kind: 'system' }, origin: undefined, at: clock.now() };
    const { root, deals, pictures, bytes } = await sumOf(tx, id);
    const heldBack = await countHeldBack(tx, completedUntil, by.at);
    await tx.update(Disposal, id, { state: 'done', openKey: null, doneAt: by.at, root, deals, pictures, bytes, heldBack });
    await audit(tx, by, { action: 'operations.disposal_done', subject: { type: 'disposal', id }, details: { completedUntil, deals, pictures, bytes, heldBack, persons: disposal.persons, root } });
    log.info({ disposalId: id, deals, pictures }, 'a disposal is carried out');
  });
}

const leaves = 5000;

/** The root over all leaves in the order of the deals' ids, and what they stand for. */
export async function sumOf(tx: EntityManager, disposalId: string): Promise<{ root: string; deals: number; pictures: number; bytes: number }> {
  let [edge, pictures, bytes, after] = [noLeaves, 0, 0, ''];
  for (;;) {
    const rows: { id: string; leaf: string; pictures: number; bytes: string }[] = await tx.query(
      'SELECT transaction_id AS id, leaf, pictures, bytes + thumbnail_bytes AS bytes FROM disposed_deals WHERE disposal_id = ? AND transaction_id > ? ORDER BY transaction_id LIMIT ?',
      [disposalId, after, leaves],
    );
    edge = withLeaves(edge, rows.map(({ leaf }) => Buffer.from(leaf, 'hex')));
    for (const row of rows) [pictures, bytes] = [pictures + row.pictures, bytes + Number(row.bytes)];
    if (rows.length < leaves) return { root: rootOf(edge), deals: edge.size, pictures, bytes };
    after = rows.at(-1)!.id;
  }
}
