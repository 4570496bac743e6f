import { openDatabase } from '../src/database';

/** Runs the migrations that a database lacks and tells their names. */
export async function updateStructure(databaseUrl: string): Promise<string[]> {
  const db = await openDatabase(databaseUrl, 1);
  try {
    return (await db.runMigrations({ transaction: 'each' })).map(({ name }) => name);
  } finally {
    await db.destroy();
  }
}

const reasons: Record<string, string> = {
  ECONNREFUSED: '那里没有数据库在运行',
  ENOTFOUND: '主机名不存在',
  ETIMEDOUT: '没有应答',
  EHOSTUNREACH: '主机连不上',
  ENOENT: '套接字文件不存在',
  ER_ACCESS_DENIED_ERROR: '用户名或密码不正确',
  ER_DBACCESS_DENIED_ERROR: '该用户没有这个库的权限',
  ER_BAD_DB_ERROR: '这个库不存在，请先建立：CREATE DATABASE … CHARACTER SET utf8mb4',
  ER_TABLEACCESS_DENIED_ERROR: '该用户没有建表的权限',
};

/** What a driver's error means in plain words; undefined where it does not tell of the connection. */
export function databaseProblem(error: unknown): string | undefined {
  const { code, fatal, address, port } = (error ?? {}) as { code?: string; fatal?: boolean; address?: string; port?: number };
  const reason = code && (fatal || code.startsWith('ER_')) ? reasons[code] : undefined;
  if (!reason) return undefined;
  return `数据库连接不上${address ? `（${address}:${port}）` : ''}：${reason}。请检查 DATABASE_URL 后重试。`;
}
