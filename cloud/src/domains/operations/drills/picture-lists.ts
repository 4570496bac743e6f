import { emptyRoot, leafHash, nodeHash } from 'yongche-verify/merkle.cjs';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { ProviderError } from '../../../adapters/provider-error';
import type { ObjectStore } from '../../../adapters/storage/storage';
import { runsFolder } from '../backups/picture-runs';
import type { Listed } from './empty-bucket';
import { jsonOf, openSigned, readIfThere } from './find-dump';
import type { ListedObjects } from './listed-objects';
import { BackupRefused } from './refusal';
import { Differences } from './report';

const whole = z.int().min(0);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const runManifest = z.object({ format: z.literal('yongche picture backup 1'), id: z.uuid(), added: whole, bytes: whole, root: digest, previous: z.uuid().nullable(), previousRoot: digest.nullable() });
const line = z.object({ key: z.string().regex(/^[\x20-\x7e]{1,300}$/), bytes: whole, sha256: digest });

const mostBytes = 100_000;
/** Lines that go into the table at once. */
const atOnce = 500;

/** What the lists of all runs up to one say; the objects themselves are in the table. */
export interface PictureLists {
  /** Ids of the runs, the latest first. */
  ids: string[];
  /** Every object of the bucket, as it was copied. */
  objects: number;
  /** What is wrong with the lists themselves, each with its file and line. */
  wrong: Differences;
}

type Store = Pick<ObjectStore, 'read' | 'readStream' | 'list'>;

/** Where the lists go, and whose signature counts. */
interface Reading {
  db: DataSource;
  listed: ListedObjects;
  verifier: string;
  signal: AbortSignal;
}

/**
 * Reads the lists of pictures from `last` back to the first run into the table, and makes their Merkle roots anew. A run whose list does not
 * give its root is told and its objects are not counted.
 */
export async function readPictureLists(store: Store, last: string | null, reading: Reading): Promise<PictureLists> {
  const lists: PictureLists = { ids: [], objects: 0, wrong: new Differences() };
  let wantedRoot: string | null = null;
  for (let id = last; id; ) {
    reading.signal.throwIfAborted();
    const run = await readRun(store, id, reading.verifier, lists.wrong);
    if (!run) break;
    if (wantedRoot && run.root !== wantedRoot) lists.wrong.add([`清单 ${runsFolder}${id}.json 的根与下一次备份所记的不符，被换过。`]);
    lists.ids.push(id);
    await readLines(store, run, reading, lists.wrong);
    [id, wantedRoot] = [run.previous, run.previousRoot];
  }
  lists.objects = await reading.listed.count();
  return lists;
}

type Run = z.output<typeof runManifest>;

async function readRun(store: Store, id: string, verifier: string, wrong: Differences): Promise<Run | undefined> {
  const key = `${runsFolder}${id}.json`;
  const bytes = await readIfThere(store, key, mostBytes);
  if (!bytes) return void wrong.add([`缺少清单 ${key}，它和更早的影像备份都无法核对。`]);
  try {
    const parsed = runManifest.safeParse(openSigned(bytes, key, verifier));
    if (parsed.success && parsed.data.id !== id) return void wrong.add([`清单 ${key} 是另一次影像备份 ${parsed.data.id} 的，被放到了这里。`]);
    if (parsed.success) return parsed.data;
    return void wrong.add([`清单 ${key} 的写法不认识。`]);
  } catch (error) {
    if (!(error instanceof BackupRefused)) throw error;
    return void wrong.add([error.sentence]);
  }
}

/** A list that is not what was signed. */
class ListRefused extends Error {}

/** All of the list, or nothing of it. */
async function readLines(store: Store, run: Run, { db, listed, signal }: Reading, wrong: Differences): Promise<void> {
  const key = `${runsFolder}${run.id}.jsonl`;
  try {
    await db.transaction(async (tx) => {
      const tree = growingRoot();
      let [number, objects] = [0, [] as Listed[]];
      for await (const text of linesOf(store.readStream(key))) {
        number += 1;
        tree.add(Buffer.from(text));
        const parsed = line.safeParse(jsonOf(text));
        if (!parsed.success) throw new ListRefused(`清单 ${key} 的第 ${number} 行不能读，被改动或截断。`);
        objects.push(parsed.data);
        if (objects.length < atOnce) continue;
        signal.throwIfAborted();
        await listed.add(tx, objects);
        objects = [];
      }
      await listed.add(tx, objects);
      if (tree.root() === run.root) return;
      throw new ListRefused(number === run.added ? `清单 ${key} 的默克尔根与签名的不符：${run.added} 行中有内容被改动。` : `清单 ${key} 应有 ${run.added} 行，实际 ${number} 行。`);
    });
  } catch (error) {
    const isMissing = error instanceof ProviderError && error.providerCode === 'NoSuchKey';
    if (!isMissing && !(error instanceof ListRefused)) throw error;
    if (!isMissing) wrong.add([error.message]);
    else if (run.added > 0) wrong.add([`缺少清单 ${key}。`]);
  }
}

async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    let part = rest.length > 0 ? Buffer.concat([rest, chunk]) : Buffer.from(chunk);
    for (let end = part.indexOf(10); end >= 0; end = part.indexOf(10)) {
      yield part.subarray(0, end).toString();
      part = part.subarray(end + 1);
    }
    rest = part;
  }
  if (rest.length > 0) yield rest.toString();
}

/** The root of a tree that grows leaf by leaf (RFC 6962), with only one hash of each complete subtree in memory. */
export function growingRoot(): { add(leaf: Buffer): void; root(): string } {
  const subtrees: { leaves: number; hash: Buffer }[] = [];
  return {
    add(leaf) {
      let grown = { leaves: 1, hash: leafHash(leaf) };
      for (let last = subtrees.at(-1); last?.leaves === grown.leaves; last = subtrees.at(-1)) {
        subtrees.pop();
        grown = { leaves: grown.leaves * 2, hash: nodeHash(last.hash, grown.hash) };
      }
      subtrees.push(grown);
    },
    root: () => (subtrees.length === 0 ? emptyRoot : subtrees.map(({ hash }) => hash).reduceRight((right, left) => nodeHash(left, right))).toString('hex'),
  };
}
