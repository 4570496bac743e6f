import { type Connection, createConnection } from 'mysql2/promise';
import { readDatabaseUrl } from '../../../database-addresses';
import { BackupProblem } from './backup-problem';

/** A connection of a backup's own to the database of a `mysql://…` address, in UTC; bigints come as text. */
export async function connectTo(databaseUrl: string): Promise<Connection> {
  const { addresses, username: user, password, database } = readDatabaseUrl(databaseUrl);
  // Of a cluster always the same node: its log of changes is followed file by file.
  const { host, port, socketPath } = addresses[0]!;
  const connection = await createConnection({
    ...(socketPath ? { socketPath } : { host, port }),
    ...{ user, password, database },
    charset: 'utf8mb4_unicode_520_ci',
    timezone: 'Z',
    supportBigNumbers: true,
    bigNumberStrings: true,
    connectTimeout: 10_000,
  });
  await connection.query("SET SESSION time_zone = '+00:00'");
  return connection;
}

/** Rows of a statement. */
export async function rowsOf<Row>(connection: Connection, sql: string, values?: unknown[]): Promise<Row[]> {
  const [rows] = await connection.query(sql, values);
  return rows as Row[];
}

/** Where the server writes its log of changes now. */
export interface LogPosition {
  file: string;
  offset: number;
}

/** Undefined where the server keeps no log. @throws BackupProblem where the account may not ask */
export async function positionOf(connection: Connection): Promise<LogPosition | undefined> {
  type Row = { File: string; Position: string | number };
  // MySQL 8.4 knows only the later of the two names.
  const rows = await rowsOf<Row>(connection, 'SHOW MASTER STATUS').catch((error: { errno?: number }) => (error.errno === 1064 ? rowsOf<Row>(connection, 'SHOW BINARY LOG STATUS') : Promise.reject(error))).catch(explainRights);
  return rows[0] ? { file: rows[0].File, offset: Number(rows[0].Position) } : undefined;
}

/** Access denied, for the database, for the table, or for the statement. */
const denied = new Set([1044, 1142, 1227]);

/** @throws BackupProblem in place of a missing right of the account, else the error itself */
export function explainRights(error: { errno?: number }): never {
  if (!denied.has(error.errno ?? 0)) throw error;
  throw new BackupProblem('备份用的数据库账号权限不够。请数据库管理员执行：GRANT RELOAD, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 该账号；并授予它读取本库的全部权限（SELECT、TRIGGER、SHOW VIEW、EVENT）。');
}
