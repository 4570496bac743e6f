import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { ProviderError } from '../../../adapters/provider-error';
import type { Storage } from '../../../adapters/storage/storage';
import type { Clock } from '../../../clock';
import { providerOf } from './bring-over';
import type { StorageMove } from './storage-move.entity';

/** Which store is read from and written to, and which one is written to beside it. */
export interface StoresInUse {
  /** Changes whenever the stores or their parts change. */
  epoch: string;
  primary: Storage;
  /** Undefined where no move is on. */
  move: MoveInUse | undefined;
}

export interface MoveInUse {
  id: string;
  secondary: Storage;
  /** Which of the two is the primary one. */
  primaryIs: 'from' | 'to';
  /** It was switched or switched back and is not settled: what the primary does not have may lie in the other. */
  fallsBack: boolean;
}

type MoveRow = Pick<StorageMove, 'id' | 'state' | 'fromStore' | 'toStore'> & { fallsBack: boolean };

/** After so long it is asked again, beside whoever wants to know. */
const knownMs = 2_000;
/** A process goes by what it knows for so long at the most; whatever waits for all processes to have seen a state waits longer. */
const mostKnownMs = 30_000;

/**
 * Tells which stores are in use, from the newest move; without one, it is the first that is configured. Who asks may hold the very
 * connection for which the question waits, so nobody waits for it while what is known is not too old. With `isAskedNow` it is what the database says now.
 * @throws ProviderError where the database does not say it for too long
 */
export function createStoresInUse({ db, clock }: { db: DataSource; clock: Clock }, first: Storage, called: (name: string) => Storage, patienceMs = 5_000): (options?: { isAskedNow?: boolean }) => Promise<StoresInUse> {
  let known: { stores: StoresInUse; at: number } | undefined;
  let asking: Promise<StoresInUse> | undefined;

  async function ask(): Promise<StoresInUse> {
    const at = clock.now().getTime();
    const inUse = storesOf(await newestMove(db));
    known = { stores: inUse, at };
    return inUse;
  }
  function storesOf(move: MoveRow | undefined): StoresInUse {
    if (!move) return { epoch: '', primary: first, move: undefined };
    const [from, to] = [called(move.fromStore), called(move.toStore)];
    if (move.state === 'done' || move.state === 'cancelled') return { epoch: `${move.id} ${move.state}`, primary: move.state === 'done' ? to : from, move: undefined };
    const isSwitched = move.state === 'switched';
    const [primary, secondary] = isSwitched ? [to, from] : [from, to];
    return { epoch: `${move.id} ${isSwitched ? 'to' : 'from'}`, primary, move: { id: move.id, secondary, primaryIs: isSwitched ? 'to' : 'from', fallsBack: move.fallsBack } };
  }

  return ({ isAskedNow = false } = {}) => {
    const age = known ? Math.abs(clock.now().getTime() - known.at) : Infinity;
    if (known && age < knownMs && !isAskedNow) return Promise.resolve(known.stores);
    const asked = (asking ??= ask().finally(() => (asking = undefined)));
    asked.catch(() => undefined);
    if (known && age < mostKnownMs && !isAskedNow) return Promise.resolve(known.stores);
    return Promise.race([asked, late(known?.stores.primary ?? first, patienceMs)]);
  };
}

async function late(store: Storage, patienceMs: number): Promise<never> {
  await sleep(patienceMs, undefined, { ref: false });
  throw new ProviderError('unavailable', providerOf(store), 'choose', 'database');
}

/** Stores by their names; a store that a move names and this process is not configured for cannot be reached. */
export function storesNamed(configured: Storage[]): (name: string) => Storage {
  const stores = new Map(configured.map((store) => [store.name, store]));
  return (name) => stores.get(name) ?? absentStore(name);
}

async function newestMove(db: DataSource): Promise<MoveRow | undefined> {
  const [row]: { id: string; state: StorageMove['state']; from_store: string; to_store: string; falls_back: string | number }[] = await db.query(
    'SELECT id, state, from_store, to_store, turned_at IS NOT NULL AND settled_at IS NULL AS falls_back FROM storage_moves ORDER BY started_at DESC, id DESC LIMIT 1',
  );
  return row && { id: row.id, state: row.state, fromStore: row.from_store, toStore: row.to_store, fallsBack: Number(row.falls_back) === 1 };
}

function absentStore(name: string): Storage {
  const absent = () => Promise.reject(new ProviderError('unavailable', providerOf({ name }), 'open', 'not-configured'));
  const one = { stat: absent, read: absent, write: absent, writeStream: absent, remove: absent, list: absent, listObjects: absent, check: absent, permitUpload: absent, downloadAddress: absent, abandonUploads: absent, verifyCallback: absent };
  return {
    name,
    ...one,
    // eslint-disable-next-line require-yield -- it never comes to its first piece
    async *readStream() {
      await absent();
    },
  };
}
