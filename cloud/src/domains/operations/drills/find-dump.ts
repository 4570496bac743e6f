import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { ProviderError } from '../../../adapters/provider-error';
import type { ObjectStore } from '../../../adapters/storage/storage';
import { secondInShanghai } from '../../audit/wording';
import { keysBelow } from '../backups/picture-runs';
import { openManifest } from '../backups/signed-manifest';
import { SystemBackup } from '../backups/system-backup.entity';
import { BackupRefused, DrillNotMade } from './refusal';

const whole = z.int().min(0);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const moment = z.iso.datetime();
const sealed = z.object({ bytes: whole, sha256, plainBytes: whole.optional(), plainSha256: sha256.optional() });
const dumpManifest = z.object({
  format: z.literal('yongche database backup 1'),
  id: z.uuid(),
  startedAt: moment,
  takenAt: moment,
  server: z.object({ kind: z.enum(['mariadb', 'mysql']), version: z.string(), uuid: z.uuid().nullable() }),
  schema: z.string(),
  position: z.object({ file: z.string().regex(/^[\w.-]{1,100}$/), offset: whole }).nullable(),
  dump: sealed,
  keys: sealed,
  tables: z.array(z.object({ name: z.string(), rows: whole, sum: z.string() })),
  ledger: z.array(z.object({ fund: z.string(), debit: z.int(), credit: z.int() })),
  audit: z.object({ rows: whole, head: z.string() }),
  evidence: z.object({ size: whole, root: z.string() }),
  pictures: z.object({ run: z.uuid().nullable(), objects: whole, bytes: whole }),
});

/** 数据库备份的清单, as it was signed (see system backups). */
export type DumpManifest = z.output<typeof dumpManifest>;

const folder = 'database/';
const mostBytes = 8 * 1024 * 1024;
export const manifestKeyOf = (id: string) => `${folder}${id}/manifest.json`;
export const dumpKeyOf = (id: string) => `${folder}${id}/dump.sql.gz.age`;
export const keysKeyOf = (id: string) => `${folder}${id}/keys.age`;

type Store = Pick<ObjectStore, 'read' | 'list'>;

/** Whose signature counts: a C2SP verifier key. */
interface Trust {
  store: Store;
  verifier: string;
}

/**
 * The newest dump, or the newest that had been taken when `restoreTo` was. A dump that this product finished must be there with the manifest
 * that it wrote; one without a manifest was never finished and does not count.
 * @throws BackupRefused, DrillNotMade where there is none
 */
export async function findDump(tx: EntityManager, trust: Trust, restoreTo: Date | undefined): Promise<DumpManifest> {
  const rows = await tx.findBy(SystemBackup, { kind: 'database', state: 'ready' });
  const finished = new Map(rows.map((row) => [row.id, row]));
  const lying = new Set((await keysBelow(trust.store, folder)).flatMap((key) => /^database\/([0-9a-f-]{36})\//.exec(key)?.[1] ?? []));
  // UUIDv7: in the order in which they were begun.
  for (const id of [...new Set([...finished.keys(), ...lying])].sort().reverse()) {
    const known = finished.get(id);
    if (known?.coversUntil && restoreTo && known.coversUntil > restoreTo) continue;
    const bytes = await readIfThere(trust.store, manifestKeyOf(id));
    if (!bytes && !known) continue;
    if (!bytes) throw new BackupRefused('manifest', `缺少文件 ${manifestKeyOf(id)}：这份备份做成过，清单不见了。`);
    const manifest = readManifest(bytes, id, trust);
    if (known?.manifestSha256 && createHash('sha256').update(bytes).digest('hex') !== known.manifestSha256) throw new BackupRefused('manifest', `清单 ${manifestKeyOf(id)} 不是做备份时写下的那一份，被换过。`);
    if (!restoreTo || Date.parse(manifest.takenAt) <= restoreTo.getTime()) return manifest;
  }
  throw new DrillNotMade(restoreTo ? `没有 ${secondInShanghai(restoreTo)} 之前的数据库备份。请指定更晚的时刻。` : '还没有数据库备份。请先做一次备份：npm run ops -- backup daily。');
}

/** @throws BackupRefused */
function readManifest(bytes: Buffer, id: string, { verifier }: Pick<Trust, 'verifier'>): DumpManifest {
  const key = manifestKeyOf(id);
  const body = openSigned(bytes, key, verifier);
  const parsed = dumpManifest.safeParse(body);
  if (!parsed.success) throw new BackupRefused('manifest', `清单 ${key} 的签名正确，但写法不认识（${parsed.error.issues[0]?.path.join('.') ?? ''}），请用做备份时的版本恢复。`);
  if (parsed.data.id !== id) throw new BackupRefused('manifest', `清单 ${key} 是另一份备份 ${parsed.data.id} 的，被放到了这里。`);
  return parsed.data;
}

/** What a signed manifest says. @throws BackupRefused where it is cut, or not signed by this key */
export function openSigned(bytes: Buffer, key: string, verifier: string): unknown {
  const body = openManifest<unknown>(verifier, bytes);
  if (body !== undefined) return body;
  throw new BackupRefused('manifest', jsonOf(bytes.toString()) !== undefined ? `清单 ${key} 的签名不符：内容被改动，或不是本系统签的。` : `清单 ${key} 不完整：在第 ${bytes.length} 字节处结束，被截断或改动。`);
}

/** What a text says; undefined where it is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** To whom else a file belongs: dumps whose manifests can be read, for telling files that were swapped. */
export async function ownersOf({ store, verifier }: Trust, sha256: string): Promise<string | undefined> {
  for (const key of (await keysBelow(store, folder)).filter((one) => one.endsWith('/manifest.json'))) {
    const parsed = dumpManifest.safeParse(openManifest<unknown>(verifier, await store.read(key, mostBytes).catch(() => Buffer.alloc(0))));
    if (!parsed.success) continue;
    const { id, dump, keys } = parsed.data;
    if (dump.sha256 === sha256) return dumpKeyOf(id);
    if (keys.sha256 === sha256) return keysKeyOf(id);
  }
  return undefined;
}

/** A small object, or undefined where it is not there. */
export async function readIfThere(store: Pick<ObjectStore, 'read'>, key: string, most = mostBytes): Promise<Buffer | undefined> {
  return store.read(key, most).catch((error: unknown) => {
    if (error instanceof ProviderError && error.providerCode === 'NoSuchKey') return undefined;
    throw error;
  });
}
