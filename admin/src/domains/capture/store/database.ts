import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { newKey, type Sealed } from './sealing';

/** A deal as it lies there: what stands beside the sealed part names no person, so that a record that does not open can be told. */
export interface DealRecord extends Sealed {
  id: string;
  /** Goes up by one with each change: a change of what was read before another one is refused. */
  version: number;
  begunAt: string;
  serial: string | null;
}

/** Bytes of one picture in one size. */
export interface PictureRecord extends Sealed {
  id: string;
  dealId: string;
}

interface Schema extends DBSchema {
  keys: { key: string; value: CryptoKey };
  deals: { key: string; value: DealRecord };
  pictures: { key: string; value: PictureRecord; indexes: { dealId: string } };
  memory: { key: string; value: Sealed };
}

export type StationDatabase = IDBPDatabase<Schema>;

/** The database and the key that opens what lies in it. */
export interface Station {
  database: StationDatabase;
  key: CryptoKey;
}

const own = 'own';
let opened: Promise<Station> | undefined;

/** Opens what this PC keeps; asked again it is the same. @throws where the browser cannot keep anything, see `troubleOf` */
export function openStation(): Promise<Station> {
  opened ??= open().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** Lets go of the database, as a page that is closed does. */
export async function closeStation(): Promise<void> {
  const station = await opened?.catch(() => undefined);
  opened = undefined;
  station?.database.close();
}

async function open(): Promise<Station> {
  const database = await openDB<Schema>('yongche-station', 1, {
    upgrade(created) {
      created.createObjectStore('keys');
      created.createObjectStore('deals', { keyPath: 'id' });
      created.createObjectStore('pictures', { keyPath: 'id' }).createIndex('dealId', 'dealId');
      created.createObjectStore('memory');
    },
    // A later page of another version wants to change the database: it goes first.
    blocking: () => void closeStation(),
    terminated: () => (opened = undefined),
  });
  return { database, key: await keyOf(database) };
}

/** Of two tabs that make a key at once, the first one's counts. */
async function keyOf(database: StationDatabase): Promise<CryptoKey> {
  const kept = await database.get('keys', own);
  if (kept) return kept;
  const made = await newKey();
  const transaction = database.transaction('keys', 'readwrite', { durability: 'strict' });
  const first = await transaction.store.get(own);
  if (!first) await transaction.store.put(made, own);
  await transaction.done;
  return first ?? made;
}
