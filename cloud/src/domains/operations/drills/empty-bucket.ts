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
  /** Keys that are not in the backup. */
  missing: string[];
  /** Each with its key and place. */
  wrong: string[];
}

/** Restores objects from the backup into an empty bucket, each compared with its list on the way; `ownerOf` tells whose content one has that is not its own. */
export async function refillBucket(
  from: Pick<ObjectStore, 'readStream'>,
  to: ObjectStore,
  objects: Listed[],
  { keyOf, ownerOf, signal }: { keyOf: (key: string) => string; ownerOf: (sha256: string) => Promise<string | undefined>; signal: AbortSignal },
): Promise<Refilled> {
  const refilled: Refilled = { restored: 0, bytes: 0, missing: [], wrong: [] };
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
      if (error.providerCode === 'NoSuchKey') return void refilled.missing.push(object.key);
      if (error.kind !== 'untrusted_answer' && error.providerCode !== 'truncated') throw error;
      return void refilled.wrong.push(`${object.key}：存储给出的内容不完整，到第 ${passing.result().bytes} 字节为止。`);
    }
    const found = passing.result();
    refilled.bytes += found.bytes;
    if (found.sha256 === object.sha256) refilled.restored += 1;
    else refilled.wrong.push(sentenceOf(object, found, await ownerOf(found.sha256)));
  }
}

function sentenceOf({ key, bytes }: Listed, found: { bytes: number }, owner: string | undefined): string {
  if (owner) return `${key}：内容是另一个文件 ${owner} 的，两者被对调。`;
  if (found.bytes < bytes) return `${key}：应有 ${bytes} 字节，只到第 ${found.bytes} 字节，被截断。`;
  if (found.bytes > bytes) return `${key}：应有 ${bytes} 字节，从第 ${bytes + 1} 字节起是多出来的。`;
  return `${key}：大小相同，指纹与清单不符，内容被改动。`;
}
