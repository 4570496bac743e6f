import type { Connection } from 'mysql2/promise';
import { type DataSource, MoreThanOrEqual } from 'typeorm';
import { dayInShanghai, startOfDay } from '../../../clock';
import type { Deps } from '../../../deps';
import { insertRows } from '../../../insert-rows';
import { connectTo, explainRights, positionOf, rowsOf } from './backup-connection';
import { failureOf } from './backup-problem';
import { clearShipping, placeOfHistory, shipFile } from './change-files';
import { historyOf, type LogFile, logFiles, noteLeft, numberOf } from './change-history';
import { findDatabaseTools } from './database-tools';
import { requestDump } from './request-backup';
import { noteFailure, rowOf } from './record';
import { daysFrom, keptDays } from './retention';
import { expectFrom } from './lateness';
import { ChangeHistory, SystemBackup } from './system-backup.entity';

type ShipDeps = Pick<Deps, 'db' | 'clock' | 'keys' | 'publicUrl' | 'safekeeping' | 'backupStore'>;

/** What a round brought into the store; `off` where the server keeps no log of changes, `busy` where another process is at it. */
export type Shipped = { state: 'off' } | { state: 'busy' } | { state: 'shipped'; files: number; bytes: number; missing: string | null };

/**
 * 数据库增量: closes the file of the log at hand and brings every closed one that is not in the store yet there, each once and in order. Files
 * that the server has thrown away before are told loudly, and a new dump is asked for: only from it on a point in time can be restored again.
 * @throws BackupProblem, ProviderError: the next round goes on where this one ended
 */
export async function shipChanges(deps: ShipDeps, signal: AbortSignal): Promise<Shipped> {
  const { backupStore, safekeeping, clock } = deps;
  if (!backupStore || !safekeeping.recipient) return { state: 'off' };
  const connection = await connectTo(safekeeping.databaseUrl);
  try {
    // Held by the connection: whoever is killed has given it up.
    const [lock] = await rowsOf<{ got: number | string | null }>(connection, "SELECT GET_LOCK(CONCAT('yongche ', MD5(DATABASE())), 0) AS got");
    if (Number(lock?.got) !== 1) return { state: 'busy' };
    if (!(await positionOf(connection))) return { state: 'off' };
    await expectFrom(deps.db.manager, ['changes'], clock.now());
    return await shipNew({ ...deps, backupStore }, connection, signal);
  } catch (error) {
    if (!signal.aborted) await noteFailure(deps.db, 'changes', failureOf(error), clock.now());
    throw error;
  } finally {
    connection.destroy();
  }
}

async function shipNew(deps: ShipDeps & { backupStore: NonNullable<Deps['backupStore']> }, connection: Connection, signal: AbortSignal): Promise<Shipped> {
  const { db, clock, safekeeping } = deps;
  const tools = await findDatabaseTools(safekeeping.toolFolder);
  const at = clock.now();
  await clearShipping((await db.manager.find(ChangeHistory, { select: { id: true } })).map(({ id }) => id));
  let history = await historyNow(deps, connection, at);
  await connection.query('FLUSH BINARY LOGS').catch(explainRights);
  const files = await logFiles(connection);
  const missing = gapBefore(history, files);
  if (missing) history = await leapOver(db, history, { missing, first: files[0]!.file }, at);
  // The last one is being written; what happened until now is in those before it.
  const due = files.slice(0, -1).filter(({ file }) => numberOf(file) >= numberOf(history.nextFile));
  let bytes = 0;
  for (const log of due) {
    const manifest = await shipFile(deps, tools, { historyId: history.id, log, previous: history.previousFile, signal });
    history = { ...history, nextFile: files[files.indexOf(log) + 1]!.file, previousFile: log.file, previousBytes: log.bytes };
    bytes += manifest.bytes;
    await noteFile(deps, history, { bytes: manifest.bytes, lastEventAt: new Date(manifest.lastEventAt) }, clock.now());
  }
  await noteCovered(deps, history, at);
  return { state: 'shipped', files: due.length, bytes, missing };
}

/** The history at hand. Where it is a new one, the dumps that were made before have their position in another: no later moment can be restored from them. */
async function historyNow({ db }: ShipDeps, connection: Connection, at: Date): Promise<ChangeHistory> {
  const { isNew, ...history } = await historyOf(db, connection, at);
  if (isNew && (await db.manager.existsBy(SystemBackup, { kind: 'database', state: 'ready' }))) {
    await noteFailure(db, 'changes', '数据库的增量日志重新开始了（换了数据库服务器、恢复过数据库，或清空过日志）。之后的时刻要等下一次数据库备份完成才能恢复，系统已要求立即备份。', at);
    await requestDump(db.manager, at);
  }
  return history;
}

/** Files that are not in the store and not on the server any more. */
function gapBefore({ nextFile }: ChangeHistory, files: LogFile[]): string | null {
  const first = files[0]!.file;
  return numberOf(first) > numberOf(nextFile) ? `${nextFile} 至 ${first} 之前` : null;
}

/** Goes on behind a gap, and says so. */
async function leapOver(db: DataSource, history: ChangeHistory, { missing, first }: { missing: string; first: string }, at: Date): Promise<ChangeHistory> {
  await noteFailure(db, 'changes', `增量日志 ${missing}的文件在备份之前已被数据库删除。这段时间之后的时刻要等下一次数据库备份完成才能恢复，系统已要求立即备份。请延长数据库保留日志的时间（binlog_expire_logs_seconds），并检查备份为什么停过。`, at);
  await noteLeft(db, history, at);
  await db.manager.update(ChangeHistory, history.id, { nextFile: first, previousFile: null, previousBytes: null, beganAt: at });
  await requestDump(db.manager, at);
  return db.manager.findOneByOrFail(ChangeHistory, { id: history.id });
}

/** The file is in the store: it counts in the row of its day, and the next one is due. */
async function noteFile({ db }: ShipDeps, history: ChangeHistory, { bytes, lastEventAt }: { bytes: number; lastEventAt: Date }, at: Date): Promise<void> {
  const { id: historyId, nextFile, previousFile, previousBytes } = history;
  await db.transaction(async (tx) => {
    await tx.query('INSERT IGNORE INTO change_files (history_id, file, bytes, last_event_at, shipped_at) VALUES (?, ?, ?, ?, ?)', [historyId, previousFile, bytes, lastEventAt, at]);
    await tx.update(ChangeHistory, historyId, { nextFile, previousFile, previousBytes });
    const place = placeOfHistory(historyId);
    const day = await tx.findOne(SystemBackup, { where: { kind: 'changes', state: 'ready', place, startedAt: MoreThanOrEqual(startOfDay(dayInShanghai(at))) }, order: { startedAt: 'DESC' } });
    const keptUntil = daysFrom(at, keptDays);
    if (day) return void (await tx.update(SystemBackup, day.id, { items: day.items + 1, bytes: day.bytes + bytes, endedAt: at, coversUntil: lastEventAt, keptUntil }));
    await insertRows(tx, SystemBackup, [rowOf({ kind: 'changes', state: 'ready', startedAt: at, endedAt: at, coversUntil: lastEventAt, items: 1, bytes, keptUntil, place })]);
  });
}

async function noteCovered({ db }: ShipDeps, { id }: ChangeHistory, until: Date): Promise<void> {
  await db.manager.update(ChangeHistory, id, { shippedUntil: until });
  const last = await db.manager.findOne(SystemBackup, { where: { kind: 'changes', state: 'ready', place: placeOfHistory(id) }, order: { startedAt: 'DESC' } });
  if (last) await db.manager.update(SystemBackup, last.id, { coversUntil: until });
}
