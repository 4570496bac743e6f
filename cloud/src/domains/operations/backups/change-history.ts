import { createHash } from 'node:crypto';
import type { Connection } from 'mysql2/promise';
import type { DataSource } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { insertRows } from '../../../insert-rows';
import { explainRights, type LogPosition, rowsOf } from './backup-connection';
import { BackupProblem } from './backup-problem';
import { ChangeHistory } from './system-backup.entity';

/** A file of the log as the server lists it. */
export interface LogFile {
  file: string;
  bytes: number;
}

/** The files of the log that the server still has, the oldest first; the last one is being written. */
export async function logFiles(connection: Connection): Promise<LogFile[]> {
  const rows = await rowsOf<{ Log_name: string; File_size: string | number }>(connection, 'SHOW BINARY LOGS').catch(explainRights);
  return rows.map(({ Log_name: file, File_size: bytes }) => ({ file, bytes: Number(bytes) }));
}

/** `binlog.000123` counts by its ending. */
export const numberOf = (file: string) => Number(/\.(\d+)$/.exec(file)?.[1] ?? NaN);

/**
 * The history to which the server's log belongs now: the known one where the log goes on from there, else a new one that begins with the file
 * of `position`. A log goes on where it still counts upwards from what was shipped last, and that file is as long as it was. The dump and the
 * shipping may both look at a new server first: they find the same one.
 */
export async function historyOf(db: DataSource, connection: Connection, at: Date, position?: LogPosition): Promise<ChangeHistory & { isNew: boolean }> {
  const [lock] = await rowsOf<{ got: number | string | null }>(connection, `SELECT GET_LOCK(${lockName}, ${lockSeconds}) AS got`);
  if (Number(lock?.got) !== 1) throw new BackupProblem('另一个进程正在查看数据库的增量日志，等了半分钟没有轮到，会自动再做。');
  try {
    const server = await serverOf(connection);
    const files = await logFiles(connection);
    const known = (await latestOf(db, server)) ?? (await movedTo(db, server, files));
    if (known && goesOn(known, files)) return { ...known, isNew: false };
    const history: ChangeHistory = { id: uuidv7(), server, beganAt: at, nextFile: position?.file ?? files.at(-1)!.file, previousFile: null, previousBytes: null, shippedUntil: null };
    const before = await latestOf(db);
    if (before) await noteLeft(db, before, at);
    await insertRows(db.manager, ChangeHistory, [history]);
    return { ...history, isNew: true };
  } finally {
    // A connection that is cut has given it up.
    await connection.query(`DO RELEASE_LOCK(${lockName})`).catch(() => undefined);
  }
}

const lockName = "CONCAT('yongche history ', MD5(DATABASE()))";
const lockSeconds = 30;

const latestOf = (db: DataSource, server?: string) => db.manager.findOne(ChangeHistory, { where: server ? { server } : {}, order: { beganAt: 'DESC', id: 'DESC' } });

/** A file that a killed round brought to the store and did not note: where the history does not come to it any more, it is swept with the others. */
export const noteLeft = (db: DataSource, { id, nextFile }: ChangeHistory, at: Date) =>
  db.query('INSERT IGNORE INTO change_files (history_id, file, bytes, last_event_at, shipped_at) VALUES (?, ?, 0, ?, ?)', [id, nextFile, at, at]);

/** A container that is made anew has another name, and its log goes on: the file that was shipped last lies in it, as long as it was. */
async function movedTo(db: DataSource, server: string, files: LogFile[]): Promise<ChangeHistory | undefined> {
  const latest = await latestOf(db);
  if (!latest?.previousFile || !files.some(({ file, bytes }) => file === latest.previousFile && bytes === latest.previousBytes)) return undefined;
  await db.manager.update(ChangeHistory, latest.id, { server });
  return { ...latest, server };
}

function goesOn({ nextFile, previousFile, previousBytes }: ChangeHistory, files: LogFile[]): boolean {
  const previous = files.find(({ file }) => file === previousFile);
  const last = files.at(-1)?.file ?? '';
  const isSameLog = last.replace(/\d+$/, '') === nextFile.replace(/\d+$/, '');
  return isSameLog && numberOf(last) >= numberOf(nextFile) && (!previous || previous.bytes === previousBytes);
}

/** Which server this is, as it says itself: MySQL has a uuid, of a MariaDB the machine, its data and its number tell. */
async function serverOf(connection: Connection): Promise<string> {
  const [mysql] = await rowsOf<{ uuid: string }>(connection, 'SELECT @@server_uuid AS uuid').catch(() => []);
  const [mariadb] = mysql ? [undefined] : await rowsOf<object>(connection, 'SELECT @@hostname AS host, @@port AS port, @@datadir AS data, @@server_id AS id');
  return createHash('sha256').update(JSON.stringify(mysql ?? mariadb)).digest('hex');
}
