import { emptyRoot, leafHash, nodeHash } from 'yongche-verify/merkle.cjs';
import { z } from 'zod';
import { ProviderError } from '../../../adapters/provider-error';
import type { ObjectStore } from '../../../adapters/storage/storage';
import { runsFolder } from '../backups/picture-runs';
import type { Listed } from './empty-bucket';
import { openSigned, readIfThere } from './find-dump';
import { BackupRefused } from './refusal';

const whole = z.int().min(0);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const runManifest = z.object({ format: z.literal('yongche picture backup 1'), id: z.uuid(), added: whole, bytes: whole, root: digest, previous: z.uuid().nullable(), previousRoot: digest.nullable() });
const line = z.object({ key: z.string().min(1).max(300), bytes: whole, sha256: digest });

const mostBytes = 100_000;

/** What the lists of all runs up to one say: every object of the bucket, as it was copied. */
export interface PictureLists {
  objects: Listed[];
  runs: number;
  /** Ids of the runs, the latest first. */
  ids: string[];
  /** What is wrong with the lists themselves, each with its file and line. */
  wrong: string[];
}

/**
 * Reads the lists of pictures from the first run to `last`, and makes their Merkle roots anew. A run whose list does not give its root is told
 * and its objects are not counted.
 */
export async function readPictureLists(store: Pick<ObjectStore, 'read' | 'readStream' | 'list'>, last: string | null, verifier: string): Promise<PictureLists> {
  const lists: PictureLists = { objects: [], runs: 0, ids: [], wrong: [] };
  const byKey = new Map<string, Listed>();
  const read: Listed[][] = [];
  let wantedRoot: string | null = null;
  for (let id = last; id; ) {
    const run = await readRun(store, id, verifier, lists.wrong);
    if (!run) break;
    if (wantedRoot && run.root !== wantedRoot) lists.wrong.push(`清单 ${runsFolder}${id}.json 的根与下一次备份所记的不符，被换过。`);
    lists.runs += 1;
    lists.ids.push(id);
    read.unshift(await readLines(store, id, run, lists.wrong));
    [id, wantedRoot] = [run.previous, run.previousRoot];
  }
  for (const object of read.flat()) byKey.set(object.key, object);
  lists.objects = [...byKey.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
  return lists;
}

async function readRun(store: Pick<ObjectStore, 'read' | 'list'>, id: string, verifier: string, wrong: string[]) {
  const key = `${runsFolder}${id}.json`;
  const bytes = await readIfThere(store, key, mostBytes);
  if (!bytes) return void wrong.push(`缺少清单 ${key}，它和更早的影像备份都无法核对。`);
  try {
    const parsed = runManifest.safeParse(openSigned(bytes, key, verifier));
    if (parsed.success && parsed.data.id !== id) return void wrong.push(`清单 ${key} 是另一次影像备份 ${parsed.data.id} 的，被放到了这里。`);
    if (parsed.success) return parsed.data;
    return void wrong.push(`清单 ${key} 的写法不认识。`);
  } catch (error) {
    if (!(error instanceof BackupRefused)) throw error;
    return void wrong.push(error.sentence);
  }
}

async function readLines(store: Pick<ObjectStore, 'readStream'>, id: string, run: z.output<typeof runManifest>, wrong: string[]): Promise<Listed[]> {
  const key = `${runsFolder}${id}.jsonl`;
  const tree = growingRoot();
  const objects: Listed[] = [];
  let number = 0;
  try {
    for await (const text of linesOf(store.readStream(key))) {
      number += 1;
      tree.add(Buffer.from(text));
      const parsed = line.safeParse(jsonOf(text));
      if (!parsed.success) {
        wrong.push(`清单 ${key} 的第 ${number} 行不能读，被改动或截断。`);
        return [];
      }
      objects.push(parsed.data);
    }
  } catch (error) {
    if (!(error instanceof ProviderError) || error.providerCode !== 'NoSuchKey') throw error;
    if (run.added === 0) return [];
    wrong.push(`缺少清单 ${key}。`);
    return [];
  }
  if (tree.root() === run.root) return objects;
  if (number !== run.added) wrong.push(`清单 ${key} 应有 ${run.added} 行，实际 ${number} 行。`);
  else wrong.push(`清单 ${key} 的默克尔根与签名的不符：${run.added} 行中有内容被改动。`);
  return [];
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

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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
