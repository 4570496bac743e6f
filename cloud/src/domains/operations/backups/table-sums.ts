import { rootAt } from '../../evidence/tree';

/** What is asked here: a connection of mysql2's promises, or anything like it. */
export interface Asking {
  query(sql: string, values?: unknown[]): Promise<unknown>;
}

/** A table as it was at one moment. */
export interface TableSum {
  name: string;
  rows: number;
  /** Sum of CRC32 over the rows, all columns of each joined by `#`, NULL as `\N`: the same on MySQL and MariaDB, in any order of rows. */
  sum: string;
}

/** Rows and sum of every table of the connection's database, in the order of their names; inside a snapshot, of that snapshot. */
export async function tableSums(connection: Asking): Promise<TableSum[]> {
  const columns = await ask<{ tableName: string; columnName: string }>(
    connection,
    `SELECT c.TABLE_NAME AS tableName, c.COLUMN_NAME AS columnName FROM information_schema.COLUMNS c
     JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME
     WHERE c.TABLE_SCHEMA = DATABASE() AND t.TABLE_TYPE = 'BASE TABLE' ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION`,
  );
  const tables = new Map<string, string[]>();
  for (const { tableName, columnName } of columns) tables.set(tableName, [...(tables.get(tableName) ?? []), columnName]);
  const sums: TableSum[] = [];
  for (const [name, own] of [...tables].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const row = `CRC32(CONCAT_WS('#', ${own.map((column) => `IFNULL(\`${column}\`, '\\\\N')`).join(', ')}))`;
    const [sum] = await ask<{ everything: string; summed: string; total: string }>(connection, `SELECT COUNT(*) AS everything, COUNT(${row}) AS summed, CAST(COALESCE(SUM(${row}), 0) AS CHAR) AS total FROM \`${name}\``);
    // A row longer than the server's longest packet would be left out in silence.
    if (Number(sum!.everything) !== Number(sum!.summed)) throw new Error(`rows of ${name} are too long to be summed: max_allowed_packet of the server is too small`);
    sums.push({ name, rows: Number(sum!.everything), sum: sum!.total });
  }
  return sums;
}

/** 借贷合计 in fen by fund, each side by the fund of its own account. */
export async function ledgerSums(connection: Asking): Promise<{ fund: string; debit: number; credit: number }[]> {
  const side = (account: string) => `SELECT a.fund AS fund, CAST(SUM(t.fen) AS CHAR) AS fen FROM ledger_transfers t JOIN ledger_accounts a ON a.id = t.${account} GROUP BY a.fund`;
  const debits = await ask<{ fund: string; fen: string }>(connection, side('debit_account_id'));
  const credits = await ask<{ fund: string; fen: string }>(connection, side('credit_account_id'));
  const of = (sums: typeof debits, fund: string) => Number(sums.find((one) => one.fund === fund)?.fen ?? 0);
  return [...new Set([...debits, ...credits].map(({ fund }) => fund))].sort().map((fund) => ({ fund, debit: of(debits, fund), credit: of(credits, fund) }));
}

/** 审计日志: how many events there are, and the hash at the end of their chain. */
export async function auditHead(connection: Asking): Promise<{ rows: number; head: string }> {
  const [events] = await ask<{ amount: string }>(connection, 'SELECT COUNT(*) AS amount FROM audit_events');
  const [head] = await ask<{ hash: string }>(connection, 'SELECT hash FROM audit_chain ORDER BY seq DESC LIMIT 1');
  return { rows: Number(events!.amount), head: head?.hash ?? '' };
}

/** 存证日志: its size and root, the root in hex. */
export async function evidenceHead(connection: Asking): Promise<{ size: number; root: string }> {
  const [log] = await ask<{ size: string }>(connection, 'SELECT size FROM evidence_log WHERE id = 1');
  const size = Number(log?.size ?? 0);
  const root = await rootAt({ query: async <Rows>(sql: string, values?: unknown[]) => (await ask(connection, sql, values)) as Rows }, size);
  return { size, root: root.toString('hex') };
}

/** Rows of a statement: mysql2 gives them with their fields beside them. */
async function ask<Row>(connection: Asking, sql: string, values?: unknown[]): Promise<Row[]> {
  const [rows] = (await connection.query(sql, values)) as [Row[]];
  return rows;
}
