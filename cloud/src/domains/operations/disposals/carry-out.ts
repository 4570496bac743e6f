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
import { inParallel } from '../moves/copy-some';
import { noLeaves, rootOf, withLeaves } from '../moves/growing-tree';
import { sealingBytes, thumbnailBytesOf } from '../space/sealed-sizes';
import { Disposal, DisposedDeal } from './disposal.entity';
import { leafOfDisposed } from './disposed-deals';
import { countHeldBack, nextDue, type Place, stillDue } from './due-deals';
import { emptyFolder, stillThere } from './empty-folder';

type DisposeDeps = Pick<Deps, 'db' | 'storage' | 'clock' | 'log'>;

/** Deals that one transaction takes: some hundred rows of pictures, locked for some milliseconds. */
const batch = 20;
/** The counters come first. */
const restMs = 20;
const storageRestSeconds = 300;
/** After so many milliseconds other long jobs have their turn. */
const usualSliceMs = 20_000;

/**
 * Carries out an approved disposal, batch by batch, each from what the database says: whoever is killed or runs twice destroys nothing
 * more and nothing less. First the rows and the keys, in one transaction with the leaf; then the objects, until the storage lists
 * none; then the persons of whom nothing else is kept. At the end the root over all leaves.
 * Goes on for as long as a slice and is called again until it is done; what stands in its way is shown beside the disposal.
 */
export async function carryOut(deps: DisposeDeps, disposalId: string, { signal }: Pick<JobRun, 'signal'>, sliceMs = usualSliceMs): Promise<JobOutcome> {
  const disposal = await deps.db.manager.findOneBy(Disposal, { id: disposalId, state: 'approved' });
  if (!disposal) return undefined;
  const note = (failure: string | null) => deps.db.manager.update(Disposal, { id: disposalId, state: 'approved' }, { failure });
  try {
    if (await destroySome(deps, disposal, { signal, until: performance.now() + sliceMs })) return undefined;
    if (disposal.failure) await note(null);
    return { againInSeconds: 0 };
  } catch (error) {
    if (signal.aborted) throw error;
    await note(failureOf(error));
    if (!(error instanceof ProviderError)) throw error;
    // However long the storage is away: what was approved is carried out.
    deps.log.warn({ err: error, disposalId }, 'a disposal waits for the storage');
    return { againInSeconds: storageRestSeconds };
  }
}

function failureOf(error: unknown): string {
  if (!(error instanceof ProviderError)) return '销毁没有做完，系统会自动再试；过一小时仍是这样，请联系技术单位。';
  const { kind, providerCode } = error;
  const again = `密钥已经销毁的照片打不开，只是文件还没有删完；每${storageRestSeconds / 60}分钟自动再试。`;
  if (providerCode === stillThere) return `照片文件删除以后仍在存储中，请技术单位核对存储的删除权限和保留设置。${again}`;
  if (kind === 'rejected') return `存储拒绝删除照片文件（${providerCode ?? kind}），请技术单位核对存储的删除权限和保留设置。${again}`;
  return `存储没有应答（${providerCode ?? kind}），销毁在等待。${again}`;
}

/** @returns whether all is done */
async function destroySome(deps: DisposeDeps, disposal: Disposal, { signal, until }: { signal: AbortSignal; until: number }): Promise<boolean> {
  await removeObjects(deps, disposal.id, signal);
  let after: Place = { completedAt: new Date(0), id: '' };
  while (performance.now() < until) {
    signal.throwIfAborted();
    const places = await nextDue(deps.db.manager, { completedUntil: disposal.completedUntil, after, limit: batch }, deps.clock.now());
    if (places.length === 0) {
      await finish(deps, disposal);
      return true;
    }
    await takeBatch(deps, disposal, places.map(({ id }) => id));
    await removeObjects(deps, disposal.id, signal);
    after = places.at(-1)!;
    await sleep(restMs, undefined, { signal });
  }
  return false;
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
    await insertRows(tx, DisposedDeal, deals.map((deal) => rowOf(disposal.id, deal, destroyed.get(deal.id)!, at)));
    await destroyPictures(tx, deals.map(({ id }) => id), at);
  });
}

/** What is written of a deal that is destroyed, by a disposal or, where it was cancelled, by none. */
export function rowOf(disposalId: string | null, deal: Transaction, { images }: Destroyed, disposedAt: Date): DisposedDeal {
  const small = images.map(thumbnailBytesOf).filter((bytes) => bytes > 0);
  const sum = (sizes: number[]) => sizes.reduce((total, bytes) => total + bytes + sealingBytes, 0);
  return {
    ...{ transactionId: deal.id, disposalId, leaf: leafOfDisposed(disposalId, deal, images), disposedAt, removedAt: null },
    ...{ pictures: images.length, bytes: sum(images.map(({ bytes }) => bytes ?? 0)), thumbnails: small.length, thumbnailBytes: sum(small) },
  };
}

/** Everything that lies in the folders of destroyed deals goes; what the storage does not remove now is removed by the next run. */
export async function removeObjects({ db, storage, clock }: Pick<Deps, 'db' | 'storage' | 'clock'>, disposalId: string | null, signal: AbortSignal): Promise<void> {
  for (;;) {
    const rows = await db.manager.find(DisposedDeal, { where: { disposalId: disposalId ?? IsNull(), removedAt: IsNull() }, order: { transactionId: 'ASC' }, take: batch });
    if (rows.length === 0) return;
    const deals = await db.manager.find(Transaction, { select: { id: true, createdAt: true }, where: { id: In(rows.map(({ transactionId }) => transactionId)) } });
    await inParallel(deals, (deal) => emptyFolder(storage, folderOfDeal(deal), signal));
    const ids = deals.map(({ id }) => id);
    await erasePartiesOf(db, ids, clock.now(), async (tx) => void (disposalId && (await notePerson(tx, disposalId))));
    await db.manager.update(DisposedDeal, { transactionId: In(ids), removedAt: IsNull() }, { removedAt: clock.now() });
  }
}

async function notePerson(tx: EntityManager, disposalId: string): Promise<void> {
  await tx.query('UPDATE disposals SET persons = persons + 1 WHERE id = ?', [disposalId]);
}

async function finish({ db, clock, log }: DisposeDeps, { id, completedUntil }: Disposal): Promise<void> {
  await db.transaction(async (tx) => {
    const disposal = await tx.findOne(Disposal, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (disposal?.state !== 'approved') return;
    const by: By = { author: { kind: 'system' }, origin: undefined, at: clock.now() };
    const { root, deals, pictures, bytes } = await sumOf(tx, id);
    const heldBack = await countHeldBack(tx, completedUntil, by.at);
    await tx.update(Disposal, id, { state: 'done', openKey: null, failure: null, doneAt: by.at, root, deals, pictures, bytes, heldBack });
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
