import { createHash } from 'node:crypto';
import { ProviderError } from '../../../adapters/provider-error';
import type { ObjectStore } from '../../../adapters/storage/storage';
import { measuring } from '../backups/dump-database';

/** An object as the backup's lists have it. */
export interface Listed {
  key: string;
  bytes: number;
  sha256: string;
}

/** Objects that are restored at the same time. */
const atOnce = 4;

/** What came back of the objects: how many are as listed, and what is wrong with the others, in the order of the keys. */
export interface Refilled {
  restored: number;
  bytes: number;
  /** Not in the backup. */
  missing: Listed[];
  /** Each with its key and place. */
  wrong: string[];
}

/** Restores objects from the backup into an empty bucket, each compared with its list on the way. */
export async function refillBucket(from: Pick<ObjectStore, 'readStream'>, to: ObjectStore, objects: Listed[], { keyOf, signal }: { keyOf: (key: string) => string; signal: AbortSignal }): Promise<Refilled> {
  const refilled: Refilled = { restored: 0, bytes: 0, missing: [], wrong: [] };
  const byHash = new Map(objects.map((object) => [object.sha256, object.key]));
  let next = 0;
  const line = async () => {
    for (let object = objects[next++]; object; object = objects[next++]) {
      signal.throwIfAborted();
      await restore(object);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, line));
  refilled.wrong.sort();
  return refilled;

  async function restore(object: Listed): Promise<void> {
    const passing = measuring();
    try {
      await to.writeStream(object.key, passing.through(from.readStream(keyOf(object.key))), 'application/octet-stream');
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      if (error.providerCode === 'NoSuchKey') return void refilled.missing.push(object);
      if (error.kind !== 'untrusted_answer' && error.providerCode !== 'truncated') throw error;
      return void refilled.wrong.push(`${object.key}：存储给出的内容不完整，到第 ${passing.result().bytes} 字节为止。`);
    }
    const found = passing.result();
    const said = judge(object, found);
    if (said) refilled.wrong.push(said);
    else refilled.restored += 1;
    refilled.bytes += found.bytes;
  }

  function judge(object: Listed, found: { bytes: number; sha256: string }): string | undefined {
    if (found.sha256 === object.sha256) return undefined;
    const other = byHash.get(found.sha256);
    if (other) return `${object.key}：内容是另一个文件 ${other} 的，两者被对调。`;
    if (found.bytes < object.bytes) return `${object.key}：应有 ${object.bytes} 字节，只到第 ${found.bytes} 字节，被截断。`;
    if (found.bytes > object.bytes) return `${object.key}：应有 ${object.bytes} 字节，从第 ${object.bytes + 1} 字节起是多出来的。`;
    return `${object.key}：大小相同，指纹与清单不符，内容被改动。`;
  }
}

/** Every so manieth object, chosen by a seed that stands in the report, so that anybody can choose the same ones; all where there are no more. */
export function sampleOf(objects: Listed[], wanted: number, seed: string): Listed[] {
  const rank = ({ key }: Listed) => createHash('sha256').update(`${seed}|${key}`).digest('hex');
  const ranked = objects.map((object) => ({ object, rank: rank(object) })).sort((one, other) => (one.rank < other.rank ? -1 : 1));
  return ranked.slice(0, wanted).map(({ object }) => object);
}
