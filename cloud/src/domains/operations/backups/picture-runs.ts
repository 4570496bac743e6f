import type { ObjectStore } from '../../../adapters/storage/storage';

export const runsFolder = 'pictures/runs/';
/** Keys that a run is about to copy: what was copied by one that was killed is listed by the next one. */
export const plansFolder = 'pictures/plans/';

/** What the signed manifest of a run says. Its list, `<id>.jsonl`, has a line `{key, bytes, sha256}` for each object that it added, in the order of keys. */
export interface PictureManifest {
  format: 'yongche picture backup 1';
  id: string;
  startedAt: string;
  added: number;
  bytes: number;
  /** RFC 6962, over the lines of the list. */
  root: string;
  previous: string | null;
  previousRoot: string | null;
  /** Of all runs so far. */
  objects: number;
  totalBytes: number;
}

const mostBytes = 100_000;

/** The newest run that is whole. UUIDv7: the last of all names. */
export async function newestRun(store: Pick<ObjectStore, 'list' | 'read'>): Promise<PictureManifest | undefined> {
  const manifests = (await keysBelow(store, runsFolder)).filter((key) => key.endsWith('.json'));
  const key = manifests.at(-1);
  if (!key) return undefined;
  const { body } = JSON.parse((await store.read(key, mostBytes)).toString()) as { body: string };
  return JSON.parse(body) as PictureManifest;
}

/** For the manifest of a dump. */
export async function picturesSoFar(store: Pick<ObjectStore, 'list' | 'read'>): Promise<{ run: string | null; objects: number; bytes: number }> {
  const run = await newestRun(store);
  return { run: run?.id ?? null, objects: run?.objects ?? 0, bytes: run?.totalBytes ?? 0 };
}

export async function keysBelow(store: Pick<ObjectStore, 'list'>, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for (let page = await store.list(prefix); page.length > 0; page = await store.list(prefix, page.at(-1))) keys.push(...page);
  return keys;
}
