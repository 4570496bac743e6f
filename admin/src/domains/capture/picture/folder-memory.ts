/** The folder that was chosen on this PC, and the marks of what was taken from it. */
export interface RememberedFolder {
  handle: FileSystemDirectoryHandle;
  taken: string[];
}

const [name, store, own] = ['yongche-scans', 'folder', 'own'];
/** A scanner's folder is emptied now and then; older marks are of no use. */
const most = 5_000;

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no IndexedDB'));
  });
}

/** What was kept; undefined where nothing was, or the browser keeps nothing. */
export async function readFolder(): Promise<RememberedFolder | undefined> {
  const database = await opened().catch(() => undefined);
  if (!database) return undefined;
  return new Promise((resolve) => {
    const request = database.transaction(store).objectStore(store).get(own);
    request.onsuccess = () => resolve(request.result as RememberedFolder | undefined);
    request.onerror = () => resolve(undefined);
  }).finally(() => database.close()) as Promise<RememberedFolder | undefined>;
}

/** Keeps the folder, or forgets it. A browser that keeps nothing asks for it after each start. */
export async function keepFolder(folder: RememberedFolder | undefined): Promise<void> {
  const database = await opened().catch(() => undefined);
  if (!database) return;
  await new Promise<void>((resolve) => {
    const transaction = database.transaction(store, 'readwrite');
    if (folder) transaction.objectStore(store).put({ handle: folder.handle, taken: folder.taken.slice(-most) }, own);
    else transaction.objectStore(store).delete(own);
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => resolve();
  });
  database.close();
}
