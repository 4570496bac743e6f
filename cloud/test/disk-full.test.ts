import { randomUUID } from 'node:crypto';
import { openSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { type ErrorBody, errors } from '@yongche/contract';
import Koa from 'koa';
import { ProviderError } from '../src/adapters/provider-error';
import { createFullDisks } from '../src/full-disks';
import { errorHandler, refusalFor } from '../src/http/error-handler';
import { health } from '../src/http/health';
import { createLog } from '../src/log';
import { TooLate, within } from '../src/patience';
import { type Caller, employeeAt, newDeal, noticeVersion, verifiedAgent } from './people';
import { useProduct } from './use-product';

const product = useProduct();
let agent: Caller;
let clerk: Caller;
beforeAll(async () => {
  agent = await verifiedAgent(product());
  clerk = await employeeAt(product(), 'clerk');
});

const query = (sql: string) => product().server.deps.db.query(sql);
const count = async (table: string) => Number((await query(`SELECT COUNT(*) AS n FROM ${table}`))[0].n);
const readiness = async () => {
  const answer = await fetch(`${product().url}/readyz`);
  return [answer.status, ((await answer.json()) as { space: string }).space];
};
const partOf = async (part: string) => (await clerk.call('GET /service-status')).parts.find((one) => one.part === part)!;

/** The database says, of every write that leaves its trace, what its engine says when a table cannot grow: the last thing that a write of ours does. */
const fill = (errno: number, words: string) => query(`CREATE TRIGGER no_space BEFORE INSERT ON idempotency_keys FOR EACH ROW SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = ${errno}, MESSAGE_TEXT = '${words}'`);
const makeRoom = () => query('DROP TRIGGER IF EXISTS no_space');

describe('the disk of the database is full', () => {
  afterEach(makeRoom);

  it.each([
    [1114, "The table ''idempotency_keys'' is full"],
    [1021, 'Disk full (/tmp/#sql); waiting for someone to free some space... (errno: 28 "No space left on device")'],
    [1026, 'Error writing file (errno: 28 "No space left on device")'],
  ])('error %i: nothing is half written, the sentence says what to do, and reading goes on', async (errno, words) => {
    const deal = await newDeal(agent);
    const before = [await count('transactions'), await count('audit_events')];
    await fill(errno, words);
    const key = randomUUID();
    const { parties } = deal;
    const notice = { params: { id: deal.id }, body: { partyId: parties[0]!.id, version: noticeVersion }, key };
    const refused = await agent.send('POST /transactions/:id/party-notices', notice);
    expect([refused.status, refused.error.code, refused.error.message]).toEqual([507, 'server.disk_full', errors['server.disk_full'][1]]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect([await count('transactions'), await count('audit_events')]).toEqual(before);
    expect((await agent.call('GET /transactions/:id', { params: { id: deal.id } })).parties[0]!.notifiedAt).toBeNull();
    await makeRoom();
    expect((await agent.send('POST /transactions/:id/party-notices', notice)).status).toBe(201);
  });

  it('whoever asks after our health hears of it, the page for the secretariat says what it means, and a minute after the last refusal it is over', async () => {
    const deal = await newDeal(agent);
    product().clock.advance(61);
    expect((await readiness())[1]).toBe('ok');
    await fill(1114, 'full');
    expect((await agent.send('POST /transactions/:id/party-notices', { params: { id: deal.id }, body: { partyId: deal.parties[0]!.id, version: noticeVersion } })).status).toBe(507);
    // A load balancer goes on sending people here: what is there can be looked at.
    expect(await readiness()).toEqual([200, 'failed']);
    expect(await partOf('use')).toMatchObject({ state: 'down', meaning: expect.stringContaining('存储空间已满'), advice: expect.stringContaining('技术单位') });
    await makeRoom();
    await newDeal(agent);
    product().clock.advance(61);
    // Whether the jobs have caught up with the leaps of the clock is another question.
    expect((await readiness())[1]).toBe('ok');
    expect((await partOf('use')).state).toBe('normal');
  });

  it('is heard of also from a write that hung until nobody waited for it any more', async () => {
    const fullDisks = createFullDisks(product().clock);
    let refuse!: (error: unknown) => void;
    const hanging = new Promise<never>((_, reject) => (refuse = reject));
    await expect(within(0.01, hanging, (error) => refusalFor({ ...product().server.deps, fullDisks }, error, 'a request'))).rejects.toThrow(TooLate);
    expect(fullDisks.now()).toBeUndefined();
    refuse(Object.assign(new Error('The table is full'), { errno: 1114 }));
    await expect(hanging).rejects.toThrow('full');
    expect(fullDisks.now()!.of).toEqual(['database']);
  });
});

/** What a server answers that is nothing but these. */
async function answered(path: string, ...middlewares: Koa.Middleware[]): Promise<{ status: number; body: unknown }> {
  const app = new Koa();
  for (const middleware of middlewares) app.use(middleware);
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  server.close();
  return { status: answer.status, body: await answer.json() };
}

it('only a process that does not reach the database sends the load balancer away', async () => {
  const { deps } = product().server;
  const query = () => Promise.reject(new Error('gone'));
  expect(await answered('/readyz', health({ ...deps, db: { query, manager: { query } } as never }))).toEqual({ status: 503, body: expect.objectContaining({ database: 'failed', storage: 'ok' }) });
});

describe('another disk is full', () => {
  it('the log: the process lives on, and says that nobody can read what it does', () => {
    const { fullDisks } = product().server.deps;
    const log = createLog('info', fullDisks, openSync('/dev/full', 'w'));
    for (let line = 0; line < 3000; line++) log.info({ line, filler: 'x'.repeat(1000) }, 'a line');
    expect(fullDisks.now()?.of).toContain('log');
  });

  it('the picture store: whoever uploads is told to come again, and everybody hears of it', async () => {
    const { status, body } = await answered('/', errorHandler(product().server.deps), () => Promise.reject(new ProviderError('unavailable', 'disk', 'put', 'no-space')));
    expect([status, (body as ErrorBody).error.code]).toEqual([507, 'server.disk_full']);
    expect(await partOf('pictures')).toMatchObject({ state: 'down', meaning: expect.stringContaining('照片存储的空间已满') });
  });
});
