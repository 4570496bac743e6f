import { In, MoreThanOrEqual } from 'typeorm';
import { backupKinds } from '@yongche/contract';
import { backUp, type BackupDeps } from './back-up';
import { failureOf } from './backup-problem';
import { type DailyKind, dailyKinds } from './request-backup';
import { shipChanges } from './ship-changes';
import { SystemBackup } from './system-backup.entity';

const usage = '请写明备份什么：npm run ops -- backup daily（数据库、影像和增量）、changes（只增量）、pictures（只影像）、monthly --month 2019-06（一个月的归档）或 fetch --month 2019-06 --to 文件夹（取出归档）。';

/** `npm run ops -- backup daily | changes | pictures`: a backup now, told in plain Chinese. Exit code 1 where one was not made, or something is wrong with the bucket. */
export async function backupCommand(deps: BackupDeps, [what]: string[], say: (line: string) => void = console.log): Promise<void> {
  const fail = (sentence: string) => {
    say(sentence);
    process.exitCode = 1;
  };
  if (what !== 'daily' && what !== 'changes' && what !== 'pictures') return fail(usage);
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Error('stopped'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  try {
    if (what !== 'changes') await backUpNow(deps, what === 'daily' ? [...dailyKinds] : ['pictures'], { signal: stopping.signal, say, fail });
    if (what !== 'pictures') await shipNow(deps, { signal: stopping.signal, say, fail });
  } catch (error) {
    deps.log.error({ err: error }, 'a backup could not be made');
    fail(stopping.signal.aborted ? '备份被中断。没有做完的部分会由下一次备份清理。' : failureOf(error));
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
  }
}

interface Telling {
  signal: AbortSignal;
  say(line: string): void;
  fail(sentence: string): void;
}

async function backUpNow(deps: BackupDeps, kinds: DailyKind[], { signal, say, fail }: Telling): Promise<void> {
  const [begun, wantedAt] = [performance.now(), deps.clock.now()];
  const outcome = await backUp(deps, { kinds, wantedAt: wantedAt.toISOString(), startedBy: null }, signal);
  if (outcome === 'off') return fail('没有设置备份存储或技术单位的公钥，不能备份。请设置 BACKUP_STORE 和 BACKUP_RECIPIENT 后再试。');
  if (outcome === 'busy') return fail('已有一次备份在进行，请等它结束。');
  const runs = await deps.db.manager.find(SystemBackup, { where: { kind: In(kinds), startedAt: MoreThanOrEqual(wantedAt) }, order: { startedAt: 'ASC', id: 'ASC' } });
  for (const { kind, state, items, bytes, place, failure } of runs) {
    if (state === 'ready') say(`${backupKinds[kind]}　${items} ${kind === 'database' ? '行' : '个新文件'}，${megabytes(bytes)}　${place}`);
    else if (failure) fail(`${backupKinds[kind]}　${failure}`);
  }
  say(`用时 ${((performance.now() - begun) / 1000).toFixed(1)} 秒，存放在 ${deps.backupStore!.name}`);
}

async function shipNow(deps: BackupDeps, { signal, say, fail }: Telling): Promise<void> {
  const shipped = await shipChanges(deps, signal);
  if (shipped.state === 'busy') return say('数据库增量　另一个进程正在备份。');
  if (shipped.state === 'off') return say('数据库增量　数据库没有打开增量日志（log_bin），只能恢复到每次备份的时刻。');
  if (shipped.missing) fail(`数据库增量　${shipped.missing}的日志已被数据库删除，这段时间之后要等下一次数据库备份才能恢复；系统已要求立即备份。`);
  say(`数据库增量　${shipped.files} 个文件，${megabytes(shipped.bytes)}`);
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
