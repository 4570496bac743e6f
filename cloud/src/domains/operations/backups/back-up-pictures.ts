import { createHash } from 'node:crypto';
import { In } from 'typeorm';
import { ProviderError } from '../../../adapters/provider-error';
import type { ObjectStore } from '../../../adapters/storage/storage';
import type { Deps } from '../../../deps';
import { Image } from '../../transactions/image.entity';
import { growingRoot } from '../drills/picture-lists';
import { comparedListings, copiesFolder } from './compare-listings';
import { measuring } from './dump-database';
import { noteGone } from './gone-objects';
import { keysBelow, newestRun, type PictureManifest, plansFolder, runsFolder } from './picture-runs';
import type { Ending } from './record';
import { signManifest } from './signed-manifest';

/** Objects that one run adds: what it is about to do is in memory. More of them are the next run's. */
const mostAdded = 100_000;
const atOnce = 8;
/** Longer ones pass in pieces. */
const inOne = 16 * 1024 * 1024;
const goneBatch = 500;

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
  /** What is wrong with the bucket: each sentence names an object. */
  wrong: string[];
}

type CopyDeps = Pick<Deps, 'db' | 'clock' | 'keys' | 'publicUrl' | 'storage' | 'log'> & { backupStore: NonNullable<Deps['backupStore']> };

/** The bucket's object is not what the database knows of it. */
class Bent extends Error {}

/**
 * 每日备份 of pictures and papers: copies what the bucket has and the store of backups has not, byte for byte, sealed as it is. What is there is
 * never written over, so that a picture that was bent in the bucket does not spoil its good copy.
 * @throws ProviderError where a store fails: what was copied stays, and the next run lists it
 */
export async function backUpPictures(deps: CopyDeps, { id, startedAt, after, signal, keep }: { id: string; startedAt: Date; after: string; signal: AbortSignal; keep: () => Promise<void> }): Promise<PictureRun> {
  const { backupStore: store } = deps;
  const [previous, left] = [await newestRun(store), await leftBehind(store)];
  const found = await compare(deps, { after, left: left.keys, signal });
  const plan = `${plansFolder}${id}.txt`;
  if (found.wanted.length > 0) await store.write(plan, Buffer.from(found.wanted.map(({ key }) => `${key}\n`).join('')), 'text/plain');
  const lines = await copyAll(deps, found, signal);
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
  return { ending: { items: lines.length, bytes, root: manifest.root, coversUntil: startedAt, keptUntil: null, manifestSha256: createHash('sha256').update(signed).digest('hex') }, after: found.after, wrong: found.wrong };
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
  wrong: string[];
}

async function compare({ db, storage, backupStore, clock }: CopyDeps, { after, left, signal }: { after: string; left: Set<string>; signal: AbortSignal }): Promise<Found> {
  const found: Found = { wanted: [], after: null, wrong: [] };
  let gone: string[] = [];
  const noteAll = async () => {
    for (const key of await noteGone(db.manager, gone, clock.now())) found.wrong.push(`${key} 在影像存储里不见了（备份里还有）`);
    gone = [];
  };
  for await (const { key, original, copy } of comparedListings(storage, backupStore, after)) {
    signal.throwIfAborted();
    if (original === undefined) gone.push(key);
    else if (copy === undefined || left.has(key)) found.wanted.push({ key, bytes: original, isThere: copy !== undefined });
    else if (copy !== original) found.wrong.push(`${key} 在影像存储里有 ${original} 字节，备份时有 ${copy} 字节，被改动过（备份里的没有变）`);
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
async function copyAll(deps: CopyDeps, { wanted, wrong }: Found, signal: AbortSignal): Promise<string[]> {
  const lines: string[] = [];
  for (let from = 0; from < wanted.length; from += goneBatch) {
    const batch = wanted.slice(from, from + goneBatch);
    const images = await deps.db.manager.find(Image, { select: { id: true, objectKey: true, sealedSha256: true }, where: { objectKey: In(batch.map(({ key }) => key)) } });
    const expected = new Map(images.map(({ objectKey, sealedSha256 }) => [objectKey, sealedSha256]));
    for (let at = 0; at < batch.length; at += atOnce) {
      signal.throwIfAborted();
      const copied = await Promise.all(batch.slice(at, at + atOnce).map((one) => copy(deps, one, expected.get(one.key) ?? undefined)));
      for (const one of copied) {
        if (one && 'sha256' in one) lines.push(JSON.stringify(one));
        else if (one) wrong.push(one.wrong);
      }
    }
  }
  return lines;
}

/** Undefined where the object was removed meanwhile. */
async function copy({ storage, backupStore: store }: CopyDeps, { key, bytes, isThere }: Wanted, expected: string | undefined): Promise<Line | { wrong: string } | undefined> {
  const place = copiesFolder + key;
  const measure = measuring();
  let line: Line | undefined;
  // The store keeps nothing of a source that throws at its end.
  async function* checked(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    yield* measure.through(source);
    line = { key, ...measure.result() };
    if (expected && line.sha256 !== expected) throw new Bent();
  }
  try {
    if (isThere) for await (const _ of checked(store.readStream(place)));
    else if (bytes > inOne) await store.writeStream(place, checked(storage.readStream(key)), 'application/octet-stream');
    else {
      const pieces = [];
      for await (const piece of checked(inPieces(await storage.read(key, inOne)))) pieces.push(piece);
      await store.write(place, Buffer.concat(pieces), 'application/octet-stream');
    }
    return line;
  } catch (error) {
    if (error instanceof Bent) return { wrong: `${key} 与数据库登记的指纹不符，${isThere ? '备份里的这一份也不对' : '没有备份'}` };
    if (error instanceof ProviderError && error.providerCode === 'NoSuchKey') return undefined;
    throw error;
  }
}

async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
