import { createConnection } from 'mysql2/promise';

/** A database for one drill, with nothing in it. */
export interface EmptyDatabase {
  /** `mysql://…`; its account may replay a binary log. */
  url: string;
  /** It goes with all that is in it. */
  close(): Promise<void>;
}

/** Where drills get their databases: a server that is there for them, or a private one that is started in the drill's folder. */
export interface EmptyDatabases {
  open(wanted: { folder: string; name: string }): Promise<EmptyDatabase>;
  /** Removes what killed drills left on a server that outlives them. */
  clear(isOver: (name: string) => boolean): Promise<void>;
}

const prefix = 'yongche_drill_';
/** Never the name of a database that somebody works with, whatever server the address leads to. */
export const databaseNameOf = (drillId: string) => prefix + drillId.replaceAll('-', '');

/** Databases on the server of DRILL_DATABASE_URL, whose account may make, replay into and drop `yongche_drill_…`. */
export function databasesOn(serverUrl: string): EmptyDatabases {
  return {
    async open({ name }) {
      await query(serverUrl, `CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci`);
      const url = new URL(serverUrl);
      url.pathname = `/${name}`;
      return { url: url.href, close: async () => void (await query(serverUrl, `DROP DATABASE IF EXISTS \`${name}\``)) };
    },
    async clear(isOver) {
      const rows = (await query(serverUrl, 'SELECT SCHEMA_NAME AS name FROM information_schema.SCHEMATA')) as { name: string }[];
      for (const { name } of rows) if (name.startsWith(prefix) && isOver(name)) await query(serverUrl, `DROP DATABASE IF EXISTS \`${name}\``);
    },
  };
}

/** One statement on a connection of its own, outside any database. */
async function query(serverUrl: string, sql: string): Promise<unknown> {
  const address = new URL(serverUrl);
  const socketPath = address.searchParams.get('socketPath');
  const connection = await createConnection({
    ...(socketPath ? { socketPath } : { host: address.hostname, port: Number(address.port || 3306) }),
    user: decodeURIComponent(address.username),
    password: decodeURIComponent(address.password),
  });
  try {
    const [rows] = await connection.query(sql);
    return rows;
  } finally {
    await connection.end();
  }
}
