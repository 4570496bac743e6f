import { Between } from 'typeorm';
import { originOf, verifierKey } from '../../evidence/checkpoints';
import { monthAfter } from '../../ledger/calendar-month';
import { failureOf } from '../backups/backup-problem';
import { SystemBackup } from '../backups/system-backup.entity';
import { sizeWords } from '../space/size-words';
import { type ArchiveDeps, archiveMonths, type ArchiveOutcome } from './archive-months';
import { fetchArchive, fetchFailureOf } from './fetch-archive';
import { firstKept, firstMonth, isArchived, isOver, monthAt, monthWords } from './months';

/** What `backup monthly` and `backup fetch` take. */
export interface ArchiveWords {
  /** As 2019-06; the last month that is over where it is not given. */
  month?: string | undefined;
  /** The folder into which a month is fetched. */
  to?: string | undefined;
  /** Whether pictures that nobody can open any more are left out of this month, as the association has decided. */
  'without-damaged'?: boolean | undefined;
}

interface Telling {
  signal: AbortSignal;
  say(line: string): void;
  fail(sentence: string): void;
}

/** `npm run ops -- backup monthly [--month 2019-06] [--without-damaged]` archives a month and every earlier one that is owed; `backup fetch --month 2019-06 --to folder` copies a sealed one out of the store. Told in plain Chinese; exit code 1 where it was not done. */
export async function archiveCommand(deps: ArchiveDeps, [what]: string[], { month = monthAfter(monthAt(deps.clock.now()), -1), to, 'without-damaged': withoutDamaged = false }: ArchiveWords, say: (line: string) => void = console.log): Promise<void> {
  const fail = (sentence: string) => {
    say(sentence);
    process.exitCode = 1;
  };
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return fail('月份应写成 2019-06 的样子，例如：npm run ops -- backup monthly --month 2019-06');
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Error('stopped'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  try {
    if (what === 'fetch') await fetchNow(deps, { month, to }, { signal: stopping.signal, say, fail });
    else await archiveNow(deps, { month, withoutDamaged }, { signal: stopping.signal, say, fail });
  } catch (error) {
    deps.log.error({ err: error, month }, `an archive could not be ${what === 'fetch' ? 'fetched' : 'made'}`);
    if (stopping.signal.aborted) fail('归档被中断。做好的卷都在，下一次从没有做完的那一卷继续。');
    else fail(what === 'fetch' ? fetchFailureOf(error, { month, to }) : failureOf(error));
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
  }
}

async function archiveNow(deps: ArchiveDeps, { month, withoutDamaged }: { month: string; withoutDamaged: boolean }, { signal, say, fail }: Telling): Promise<void> {
  const { db, clock } = deps;
  const [begun, startedAt, first] = [performance.now(), clock.now(), await firstMonth(db.manager)];
  if (!isOver(month, startedAt)) return fail(`${monthWords(month)}还没有过完，不能归档。`);
  if (await isArchived(db.manager, month)) return fail(`${monthWords(month)}已经归档，内容封存，不会再做第二份。取出：npm run ops -- backup fetch --month ${month} --to 文件夹`);
  if (!first || month < first) return fail(`到${monthWords(month)}为止没有完成过交易，没有可以归档的内容。`);
  if (month < firstKept(startedAt)) return fail(`${monthWords(month)}的交易已过三年保存期，不再归档。`);
  let outcome: ArchiveOutcome;
  do outcome = await archiveMonths(deps, { month, withoutDamaged, startedBy: null }, signal);
  while (outcome === 'more');
  if (outcome === 'off') return fail('没有设置备份存储或协会的公钥，不能归档。请设置 BACKUP_STORE 和 ARCHIVE_RECIPIENT 后再试。');
  for (const { month: made, items, bytes, place } of await db.manager.find(SystemBackup, { where: { kind: 'archive', state: 'ready', endedAt: Between(startedAt, clock.now()) }, order: { month: 'ASC' } })) {
    say(`${monthWords(made!)}　${items} 笔交易，${sizeWords(bytes)}　${place}`);
  }
  if (outcome === 'busy') return fail('另一个进程正在归档，请等它结束。');
  if (outcome === 'uncovered') return fail('有交易还没有进入存证日志的检查点，现在封存就永远没有证明。请等下一次检查点（默认每天一次）再归档；一直如此时请技术单位检查存证任务。');
  say(`用时 ${((performance.now() - begun) / 1000).toFixed(1)} 秒，已封存，存放在 ${deps.backupStore!.name}`);
}

async function fetchNow(deps: ArchiveDeps, { month, to }: { month: string; to: string | undefined }, { signal, say, fail }: Telling): Promise<void> {
  const { backupStore } = deps;
  if (!to) return fail('请写明取到哪个文件夹：npm run ops -- backup fetch --month 2019-06 --to 文件夹');
  if (!backupStore) return fail('没有设置备份存储（BACKUP_STORE），没有可以取出的归档。');
  const fetched = await fetchArchive({ ...deps, backupStore }, { month, to, signal }, ({ file, bytes }, how) => say(`${file}　${sizeWords(bytes)}　${how === 'copied' ? '已复制，与索引一致' : '已在文件夹里，与索引一致'}`));
  if (!fetched) return fail(`${monthWords(month)}还没有归档。`);
  say(`${monthWords(month)}的归档在 ${fetched.folder}：${fetched.index.totals.deals} 笔交易，${fetched.index.volumes.length} 卷。核对：`);
  say(`  npx yongche-verify ${fetched.folder} --identity 协会密钥文件.txt --key "${verifierKey(deps.keys, await originOf(deps.db.manager, deps.publicUrl))}"`);
  say('公钥请与协会公示的核对一致。');
}
