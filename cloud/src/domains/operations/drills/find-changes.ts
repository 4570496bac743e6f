import type { ObjectStore } from '../../../adapters/storage/storage';
import { secondInShanghai } from '../../audit/wording';
import { type ChangeManifest, placeOfHistory } from '../backups/change-files';
import { numberOf } from '../backups/change-history';
import { keysBelow } from '../backups/picture-runs';
import { type DumpManifest, openSigned } from './find-dump';
import { BackupRefused } from './refusal';

/** A closed file of the binary log, as its signed manifest has it. */
export type ChangeFile = ChangeManifest & { key: string };

/** The changes since a dump, without a gap. */
export interface Changes {
  /** In their order; the first one is that in which the dump was taken. */
  files: ChangeFile[];
  /** Up to which moment they reach, by the database server's clock; that of the dump where there are none. */
  until: Date;
}

/** To which moment, by the application's clock, and by how much that is ahead of the server's, which stamps the log. */
interface Wish {
  verifier: string;
  restoreTo: Date | undefined;
  aheadMs: number;
}

const mostBytes = 100_000;

/**
 * The changes that lead from a dump to a moment, or as far as they reach.
 * @throws BackupRefused where one is missing between two, where a manifest was altered, or where they do not reach the moment
 */
export async function findChanges(store: Pick<ObjectStore, 'read' | 'list'>, { server, position, takenAt }: DumpManifest, { verifier, restoreTo, aheadMs }: Wish): Promise<Changes> {
  const taken = new Date(Date.parse(takenAt) - aheadMs);
  const target = restoreTo && new Date(restoreTo.getTime() - aheadMs);
  if (target && target <= taken) return { files: [], until: taken };
  const folder = position && server.uuid ? placeOfHistory(server.uuid) : undefined;
  const lying = folder ? (await keysBelow(store, folder)).filter((key) => key.endsWith('.json')) : [];
  const wanted = lying.map((key) => ({ key, file: key.slice(folder!.length, -'.json'.length) })).filter(({ file }) => numberOf(file) >= numberOf(position!.file));
  const files: ChangeFile[] = [];
  for (const { key, file } of wanted.sort((one, other) => numberOf(one.file) - numberOf(other.file))) {
    const manifest = readManifest(await store.read(key, mostBytes), { key, file, verifier });
    const before = files.at(-1);
    if (!before && file !== position!.file) throw gap(folder!, position!.file, file);
    if (before && (numberOf(file) !== numberOf(before.file) + 1 || manifest.previous !== before.file)) throw gap(folder!, nextOf(before.file), file);
    files.push({ ...manifest, key: key.replace(/\.json$/, '.age') });
    if (target && Date.parse(manifest.lastEventAt) > target.getTime()) break;
  }
  const until = files.length > 0 ? new Date(files.at(-1)!.lastEventAt) : taken;
  // The log knows whole seconds.
  if (target && until.getTime() < Math.floor(target.getTime() / 1000) * 1000) throw notReached(restoreTo!, new Date(until.getTime() + aheadMs), folder !== undefined);
  return { files, until };
}

function notReached(restoreTo: Date, until: Date, hasLog: boolean): BackupRefused {
  const why = hasLog ? '增量还没有备份到那时。请指定更早的时刻，或先运行 npm run ops -- backup changes' : '数据库没有打开二进制日志，没有增量。请只恢复到备份时刻';
  return new BackupRefused('moment', `不能恢复到 ${secondInShanghai(restoreTo)}：备份只到 ${secondInShanghai(until)}，${why}。`);
}

const nextOf = (file: string) => file.replace(/\d+$/, (digits) => String(Number(digits) + 1).padStart(digits.length, '0'));
const gap = (folder: string, missing: string, after: string) => new BackupRefused('files', `增量不连续：缺少 ${folder}${missing} 的文件或清单，它在 ${after} 之前，之后的增量不能用。`);

function readManifest(bytes: Buffer, { key, file, verifier }: { key: string; file: string; verifier: string }): ChangeManifest {
  const manifest = openSigned(bytes, key, verifier) as ChangeManifest;
  if (manifest.file !== file) throw new BackupRefused('manifest', `清单 ${key} 是另一个文件 ${manifest.file} 的，被放到了这里。`);
  return manifest;
}
