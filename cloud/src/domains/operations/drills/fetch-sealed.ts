import { rm } from 'node:fs/promises';
import { ProviderError } from '../../../adapters/provider-error';
import type { ObjectStore } from '../../../adapters/storage/storage';
import { BackupRefused } from './refusal';
import { fetchObject, type Fingerprint, NotOpened, openSealed } from './sealed-file';

/** A file of the backup as its manifest has it. */
export interface Expected extends Fingerprint {
  key: string;
}

/** What a fetched file is judged with. */
interface Judging {
  identities: string[];
  /** Where a file with this fingerprint belongs, to tell files that were swapped. */
  ownerOf: (sha256: string) => Promise<string | undefined>;
  signal: AbortSignal;
}

/**
 * Fetches a file of the backup and compares it with the manifest before anything of it is used: what is not byte for byte what was signed is
 * never given to a program, since anybody may encrypt for a recipient.
 * @throws BackupRefused with the place at which it is damaged
 */
export async function fetchSealed(store: Pick<ObjectStore, 'readStream'>, expected: Expected, to: string, { identities, ownerOf, signal }: Judging): Promise<void> {
  const { key } = expected;
  const found = await fetchObject(store, key, to, signal).catch((error: unknown) => {
    if (error instanceof ProviderError && error.providerCode === 'NoSuchKey') throw new BackupRefused('files', `缺少文件 ${key}。`);
    throw error;
  });
  if (found.sha256 === expected.sha256) return;
  const owner = await ownerOf(found.sha256);
  const place = owner ? undefined : await placeOfDamage(to, identities);
  await rm(to, { force: true });
  throw new BackupRefused('files', sentenceOf(expected, found, owner, place));
}

function sentenceOf({ key, bytes }: Expected, found: Fingerprint, owner: string | undefined, place: NotOpened['place'] | undefined): string {
  if (owner) return `文件 ${key} 的内容是 ${owner} 的：两个文件被对调。`;
  if (found.bytes < bytes) return `文件 ${key} 不完整：应有 ${bytes} 字节，到第 ${found.bytes} 字节就结束了。`;
  if (found.bytes > bytes) return `文件 ${key} 多出内容：应有 ${bytes} 字节，从第 ${bytes + 1} 字节起是多出来的。`;
  if (place) return `文件 ${key} 被改动：在第 ${place.from} 至 ${place.to} 字节之间。`;
  return `文件 ${key} 被换成了另一个能打开的文件，不是清单所记的那一个。`;
}

/** Where it does not open any more; undefined where all of it opens. */
async function placeOfDamage(path: string, identities: string[]): Promise<NotOpened['place'] | undefined> {
  try {
    for await (const piece of openSealed(path, identities)) void piece;
    return undefined;
  } catch (error) {
    if (error instanceof NotOpened) return error.place;
    throw error;
  }
}

/** The content of a fetched file. @throws BackupRefused where the identity is not the one that it was encrypted for */
export async function* contentOf(path: string, key: string, identities: string[]): AsyncGenerator<Uint8Array> {
  try {
    yield* openSealed(path, identities);
  } catch (error) {
    if (!(error instanceof NotOpened)) throw error;
    if (error.reason === 'wrong_key') throw new BackupRefused('files', `文件 ${key} 打不开：密钥不对，它不是为这把密钥加密的。请换成做备份时的技术单位密钥。`);
    throw new BackupRefused('files', `文件 ${key} 打不开：在第 ${error.place.from} 至 ${error.place.to} 字节之间。`);
  }
}
