import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../src/database';
import { OutcomeUnknown } from '../src/database-errors';
import { readEnv } from '../src/env';
import { type RunningServer, startServer } from '../src/server';
import { createTestDatabase } from './database';
import { type DatabaseLine, openDatabaseLine, overLines } from './database-line';
import { buyer, caller, employeeAt, seller, verifiedAgent } from './people';
import { employee, type Product, startProduct } from './product';

let databaseUrl: string;
let product: Product;
/** A second process of the server, in effect: another pool, another memory, the same database. */
let other: RunningServer;
let lines: DatabaseLine[];
let agent: Awaited<ReturnType<typeof verifiedAgent>>;
let direct: DataSource;
const others: DataSource[] = [];

beforeAll(async () => {
  databaseUrl = await createTestDatabase();
  lines = [await openDatabaseLine(databaseUrl), await openDatabaseLine(databaseUrl), await openDatabaseLine(databaseUrl)];
  product = await startProduct(overLines(databaseUrl, [lines[0]!]), { background: false });
  other = await startServer(readEnv({ ...product.env, DATABASE_URL: databaseUrl }), { clock: product.clock, background: false });
  direct = await openDatabase(databaseUrl, 2);
  agent = await verifiedAgent(product);
});
afterAll(async () => {
  await Promise.all(others.map((db) => db.destroy()));
  await direct?.destroy();
  await other?.close();
  await product?.close();
  await Promise.all(lines.map((line) => line.close()));
});

/** A process that waits a tenth as long as ours do. */
const open = async (over: DatabaseLine[], mostTries = 8) => {
  const db = await openDatabase(overLines(databaseUrl, over), 4, { lookMs: 100, answerMs: 500, settleMs: 50, mostTries });
  others.push(db);
  return db;
};

async function dealBody(plate: string) {
  const { markets } = await agent.call('GET /markets');
  return { business: 'city_transfer' as const, marketId: markets[0]!.id, vin: 'LSGPC52U6AF102554', plate, mortgaged: false, parties: [seller, buyer] };
}
const dealsWith = async (plate: string): Promise<{ id: string }[]> => direct.query('SELECT id FROM transactions WHERE plate = ?', [plate]);
const writer = async () => (await direct.query('SELECT address FROM database_writer WHERE id = 1'))[0].address as string;

describe('a request whose transaction the cluster did not do', () => {
  it.each([
    ['because another node was first (deadlock at COMMIT)', '浙B10001', ['deadlock', 'deadlock'] as const],
    ['because its connection broke before the COMMIT', '浙B10002', ['lost_before', 'lost_before'] as const],
  ])('%s is done again by us: one answer, one deal', async (_why, plate, faults) => {
    const body = await dealBody(plate);
    lines[0]!.spoilCommits('INSERT INTO idempotency_keys', ...faults);
    const reply = await agent.send('POST /transactions', { body });
    expect([reply.status, lines[0]!.spoiled()]).toEqual([201, 2]);
    expect(await dealsWith(plate)).toEqual([{ id: reply.body.id }]);
    expect(await direct.query('SELECT action FROM audit_events WHERE subject_id = ?', [reply.body.id])).toHaveLength(1);
  });

  it('or did, and nobody heard it: the answer is that of the deal which was made', async () => {
    const body = await dealBody('浙B10003');
    lines[0]!.spoilCommits('INSERT INTO idempotency_keys', 'lost_after');
    const reply = await agent.send('POST /transactions', { body });
    expect([reply.status, lines[0]!.spoiled()]).toEqual([201, 1]);
    expect(await dealsWith('浙B10003')).toEqual([{ id: reply.body.id }]);
  });

  it('that broke at the COMMIT every time: the client is told to come again, and with its key finds out', async () => {
    const [key, body] = [randomUUID(), await dealBody('浙B10004')];
    lines[0]!.spoilCommits('INSERT INTO idempotency_keys', ...Array<'lost_before'>(12).fill('lost_before'));
    const refused = await agent.send('POST /transactions', { key, body });
    expect([refused.status, refused.error.code, refused.headers.get('retry-after')]).toEqual([503, 'server.unavailable', '5']);
    lines[0]!.spoilCommits('');
    const reply = await agent.send('POST /transactions', { key, body });
    expect([reply.status, await dealsWith('浙B10004')]).toEqual([201, [{ id: reply.body.id }]]);
  });

  it('without a key of its own is not guessed at: whoever began it is told that nobody knows', async () => {
    const db = await open([lines[1]!]);
    lines[1]!.spoilCommits("'test-unknown'", 'lost_after');
    const work = db.transaction((tx) => tx.query("INSERT INTO serials (prefix, `last`) VALUES ('test-unknown', 1) ON DUPLICATE KEY UPDATE `last` = `last` + 1"));
    await expect(work).rejects.toThrow(OutcomeUnknown);
    expect((await direct.query("SELECT `last` FROM serials WHERE prefix = 'test-unknown'"))[0].last).toBe(1);
  });
});

