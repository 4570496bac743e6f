import { basename, isAbsolute, resolve, sep } from 'node:path';
import type { OssConfig } from './oss';

/** The key with which an `oss://` store is opened. */
export interface StoreSecrets {
  keyId?: string | undefined;
  keySecret?: string | undefined;
}

/** Where a store is, from its address. */
export type StorePlace = { kind: 'disk'; folder: string; name: string } | { kind: 'oss'; config: OssConfig };

/** Whether two addresses, however they are written, are of the same place or one of them lies in the other. */
export function isSamePlace(one: StorePlace, other: StorePlace): boolean {
  if (one.kind === 'oss' || other.kind === 'oss') return one.kind === 'oss' && other.kind === 'oss' && one.config.bucket === other.config.bucket;
  const [a, b] = [one, other].map(({ folder }) => resolve(folder) + sep) as [string, string];
  return a.startsWith(b) || b.startsWith(a);
}

/** An address that opens no store; the message says in plain Chinese what is wrong with it. */
export class StoreAddressError extends Error {}

/**
 * Reads `disk:/absolute/folder` or `oss://bucket.oss-cn-hangzhou`, the latter with `?endpoint=https://…` where the bucket has a domain of its own.
 * @throws StoreAddressError
 */
export function storePlace(address: string, { keyId, keySecret }: StoreSecrets = {}): StorePlace {
  const folder = /^disk:(.+)$/.exec(address)?.[1];
  if (folder) {
    if (!isAbsolute(folder) || basename(folder) === '') throw new StoreAddressError('disk: 后面须是文件夹的绝对路径，例如 disk:/data/pictures');
    return { kind: 'disk', folder: resolve(folder), name: `disk ${basename(folder)}` };
  }
  const [, bucket, region, , endpoint] = /^oss:\/\/([a-z0-9][a-z0-9-]{1,61}[a-z0-9])\.(oss-[a-z0-9-]+)(\?endpoint=(https?:\/\/\S+))?$/.exec(address) ?? [];
  if (!bucket || !region) throw new StoreAddressError('须为 disk:/绝对路径 或 oss://存储桶.地域，例如 oss://yongche-backups.oss-cn-shanghai');
  if (!keyId || !keySecret) throw new StoreAddressError('oss:// 的存储还须设置它的 AccessKey ID 和 AccessKey Secret');
  return { kind: 'oss', config: { accessKeyId: keyId, accessKeySecret: keySecret, region, bucket, ...(endpoint ? { endpoint } : {}) } };
}
