import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../../audit/audit';
import { isDuplicateKey } from '../../../database-errors';
import type { Deps } from '../../../deps';
import { ensure, Refusal } from '../../../http/errors';
import { enqueue, enqueueAnew } from '../../../jobs/queue';
import { drainSeconds } from './copy-objects';
import type { Stores } from './open-stores';
import { countDebts } from './debts';
import { StorageDebt } from './storage-debt.entity';
import { type MoveProgress, StorageMove } from './storage-move.entity';

const from = (work: MoveProgress['work']): MoveProgress => ({ work, after: '' });

const isOver = ({ running }: StorageMove) => running === null;

interface Start {
  /** Names of the store that is in use and of the other one that is configured, if any. */
  current: string;
  other: string | null;
  bytesPerSecond: number | null;
}

/** Makes sure that the other store may be filled and tidied up: it is empty, or an earlier move went there or came from there. @throws storage.no_other_store, storage.other_not_empty, ProviderError */
export async function ensureMayBeFilled(tx: EntityManager, { called }: Pick<Stores, 'called'>, other: string | null): Promise<void> {
  ensure(other, 'storage.no_other_store');
  const [first] = await called(other).list('');
  ensure(first === undefined || (await tx.existsBy(StorageMove, [{ fromStore: other }, { toStore: other }])), 'storage.other_not_empty', { first });
}

/** 开始搬迁: from now on both stores are written to, and what lies in the one goes over to the other. @throws storage.no_other_store, storage.move_running */
export async function startMove(tx: EntityManager, { current, other, bytesPerSecond }: Start, by: By): Promise<StorageMove> {
  ensure(other, 'storage.no_other_store');
  const move: StorageMove = {
    ...{ id: uuidv7(), state: 'copying', running: 'move', fromStore: current, toStore: other, startedAt: by.at, startedBy: by.author.kind === 'staff' ? by.author.staffId : null, endedAt: null },
    ...{ objects: 0, bytes: 0, copied: 0, copiedBytes: 0, verified: 0, differing: 0, fallbacks: 0, bytesPerSecond, rootFrom: null, rootTo: null },
    ...{ switchedAt: null, turnedAt: null, settledAt: null, failure: null, progress: from('count'), revision: 0 },
  };
  await tx.insert(StorageMove, move).catch((error: unknown) => {
    throw isDuplicateKey(error, 'storage_moves_running') ? new Refusal('storage.move_running') : error;
  });
  await audit(tx, by, { action: 'operations.move_started', subject: { type: 'storage_move', id: move.id }, details: { from: current, to: other, bytesPerSecond } });
  await enqueue(tx, 'operations.copy-objects', { moveId: move.id }, { runAt: by.at, dedupKey: `operations.copy-objects:${move.id}` });
  return move;
}

