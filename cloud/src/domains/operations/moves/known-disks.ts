import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { ProviderError } from '../../../adapters/provider-error';
import { type DiskStore, markFile } from '../../../adapters/storage/disk';
import type { Clock } from '../../../clock';
import { ConfigurationError } from '../../../env';
import { KnownDisk } from './known-disk.entity';

/**
 * Makes sure that a folder is the one that the database knows by this name: the same on every machine, mounted, and no other store's. One
 * that is used for the first time is marked. A disk that cannot be read now is left for later: what depends on it waits for it.
 * @throws ConfigurationError
 */
export async function ensureKnownDisk({ db, clock, log }: { db: DataSource; clock: Clock; log: Logger }, disk: DiskStore, folder: string): Promise<void> {
  try {
    const known = await db.manager.findOneBy(KnownDisk, { name: disk.name });
    const mark = (await disk.readMark()) ?? (known ? undefined : await disk.mark(uuidv7()));
    if (!known) await note(mark!);
    const { mark: wanted } = known ?? (await db.manager.findOneByOrFail(KnownDisk, { name: disk.name }));
    if (mark !== wanted) throw refusal(`里面没有标记文件 ${markFile}，或者不是它的。多台服务器须挂载同一个文件夹；磁盘没有挂上的，请先挂上。确认这就是它（例如刚从备份恢复）时，请在其中写好文件 ${markFile}，内容为 ${wanted}，再启动。`);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    log.warn({ err: error, store: disk.name }, 'a disk store cannot be read now');
  }

  async function note(mark: string): Promise<void> {
    // Of two processes that start at once one writes it.
    await db.query('INSERT IGNORE INTO known_disks (name, mark, noted_at) VALUES (?, ?, ?)', [disk.name, mark, clock.now()]);
    const other = await db.manager.findOneBy(KnownDisk, { mark });
    if (other && other.name !== disk.name) throw refusal(`它的标记文件 ${markFile} 属于存储“${other.name}”，一个文件夹不能作两个存储。只是改了文件夹的名称时，请删除其中的 ${markFile} 再启动。`);
  }
  function refusal(why: string): ConfigurationError {
    return new ConfigurationError(`文件夹 ${folder} 不是存储“${disk.name}”，服务没有启动：${why}`);
  }
}