it('a database that refuses to write for a while is still read: nobody’s connection is cut but those that nobody uses', async () => {
  const db = await open([lines[1]!], 2);
  await Promise.all([1, 2, 3].map(() => db.query('SELECT SLEEP(0.05)')));
  const opened = lines[1]!.open();
  let begun = 0;
  const reading = db.transaction(async (tx) => {
    begun++;
    await tx.query('SELECT 1');
    await expect(db.query("SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1290, MESSAGE_TEXT = 'read only'")).rejects.toMatchObject({ errno: 1290 });
    return tx.query('SELECT 2 AS two');
  });
  expect([await reading, begun]).toEqual([[{ two: 2 }], 1]);
  // The next writing finds out anew where it may write.
  expect([...lines[1]!.open()].filter((socket) => opened.has(socket))).toHaveLength(1);
});

describe('the nodes of a cluster', () => {
  it('are written to one at a time: the first that answers, and the next where it is off', async () => {
    const [dead, alive] = [await openDatabaseLine(databaseUrl), lines[1]!];
    const db = await open([dead, alive]);
    const count = () => db.transaction((tx) => tx.query("INSERT INTO serials (prefix, `last`) VALUES ('test-nodes', 1) ON DUPLICATE KEY UPDATE `last` = `last` + 1"));
    await count();
    expect(await writer()).toBe(dead.name);
    await dead.kill();
    await count();
    expect(await writer()).toBe(alive.name);
    expect((await direct.query("SELECT `last` FROM serials WHERE prefix = 'test-nodes'"))[0].last).toBe(2);
    const late = await open([dead, alive]);
    expect(await late.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('that freeze are left; a process that still reaches the frozen one writes to it no more', async () => {
    const [first, second] = [await openDatabaseLine(databaseUrl), lines[2]!];
    const far = await open([first, second]);
    const count = (db: DataSource) => db.transaction((tx) => tx.query("INSERT INTO serials (prefix, `last`) VALUES ('test-frozen', 1) ON DUPLICATE KEY UPDATE `last` = `last` + 1"));
    await count(far);
    const fars = first.open();
    const near = await open([first, second]);
    await count(near);
    first.freeze(new Set([...first.open()].filter((socket) => !fars.has(socket))));
    await count(far);
    expect(await writer()).toBe(second.name);
    const opened = second.open().size;
    await count(near);
    expect(second.open().size).toBeGreaterThan(opened);
    expect([await writer(), (await direct.query("SELECT `last` FROM serials WHERE prefix = 'test-frozen'"))[0].last]).toEqual([second.name, 4]);
    await first.close();
  });
});

describe('two processes on one database', () => {
  it('that get the same request at once make one deal, and both say which', async () => {
    const [key, body] = [randomUUID(), await dealBody('浙B20001')];
    const credentials = { authorization: `Bearer ${agent.token}` };
    const replies = await Promise.all([product.url, other.url].map((url) => caller(url, credentials).send('POST /transactions', { key, body })));
    expect(replies.map(({ status }) => status)).toEqual([201, 201]);
    expect(await dealsWith('浙B20001')).toEqual([{ id: replies[0]!.body.id }]);
    expect(replies[1]!.body).toEqual(replies[0]!.body);
  });

  it('let an employee in again whom one had locked out and the other unlocked', async () => {
    const { username, password } = employee('operator2');
    const attempt = (url: string, given: string) => caller(url, { origin: url }).send('POST /staff-sessions', { body: { username, password: given, totp: '000000' } as never });
    // Nineteen failures earlier that day.
    for (let time = 1; time < 20; time++) await other.deps.limits.count('login_day', username, '127.0.0.1');
    for (let time = 1; time <= 5; time++) await attempt(product.url, '不是这个密码');
    expect((await attempt(product.url, password)).error.code).toBe('identity.login_locked');
    const security = await employeeAt({ ...product, url: other.url }, 'security');
    const { items } = await security.call('GET /staff', { query: { q: username } as never });
    await security.call('POST /staff/:id/unlocking', { params: { id: items[0]!.id } });
    const unlocked = async () => (await attempt(product.url, password)).error?.code !== 'identity.login_locked';
    while (!(await unlocked())) await new Promise((resolve) => setTimeout(resolve, 100));
  });
});
