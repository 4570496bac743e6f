import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { ProviderError } from '../../../adapters/provider-error';
import type { Storage } from '../../../adapters/storage/storage';
import type { Clock } from '../../../clock';
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
  /** It was switched or switched back: what the primary does not have may lie in the other. */
  fallsBack: boolean;
}

type MoveRow = Pick<StorageMove, 'id' | 'state' | 'fromStore' | 'toStore'> & { isTurned: boolean };

/** A process may know the state of a move for so long before it asks again. */
const knownMs = 2_000;
/** And for so long at the most where the database does not answer; whatever waits for all processes to have seen a state waits longer. */
const mostKnownMs = 30_000;

/** Tells which stores are in use, from the newest move; without one, it is the first that is configured. */
export function createStoresInUse({ db, clock }: { db: DataSource; clock: Clock }, first: Storage, called: (name: string) => Storage): () => Promise<StoresInUse> {
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
    return { epoch: `${move.id} ${isSwitched ? 'to' : 'from'}`, primary, move: { id: move.id, secondary, primaryIs: isSwitched ? 'to' : 'from', fallsBack: move.isTurned } };
  }

  return () => {
    const age = known ? Math.abs(clock.now().getTime() - known.at) : Infinity;
    if (known && age < knownMs) return Promise.resolve(known.stores);
    const asked = (asking ??= ask().finally(() => (asking = undefined)));
    if (!known) return asked;
    const { stores: last } = known;
    // Who asks may hold the very connection for which the asking waits: nobody waits long for what is probably known.
    const patient = age < mostKnownMs ? 1_000 : 5_000;
    const answered = age < mostKnownMs ? asked.catch(() => last) : asked;
    answered.catch(() => undefined);
    return Promise.race([answered, sleep(patient, last, { ref: false })]);
  };
}

/** Stores by their names; a store that a move names and this process is not configured for cannot be reached. */
export function storesNamed(configured: Storage[]): (name: string) => Storage {
  const stores = new Map(configured.map((store) => [store.name, store]));
  return (name) => stores.get(name) ?? absentStore(name);
}

async function newestMove(db: DataSource): Promise<MoveRow | undefined> {
  const [row]: { id: string; state: StorageMove['state']; from_store: string; to_store: string; is_turned: string | number }[] = await db.query(
    'SELECT id, state, from_store, to_store, turned_at IS NOT NULL AS is_turned FROM storage_moves ORDER BY started_at DESC, id DESC LIMIT 1',
  );
  return row && { id: row.id, state: row.state, fromStore: row.from_store, toStore: row.to_store, isTurned: Number(row.is_turned) === 1 };
}

function absentStore(name: string): Storage {
  const absent = () => Promise.reject(new ProviderError('unavailable', 'oss', 'open', 'not-configured'));
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
