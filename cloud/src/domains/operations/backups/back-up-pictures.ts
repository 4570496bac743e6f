import { createHash } from 'node:crypto';
import { In } from 'typeorm';
import { ProviderError } from '../../../adapters/provider-error';
import type { ObjectStore } from '../../../adapters/storage/storage';
import type { Deps } from '../../../deps';
import { originOf, verifierKey } from '../../evidence/checkpoints';
import { Image } from '../../transactions/image.entity';
import { growingRoot } from '../drills/picture-lists';
import { comparedListings, copiesFolder } from './compare-listings';
import { measuring } from './dump-database';
import { noteGone } from './gone-objects';
import { keysBelow, newestRun, type PictureManifest, plansFolder, runsFolder } from './picture-runs';
import type { Ending } from './record';
import { signManifest } from './signed-manifest';
import { planAnew } from './spoilt-runs';

/** Objects that one run adds: what it is about to do is in memory. More of them are the next run's. */
export const usuallyAdded = 100_000;
const atOnce = 8;
/** One after the other that cannot be read: more are no bad spot of a disk, the bucket is away. */
const mostUnread = 50;
/** Longer ones pass in pieces. */
const inOne = 16 * 1024 * 1024;
const goneBatch = 500;

/** What is wrong with the bucket: each sentence names an object. Of a bucket that was emptied or lost only the first are kept. */
export interface Wrong {
  first: string[];
  amount: number;
}
const mostSentences = 100;

export function noteWrong(wrong: Wrong, sentence: string): void {
  wrong.amount += 1;
  if (wrong.first.length < mostSentences) wrong.first.push(sentence);
}

interface Wanted {
  key: string;
  bytes: number;
  /** Copied already, by a run that came to no end. */
  isThere: boolean;
}
type Line = { key: string; bytes: number; sha256: string };

export interface PictureRun {
  ending: Ending;
  /** The last key that was compared, where there is more. */
  after: string | null;
  /** Of all copies that were compared or made. */
  keptBytes: number;
}

interface PictureWish {
  id: string;
  startedAt: Date;
  /** The key behind which it begins. */
  after: string;
  mostAdded: number;
  wrong: Wrong;
  signal: AbortSignal;
  keep(): Promise<void>;
}

type CopyDeps = Pick<Deps, 'db' | 'clock' | 'keys' | 'publicUrl' | 'storage' | 'log'> & { backupStore: NonNullable<Deps['backupStore']> };

/** The bucket's object is not what the database knows of it. */
class Bent extends Error {}

/** The bucket does not give an object that it lists. */
class Unread extends Error {
  constructor(readonly why: unknown) {
    super(String(why));
  }
}

/**
 * 每日备份 of pictures and papers: copies what the bucket has and the store of backups has not, byte for byte, sealed as it is. What is there is
 * never written over, so that a picture that was bent in the bucket does not spoil its good copy. What is wrong with the bucket is added to `wrong`.
 * @throws ProviderError where a store fails: what was copied stays, and the next run lists it
 */
export async function backUpPictures(deps: CopyDeps, { id, startedAt, after, mostAdded, wrong, signal, keep }: PictureWish): Promise<PictureRun> {
  const { backupStore: store } = deps;
  const { run: previous, spoilt } = await newestRun(store, verifierKey(deps.keys, await originOf(deps.db.manager, deps.publicUrl)));
  if (spoilt.length > 0) deps.log.warn({ spoilt }, 'manifests of backups of pictures are not what was signed: what they listed is listed anew');
  for (const runId of spoilt) await planAnew(store, runId);
  const left = await leftBehind(store);
  const found = await compare(deps, { after, mostAdded, left: left.keys, wrong, signal });
  const plan = `${plansFolder}${id}.txt`;
  if (found.wanted.length > 0) await store.write(plan, Buffer.from(found.wanted.map(({ key }) => `${key}\n`).join('')), 'text/plain');
  const lines = await copyAll(deps, found.wanted, wrong, signal);
  await keep();
  const tree = growingRoot();
  for (const line of lines) tree.add(Buffer.from(line));
  const bytes = lines.reduce((sum, line) => sum + (JSON.parse(line) as Line).bytes, 0);
  const manifest: PictureManifest = {
    ...{ format: 'yongche picture backup 1', id, startedAt: startedAt.toISOString(), added: lines.length, bytes, root: tree.root() },
    ...{ previous: previous?.id ?? null, previousRoot: previous?.root ?? null, objects: (previous?.objects ?? 0) + lines.length, totalBytes: (previous?.totalBytes ?? 0) + bytes },
  };
  const signed = await signManifest(deps, manifest);
  await store.write(`${runsFolder}${id}.jsonl`, Buffer.from(lines.map((line) => `${line}\n`).join('')), 'application/jsonl');
  await store.write(`${runsFolder}${id}.json`, signed, 'application/json');
  // What earlier runs had planned is listed once the end of the listings is reached.
  for (const key of [plan, ...(found.after === null ? left.plans : [])]) await store.remove(key).catch((error: unknown) => deps.log.warn({ err: error, key }, 'the plan of a backup of pictures could not be removed'));
  return { ending: { items: lines.length, bytes, root: manifest.root, coversUntil: null, keptUntil: null, manifestSha256: createHash('sha256').update(signed).digest('hex') }, after: found.after, keptBytes: found.keptBytes + bytes };
}

