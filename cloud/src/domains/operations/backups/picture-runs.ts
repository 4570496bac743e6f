import type { ObjectStore } from '../../../adapters/storage/storage';
import { BackupProblem } from './backup-problem';
import { openManifest } from './signed-manifest';

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

/** Manifests in a row that may be spoilt; more are no accident of one object. */
const mostSpoilt = 10;

/**
 * The newest run whose manifest is what was signed (by this C2SP verifier key), and the ids of later ones whose manifests are not.
 * @throws BackupProblem where that is none of the last ten
 */
export async function newestRun(store: Pick<ObjectStore, 'list' | 'read'>, verifier: string): Promise<{ run: PictureManifest | undefined; spoilt: string[] }> {
  // UUIDv7: the newest is the last of all names.
  const manifests = (await keysBelow(store, runsFolder)).filter((key) => key.endsWith('.json')).reverse();
  const spoilt: string[] = [];
  for (const key of manifests) {
    const run = openManifest<PictureManifest>(verifier, await store.read(key, mostBytes));
    if (run) return { run, spoilt };
    spoilt.push(key.slice(runsFolder.length, -'.json'.length));
    if (spoilt.length >= mostSpoilt) throw new BackupProblem(`最近${mostSpoilt}次影像备份的清单都被改动，或不是本系统签的，不能接着备份。请技术单位检查备份存储（BACKUP_STORE）和密钥文件（KEY_FILE）是不是原来的。`);
  }
  return { run: undefined, spoilt };
}

/** When a UUIDv7 was made: the names of runs and dumps. */
export const momentOf = (id: string) => new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));

/** For the manifest of a dump. */
export async function picturesSoFar(store: Pick<ObjectStore, 'list' | 'read'>, verifier: string): Promise<{ run: string | null; objects: number; bytes: number }> {
  const { run } = await newestRun(store, verifier);
  return { run: run?.id ?? null, objects: run?.objects ?? 0, bytes: run?.totalBytes ?? 0 };
}

export async function keysBelow(store: Pick<ObjectStore, 'list'>, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for (let page = await store.list(prefix); page.length > 0; page = await store.list(prefix, page.at(-1))) keys.push(...page);
  return keys;
}
