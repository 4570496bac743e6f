/** The terminal that this PC is, as its manager named it. */
export interface OwnTerminal {
  number: string;
  name: string;
  marketName: string;
}

/** What this browser keeps of its pairing. The key cannot be exported; `ahead` is how far the server's clock is ahead, in ms. */
export type Pairing =
  | { state: 'waiting'; device: string; key: CryptoKey; ahead: number; code: string; expiresAt: string }
  | { state: 'paired'; device: string; key: CryptoKey; ahead: number; seal: string; terminal: OwnTerminal }
  | { state: 'out'; reason: string | null; terminal: OwnTerminal };

const [name, store, own] = ['yongche-terminal', 'pairing', 'own'];
let opened: Promise<IDBDatabase> | undefined;
let isAbsent = false;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store);
    request.onsuccess = () => {
      request.result.onclose = () => (opened = undefined);
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error('no IndexedDB'));
  }).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** Whether this browser can keep a key: it needs https (or this very computer) and IndexedDB. */
export const canBePaired = () => typeof indexedDB !== 'undefined' && typeof crypto !== 'undefined' && crypto.subtle !== undefined;

/** Whether nothing was kept when this page looked last: a request that goes out while the page is left cannot wait for another look. */
export const isNoTerminal = () => isAbsent || !canBePaired();

/** What is kept; undefined on a PC that is no terminal, and in a browser that can keep nothing. */
export async function readPairing(): Promise<Pairing | undefined> {
  if (!canBePaired()) return undefined;
  // A private window may refuse its storage: it is no terminal.
  const database = await open().catch(() => undefined);
  if (!database) return undefined;
  return new Promise((resolve, reject) => {
    const request = database.transaction(store).objectStore(store).get(own);
    request.onsuccess = () => {
      isAbsent = request.result === undefined;
      resolve(request.result as Pairing | undefined);
    };
    request.onerror = () => reject(request.error ?? new Error('IndexedDB was not read'));
  });
}

/**
 * Changes what is kept, one change at a time among all tabs. It is on the disk before it counts: a seal that was used and then
 * lost in a power cut would make this PC look like a copy of itself.
 * @returns what is kept now
 */
export async function changePairing(change: (kept: Pairing | undefined) => Pairing | undefined): Promise<Pairing | undefined> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, 'readwrite', { durability: 'strict' });
    const pairings = transaction.objectStore(store);
    const request = pairings.get(own);
    let next: Pairing | undefined;
    request.onsuccess = () => {
      const kept = request.result as Pairing | undefined;
      next = change(kept);
      if (next !== kept) pairings.put(next, own);
    };
    transaction.oncomplete = () => {
      isAbsent = next === undefined;
      resolve(next);
    };
    transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB was not written'));
  });
}
