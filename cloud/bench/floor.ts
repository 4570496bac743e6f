import Koa from 'koa';
import { bodyParser } from '@koa/bodyparser';
import { createPool, type PoolConnection } from 'mysql2/promise';
import { uuidv7 } from 'uuidv7';

/**
 * The floor: the same rows by bare Koa and mysql2, with no checks, no reads and no answer but an id. A process of its own.
 * `POST /deal` writes what `POST /api/transactions` writes, `POST /images` what the permission for twelve pictures writes.
 */
const url = new URL(process.env.DATABASE_URL!);
const pool = createPool({
  ...(url.searchParams.get('socketPath') ? { socketPath: url.searchParams.get('socketPath')! } : { host: url.hostname, port: Number(url.port || 3306) }),
  user: url.username,
  password: decodeURIComponent(url.password),
  database: url.pathname.slice(1),
  connectionLimit: 20,
  timezone: 'Z',
});

interface Seed {
  marketId: string;
  companyId: string;
  certificateId: string;
  personId: string;
  keyId: string;
  principal: string;
}

async function inTransaction(work: (connection: PoolConnection) => Promise<void>): Promise<void> {
  const connection = await pool.getConnection();
  try {
    await connection.beginTransaction();
    await work(connection);
    await connection.commit();
  } finally {
    connection.release();
  }
}

const insert = (connection: PoolConnection, table: string, rows: Record<string, unknown>[]) => {
  const columns = Object.keys(rows[0]!);
  const names = columns.map((name) => `\`${name}\``).join(', ');
  return connection.query(`INSERT INTO ${table} (${names}) VALUES ?`, [rows.map((row) => columns.map((name) => row[name]))]);
};

/** `answer` is as long as the real one, measured: 7.8 KB for a deal, 28 KB for twelve permissions. */
async function once(connection: PoolConnection, seed: Seed, at: Date, answer: string, work: () => Promise<unknown>): Promise<void> {
  await work();
  await insert(connection, 'idempotency_keys', [{ principal: seed.principal, key: uuidv7(), request_hash: 'f'.repeat(64), answer, created_at: at }]);
}

const auditRow = (id: string, at: Date, seed: Seed) => ({ id: uuidv7(), at, actor_kind: 'agent', actor_id: seed.principal, actor_role: 'agent', action: 'transactions.created', subject_type: 'transaction', subject_id: id, details: '{"serial":"202601010001010001"}', changes: '{}', request_id: uuidv7(), ip: '127.0.0.1' });

async function deal(seed: Seed): Promise<string> {
  const [id, at] = [uuidv7(), new Date()];
  const prefix = String(Math.floor(Math.random() * 9)).padStart(14, '9');
  await inTransaction((connection) =>
    once(connection, seed, at, 'x'.repeat(7_800), async () => {
      const [written] = await connection.query('INSERT INTO serials (prefix, `last`) VALUES (?, 1) ON DUPLICATE KEY UPDATE `last` = LAST_INSERT_ID(`last` + 1)', [prefix]);
      const serial = prefix + String((written as { insertId: number }).insertId % 10_000).padStart(4, '0');
      const { marketId: market_id, companyId: company_id, certificateId: certificate_id, personId: person_id } = seed;
      await insert(connection, 'transactions', [{ id, serial, business: 'city_transfer', state: 'capturing', channel: 'mobile', market_id, company_id, certificate_id, person_id, vin: 'LSGPC52U6AF102554', plate: '浙B12345', mortgaged: 0, rules_version: '2026-1', created_at: at }]);
      const party = (side: string, position: number) => ({ id: uuidv7(), transaction_id: id, position, side, kind: 'person', key_id: seed.keyId, name_sealed: 'v1:'.padEnd(60, 'x'), number_sealed: 'v1:'.padEnd(80, 'x'), number_index: uuidv7().replaceAll('-', ''), attendance: 'present' });
      await insert(connection, 'parties', [party('seller', 0), party('buyer', 1)]);
      await insert(connection, 'audit_events', [auditRow(id, at, seed)]);
    }),
  );
  return id;
}

async function images(seed: Seed & { transactionId: string }): Promise<string> {
  const at = new Date();
  await inTransaction((connection) =>
    once(connection, seed, at, 'x'.repeat(28_000), async () => {
      const rows = Array.from({ length: 12 }, (_, index) => {
        const id = uuidv7();
        return { id, transaction_id: seed.transactionId, slot: `P${10 + index}`, state: 'uploading', wrapped_key: 'x'.repeat(184), key_ids: JSON.stringify([id, id]), content_type: 'image/jpeg', problems: '[]', captured_at: at, permitted_at: at, permit_expires_at: at };
      });
      await insert(connection, 'images', rows);
      await insert(connection, 'audit_events', [auditRow(seed.transactionId, at, seed)]);
    }),
  );
  return seed.transactionId;
}

const app = new Koa();
app.use(bodyParser());
app.use(async (koa) => {
  const seed = koa.request.body as Seed & { transactionId: string };
  koa.body = { id: await (koa.path === '/deal' ? deal(seed) : images(seed)) };
});
const server = app.listen(0, '127.0.0.1', () => process.stdout.write(`ready http://127.0.0.1:${(server.address() as { port: number }).port}\n`));