/** The move that is on is asked for again, should its job have died; beside one that waits or runs it changes nothing. */
export async function continueMove({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  const move = await db.manager.findOneBy(StorageMove, { running: 'move' });
  if (move) await db.transaction((tx) => enqueueAnew(tx, 'operations.copy-objects', { moveId: move.id }, { runAt: clock.now(), dedupKey: `operations.copy-objects:${move.id}` }));
}

/** 限速. @throws storage.move_not_found, storage.move_wrong_state */
export async function setSpeed(tx: EntityManager, id: string, bytesPerSecond: number | null, by: By): Promise<StorageMove> {
  const move = await lockedMove(tx, id);
  ensure(!isOver(move), 'storage.move_wrong_state');
  if (move.bytesPerSecond === bytesPerSecond) return move;
  await audit(tx, by, { action: 'operations.move_speed_set', subject: { type: 'storage_move', id }, details: { bytesPerSecond } });
  return change(tx, move, { bytesPerSecond });
}

/** 切换: what is read comes from the new store now; both are still written to. @throws storage.move_wrong_state, storage.move_differs */
export async function switchMove(tx: EntityManager, id: string, by: By): Promise<StorageMove> {
  const move = await lockedMove(tx, id);
  if (move.state === 'switched') return move;
  ensure(move.state !== 'copying' && move.state !== 'verifying', 'storage.move_differs');
  ensure(move.state === 'ready', 'storage.move_wrong_state');
  ensure(move.rootFrom !== null && move.rootFrom === move.rootTo && (await countDebts(tx, id)) === 0, 'storage.move_differs');
  await audit(tx, by, { action: 'operations.move_switched', subject: { type: 'storage_move', id }, details: { to: move.toStore, objects: move.objects, root: move.rootTo } });
  return change(tx, move, { state: 'switched', switchedAt: by.at, turnedAt: by.at, settledAt: null, progress: from('settle') });
}

/** 退回原存储: what is read comes from the old store again, which has had everything; both are compared anew. @throws storage.move_wrong_state, storage.move_owed where the old store did not answer for a while and lacks something */
export async function switchBack(tx: EntityManager, id: string, by: By): Promise<StorageMove> {
  const move = await lockedMove(tx, id);
  if (move.state === 'verifying' && move.turnedAt && !move.switchedAt) return move;
  ensure(move.state === 'switched', 'storage.move_wrong_state');
  ensure((await countDebts(tx, id, 'to')) === 0, 'storage.move_owed');
  await audit(tx, by, { action: 'operations.move_switched_back', subject: { type: 'storage_move', id }, details: { to: move.fromStore } });
  return change(tx, move, { state: 'verifying', switchedAt: null, turnedAt: by.at, settledAt: null, verified: 0, differing: 0, progress: from('compare') });
}

/** 完成搬迁: the old store is not used any more; it keeps what it has, and what it misses does not matter. @throws storage.move_wrong_state, storage.move_unsettled */
export async function finishMove(tx: EntityManager, id: string, by: By): Promise<StorageMove> {
  const move = await lockedMove(tx, id);
  if (move.state === 'done') return move;
  ensure(move.state === 'switched', 'storage.move_wrong_state');
  ensure(move.settledAt && (await countDebts(tx, id, 'from')) === 0, 'storage.move_unsettled');
  await audit(tx, by, { action: 'operations.move_finished', subject: { type: 'storage_move', id }, details: { from: move.fromStore, to: move.toStore, objects: move.objects, fallbacks: move.fallbacks } });
  return end(tx, move, 'done', by.at);
}

/** 取消搬迁: only the old store is used, as before; the other one keeps what it has. @throws storage.move_wrong_state; shortly after it was switched back storage.move_unsettled, and storage.move_owed while something lies in the other one alone */
export async function cancelMove(tx: EntityManager, id: string, by: By): Promise<StorageMove> {
  const move = await lockedMove(tx, id);
  if (move.state === 'cancelled') return move;
  ensure(!isOver(move) && move.state !== 'switched', 'storage.move_wrong_state');
  ensure(!move.turnedAt || by.at.getTime() - move.turnedAt.getTime() >= drainSeconds * 1000, 'storage.move_unsettled');
  ensure((await countDebts(tx, id, 'to')) === 0, 'storage.move_owed');
  await audit(tx, by, { action: 'operations.move_cancelled', subject: { type: 'storage_move', id }, details: { from: move.fromStore, to: move.toStore, state: move.state } });
  return end(tx, move, 'cancelled', by.at);
}

async function end(tx: EntityManager, move: StorageMove, state: 'done' | 'cancelled', at: Date): Promise<StorageMove> {
  await tx.delete(StorageDebt, { moveId: move.id });
  return change(tx, move, { state, running: null, endedAt: at, failure: null });
}

async function lockedMove(tx: EntityManager, id: string): Promise<StorageMove> {
  const move = await tx.findOne(StorageMove, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(move, 'storage.move_not_found');
  return move;
}

async function change(tx: EntityManager, move: StorageMove, changed: Partial<Omit<StorageMove, 'starter'>>): Promise<StorageMove> {
  const next = { ...changed, revision: move.revision + 1 };
  await tx.update(StorageMove, move.id, next);
  return { ...move, ...next };
}
