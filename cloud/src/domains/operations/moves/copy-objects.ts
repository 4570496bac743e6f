import { ProviderError } from '../../../adapters/provider-error';
import type { Storage } from '../../../adapters/storage/storage';
import { audit } from '../../../audit/audit';
import type { Deps } from '../../../deps';
import type { JobOutcome, JobRun } from '../../../jobs/queue';
import type { Pace } from './bring-over';
import { compareSome } from './compare-stores';
import { copySome, countSome, settleSome } from './copy-some';
import { countDebts, owedActOf } from './debts';
import { noLeaves, rootOf } from './growing-tree';
import { failureSentence, ObjectTrouble } from './object-trouble';
import { createPace } from './pace';
import { createPages, type Pages } from './pages';
import { settleDebts } from './settle-debts';
import type { Act } from './storage-debt.entity';
import { type MoveProgress, StorageMove } from './storage-move.entity';

export type CopyDeps = Pick<Deps, 'db' | 'clock' | 'log' | 'stores'>;

/** After so many milliseconds other long jobs have their turn. */
const sliceMs = 20_000;
const waitSeconds = 30;
const watchSeconds = 15;
/** By then every process knows that a move is on, and writes to both stores. */
export const seenByAllSeconds = 60;
/** By then all that phones were permitted to bring to the other store has come and been received or swept: twice the life of a permit, and five minutes. */
export const drainSeconds = 1500;

/** Another process works at the same move, or somebody took a decision: what was read is not true any more. */
class MoveChanged extends Error {}

/** What a piece of the work is given. */
export interface Work {
  from: Storage;
  to: Storage;
  pace: Pace;
  pages: Pages;
  /** What one of the stores has still to do with an object. */
  owed: (key: string) => Promise<Act | undefined>;
  progress: MoveProgress;
  patience: Patience;
}
/** How long others are given. */
export interface Patience {
  /** To write or remove the object in the second store as well, before it is called a difference. */
  betweenLooksMs: number;
  /** To remove an object in the second store, after it is gone from the first: longer than a store may take to answer. */
  removalMs: number;
}
const usualPatience: Patience = { betweenLooksMs: 400, removalMs: 6000 };
/** What a piece of the work came to. */
export interface Done {
  progress: MoveProgress;
  /** There is no more of it. */
  isEnd: boolean;
  counted?: Partial<Pick<StorageMove, 'objects' | 'bytes' | 'copied' | 'copiedBytes' | 'verified' | 'differing'>>;
}

/**
 * 复制与核对 of a move, in pieces that are kept, so that any process goes on after a kill: counts, copies, compares both stores until they
 * are equal, then keeps them equal; after a switch it looks for what is still only in the old store. Where a store does not answer it waits.
 */
export async function copyObjects(deps: CopyDeps, moveId: string, { signal }: Pick<JobRun, 'signal'>, patience: Patience = usualPatience): Promise<JobOutcome> {
  const until = performance.now() + sliceMs;
  const pages = createPages();
  try {
    while (performance.now() < until) {
      signal.throwIfAborted();
      const pause = await goOn(deps, moveId, { signal, pages, patience });
      if (pause === 'over') return undefined;
      if (pause > 0) return { againInSeconds: pause };
    }
    return { againInSeconds: 0 };
  } catch (error) {
    if (error instanceof MoveChanged) return { againInSeconds: 1 };
    if (!(error instanceof ProviderError || error instanceof ObjectTrouble) || signal.aborted) throw error;
    deps.log.warn({ err: error, moveId }, 'the move waits for a store, or for one object');
    await deps.db.manager.update(StorageMove, moveId, { failure: failureSentence(error, waitSeconds) });
    return { againInSeconds: waitSeconds };
  }
}

/** One piece. @returns seconds until the next one, or that there is none any more */
async function goOn(deps: CopyDeps, moveId: string, { signal, ...given }: { signal: AbortSignal } & Pick<Work, 'pages' | 'patience'>): Promise<number | 'over'> {
  const { db, stores, clock } = deps;
  const move = await db.manager.findOneBy(StorageMove, { id: moveId });
  if (!move?.running) return 'over';
  const [from, to] = [stores.called(move.fromStore), stores.called(move.toStore)];
  const pace = createPace(move.bytesPerSecond, signal);
  const since = (moment: Date) => (clock.now().getTime() - moment.getTime()) / 1000;
  await settleDebts(db, moveId, { from, to, pace });
  const { work } = move.progress;
  const all: Work = { ...given, from, to, pace, owed: (key) => owedActOf(db.manager, moveId, key), progress: move.progress };

  if (work === 'count') return step(deps, move, await countSome(all), () => ({ state: 'copying', progress: { work: 'copy', after: '' } }));
  if (work === 'copy') return step(deps, move, await copySome(all), () => ({ state: 'verifying', progress: { work: 'compare', after: '' }, verified: 0, differing: 0 }));
  if (work === 'compare') {
    // Until then somebody may still write to one store alone, or to the new one first.
    const known = since(move.turnedAt ?? move.startedAt);
    if (known < seenByAllSeconds) return seenByAllSeconds - known + 1;
    return step(deps, move, await compareSome(all), compared);
  }
  if (work === 'settle') {
    if (since(move.turnedAt!) < drainSeconds) return watchSeconds;
    return step(deps, move, await settleSome(all), () => ({ settledAt: clock.now(), progress: { work: 'keep', after: '' } }));
  }
  if (move.state === 'verifying' && (await countDebts(db.manager, moveId)) === 0) await becomeReady(deps, move);
  return watchSeconds;
}

type Change = Partial<Pick<StorageMove, 'state' | 'progress' | 'settledAt' | 'rootFrom' | 'rootTo' | 'objects' | 'bytes' | 'verified' | 'differing'>>;

/** Keeps what was done, and where that was the end, what comes after it. */
async function step({ db }: CopyDeps, move: StorageMove, done: Done, atEnd: (progress: MoveProgress) => Change): Promise<number> {
  const change: Change = done.isEnd ? atEnd(done.progress) : { progress: done.progress };
  await keep(db.manager, move, { ...done.counted, failure: null, ...change });
  return 0;
}

/** The end of a comparing: both trees as they stand; only equal ones are the end of the work. */
function compared({ from = noLeaves, to = noLeaves, bytes = 0 }: MoveProgress): Change {
  const [rootFrom, rootTo] = [rootOf(from), rootOf(to)];
  const isEqual = rootFrom === rootTo;
  return { rootFrom, rootTo, objects: from.size, bytes, progress: isEqual ? { work: 'keep', after: '' } : { work: 'compare', after: '' } };
}

async function keep(tx: Deps['db']['manager'], { id, state, revision }: StorageMove, change: object): Promise<void> {
  const { affected } = await tx.update(StorageMove, { id, state, revision }, { ...change, revision: revision + 1 });
  if (!affected) throw new MoveChanged();
}

async function becomeReady({ db, clock }: CopyDeps, move: StorageMove): Promise<void> {
  const { id, objects, bytes, rootFrom, rootTo } = move;
  await db.transaction(async (tx) => {
    await keep(tx, move, { state: 'ready', failure: null });
    await audit(tx, { author: { kind: 'system' }, origin: undefined, at: clock.now() }, { action: 'operations.move_verified', subject: { type: 'storage_move', id }, details: { objects, bytes, rootFrom, rootTo } });
  });
}
