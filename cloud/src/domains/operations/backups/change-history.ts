import { createHash } from 'node:crypto';
import type { Connection } from 'mysql2/promise';
import type { DataSource } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { insertRows } from '../../../insert-rows';
import { type LogPosition, rowsOf } from './backup-connection';
import { ChangeHistory } from './system-backup.entity';

/** A file of the log as the server lists it. */
export interface LogFile {
  file: string;
  bytes: number;
}

/** The files of the log that the server still has, the oldest first; the last one is being written. */
export async function logFiles(connection: Connection): Promise<LogFile[]> {
  const rows = await rowsOf<{ Log_name: string; File_size: string | number }>(connection, 'SHOW BINARY LOGS');
  return rows.map(({ Log_name: file, File_size: bytes }) => ({ file, bytes: Number(bytes) }));
}

/** `binlog.000123` counts by its ending. */
export const numberOf = (file: string) => Number(/\.(\d+)$/.exec(file)?.[1] ?? NaN);

/**
 * The history to which the server's log belongs now: the known one where the log goes on from there, else a new one that begins with the file
 * of `position`. A log goes on where it still counts upwards from what was shipped last, and that file is as long as it was.
 */
export async function historyOf(db: DataSource, connection: Connection, at: Date, position?: LogPosition): Promise<ChangeHistory & { isNew: boolean }> {
  const server = await serverOf(connection);
  const files = await logFiles(connection);
  const known = await db.manager.findOne(ChangeHistory, { where: { server }, order: { beganAt: 'DESC', id: 'DESC' } });
  if (known && goesOn(known, files)) return { ...known, isNew: false };
  const history: ChangeHistory = { id: uuidv7(), server, beganAt: at, nextFile: position?.file ?? files.at(-1)!.file, previousFile: null, previousBytes: null, shippedUntil: null };
  await insertRows(db.manager, ChangeHistory, [history]);
  return { ...history, isNew: true };
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