/** What runs without an end were about to copy. */
async function leftBehind(store: ObjectStore): Promise<{ plans: string[]; keys: Set<string> }> {
  const plans = await keysBelow(store, plansFolder);
  const done = new Set((await keysBelow(store, runsFolder)).filter((key) => key.endsWith('.json')).map((key) => key.slice(runsFolder.length, -'.json'.length)));
  const keys = new Set<string>();
  for (const plan of plans) {
    if (done.has(plan.slice(plansFolder.length, -'.txt'.length))) continue;
    for (const key of (await store.read(plan, 64 * 1024 * 1024)).toString().split('\n')) if (key) keys.add(key);
  }
  return { plans, keys };
}

interface Found {
  wanted: Wanted[];
  after: string | null;
  /** Of copies that are there, and are not about to be listed. */
  keptBytes: number;
}

async function compare({ db, storage, backupStore, clock }: CopyDeps, { after, mostAdded, left, wrong, signal }: Pick<PictureWish, 'after' | 'mostAdded' | 'wrong' | 'signal'> & { left: Set<string> }): Promise<Found> {
  const found: Found = { wanted: [], after: null, keptBytes: 0 };
  let gone: string[] = [];
  const noteAll = async () => {
    for (const key of await noteGone(db.manager, gone, clock.now())) noteWrong(wrong, `${key} 在影像存储里不见了（备份里还有）`);
    gone = [];
  };
  for await (const { key, original, copy } of comparedListings(storage, backupStore, after)) {
    signal.throwIfAborted();
    const isWanted = original !== undefined && (copy === undefined || left.has(key));
    if (!isWanted) found.keptBytes += copy ?? 0;
    if (original === undefined) gone.push(key);
    else if (isWanted) found.wanted.push({ key, bytes: original, isThere: copy !== undefined });
    else if (copy !== original) noteWrong(wrong, `${key} 在影像存储里有 ${original} 字节，备份时有 ${copy} 字节，被改动过（备份里的没有变）`);
    if (gone.length >= goneBatch) await noteAll();
    if (found.wanted.length >= mostAdded) {
      found.after = key;
      break;
    }
  }
  if (gone.length > 0) await noteAll();
  return found;
}

/** The lines of the list, in the order of keys. */
async function copyAll(deps: CopyDeps, wanted: Wanted[], wrong: Wrong, signal: AbortSignal): Promise<string[]> {
  const lines: string[] = [];
  let unread = 0;
  for (let from = 0; from < wanted.length; from += goneBatch) {
    const batch = wanted.slice(from, from + goneBatch);
    const images = await deps.db.manager.find(Image, { select: { id: true, objectKey: true, sealedSha256: true }, where: { objectKey: In(batch.map(({ key }) => key)) } });
    const expected = new Map(images.map(({ objectKey, sealedSha256 }) => [objectKey, sealedSha256]));
    for (let at = 0; at < batch.length; at += atOnce) {
      signal.throwIfAborted();
      const copied = await Promise.all(batch.slice(at, at + atOnce).map((one) => copy(deps, one, expected.get(one.key) ?? undefined)));
      for (const one of copied) {
        unread = one && 'why' in one ? unread + 1 : 0;
        if (unread > mostUnread) throw (one as { why: unknown }).why;
        if (one && 'sha256' in one) lines.push(JSON.stringify(one));
        else if (one) noteWrong(wrong, one.wrong);
      }
    }
  }
  return lines;
}

type Copied = Line | { wrong: string; why?: unknown } | undefined;

/** Undefined where the object was removed meanwhile; `why` of one that the bucket did not give, twice. */
async function copy(deps: CopyDeps, one: Wanted, expected: string | undefined): Promise<Copied> {
  for (let isAgain = false; ; isAgain = true) {
    try {
      return await tryToCopy(deps, one, expected);
    } catch (error) {
      if (!(error instanceof Unread)) throw error;
      if (!isAgain) continue;
      // Where the bucket does not answer at all, nothing is known to be wrong with this one.
      await deps.storage.check().catch(() => Promise.reject(error.why as Error));
      return { wrong: `${one.key} 在影像存储里读不出来，没有备份`, why: error.why };
    }
  }
}

async function tryToCopy({ storage, backupStore: store }: CopyDeps, { key, bytes, isThere }: Wanted, expected: string | undefined): Promise<Copied> {
  const place = copiesFolder + key;
  const measure = measuring();
  let line: Line | undefined;
  // The store keeps nothing of a source that throws at its end.
  async function* checked(): AsyncGenerator<Uint8Array> {
    try {
      yield* measure.through(isThere ? store.readStream(place) : bytes > inOne ? storage.readStream(key) : inPieces(storage.read(key, inOne)));
    } catch (error) {
      throw isThere ? error : new Unread(error);
    }
    line = { key, ...measure.result() };
    if (expected && line.sha256 !== expected) throw new Bent();
  }
  try {
    if (isThere) for await (const _ of checked());
    else if (bytes > inOne) await store.writeStream(place, checked(), 'application/octet-stream');
    else {
      const pieces = [];
      for await (const piece of checked()) pieces.push(piece);
      await store.write(place, Buffer.concat(pieces), 'application/octet-stream');
    }
    return line;
  } catch (error) {
    if (error instanceof Bent) return { wrong: `${key} 与数据库登记的指纹不符，${isThere ? '备份里的这一份也不对' : '没有备份'}` };
    if (isMissing(error instanceof Unread ? error.why : error)) return undefined;
    throw error;
  }
}

const isMissing = (error: unknown) => error instanceof ProviderError && error.providerCode === 'NoSuchKey';

async function* inPieces(bytes: Promise<Buffer>): AsyncGenerator<Buffer> {
  yield await bytes;
}
