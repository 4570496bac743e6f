import { randomUUID } from 'node:crypto';
import { backupKeys, downloaded, madeBackup, overBackup } from '../../../test/backups';
import { atCounter } from '../../../test/counter';
import { type Caller, completedDeal, employeeAt, imagesOf, submittedDeal, verifiedAgent } from '../../../test/people';
import { freePort, useProcesses } from '../../../test/processes';
import { useProduct } from '../../../test/use-product';
import { dayInShanghai } from '../../clock';
import { Job } from '../../jobs/job.entity';
import { enqueue } from '../../jobs/queue';
import { operationsRound } from './rounds';

const product = useProduct();
const startProcess = useProcesses(product);
const db = () => product().server.deps.db;
const oss = () => product().simulators.oss;
const stored = () => oss().objects().filter(({ key }) => key.startsWith('backups/'));
const until = async (holds: () => boolean | Promise<boolean>) => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 30));
};

let recipient: string;
let body: { from: string; to: string; recipient: string };
let manager: Caller;
/** The manager of the second market, in which one deal was completed too. */
let neighbour: Caller;

beforeAll(async () => {
  ({ recipient } = await backupKeys());
  const agent = await verifiedAgent(product());
  await completedDeal(product(), agent);
  const { markets } = await agent.call('GET /markets');
  const deal = await submittedDeal(agent, { plate: '浙B77777', marketId: markets[1]!.id });
  await (await employeeAt(product(), 'operator2')).call('POST /transactions/:id/completion', { params: { id: deal.id }, body: { checkedImageIds: imagesOf(deal).map(({ id }) => id) } });
  const [other] = await db().query("SELECT id FROM markets WHERE id = (SELECT market_id FROM staff WHERE username = 'operator2')");
  await db().query("UPDATE staff SET role = 'market_manager' WHERE username = 'operator2' AND market_id = ?", [other.id]);
  const today = dayInShanghai(product().clock.now());
  body = { from: today, to: today, recipient };
});
beforeEach(async () => {
  manager = await atCounter(product(), 'manager1');
  neighbour = await atCounter(product(), 'operator2');
});

const acts = async (id: string): Promise<string[]> =>
  (await db().query('SELECT action FROM audit_events WHERE subject_id = ? ORDER BY at, id', [id])).map(({ action }: { action: string }) => action.replace('operations.backup_', ''));

describe('a market’s manager', () => {
  it('asks for a backup with a fresh second factor, takes it home, and each step leaves a row', async () => {
    const backup = await madeBackup(manager, body);
    expect(backup).toMatchObject({ ...body, state: 'ready', deals: 1, dealsDone: 1, picturesLeftOut: 0, failure: null });
    const first = await downloaded(manager, backup.id, { range: 'bytes=0-99999' });
    const etag = first.response.headers.get('etag')!;
    const rest = await downloaded(manager, backup.id, { range: 'bytes=100000-', 'if-range': etag });
    const whole = await downloaded(manager, backup.id);
    expect([first.response.status, rest.response.status, whole.response.status]).toEqual([206, 206, 200]);
    expect(Buffer.concat([first.bytes, rest.bytes]).equals(whole.bytes)).toBe(true);
    expect(decodeURIComponent(whole.response.headers.get('content-disposition')!)).toMatch(/甬车备份-.+至.+\.zip\.age/);
    expect(await acts(backup.id)).toEqual(['requested', 'ready', 'downloaded', 'downloaded', 'downloaded']);

    product().clock.advance(600);
    expect((await manager.send('POST /market-backups', { body })).error.code).toBe('identity.step_up_required');
    expect((await manager.send('POST /market-backups/:id/address', { params: { id: backup.id } })).error.code).toBe('identity.step_up_required');
  });

  it('sees nothing of another market, and does nothing there', async () => {
    const { id } = await madeBackup(neighbour, body);
    expect((await manager.call('GET /market-backups')).items.map((backup) => backup.id)).not.toContain(id);
    for (const key of ['GET /market-backups/:id', 'POST /market-backups/:id/address', 'DELETE /market-backups/:id'] as const) {
      const reply = await manager.send(key, { params: { id } });
      expect([reply.status, reply.error.code]).toEqual([404, 'backup.not_found']);
    }
    expect((await neighbour.call('GET /market-backups/:id', { params: { id } })).state).toBe('ready');
    expect((await (await atCounter(product(), 'operator1')).send('GET /market-backups')).status).toBe(403);
  });

  it('gets one at a time, however often it is asked for at once, and the same for the same key', async () => {
    const replies = await Promise.all([1, 2, 3, 4].map(() => manager.send('POST /market-backups', { body })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect(replies.flatMap(({ error }) => (error ? [error.code] : []))).toEqual(['backup.running', 'backup.running', 'backup.running']);
    await overBackup(manager, replies.find(({ status }) => status === 201)!.body.id);
    const key = randomUUID();
    const { id } = await manager.call('POST /market-backups', { body, key });
    expect((await manager.call('POST /market-backups', { body, key })).id).toBe(id);
    await overBackup(manager, id);
    expect((await acts(id)).filter((action) => action === 'requested')).toHaveLength(1);
  });

  it('is told at once where there is nothing to keep, or the period or the key makes no sense', async () => {
    expect((await manager.send('POST /market-backups', { body: { ...body, from: '2020-01-01', to: '2020-01-31' } })).error.code).toBe('backup.empty');
    expect((await manager.send('POST /market-backups', { body: { ...body, to: '2020-01-31' } })).error.fields).toMatchObject([{ field: 'to', message: '结束日期不能早于开始日期' }]);
    expect((await manager.send('POST /market-backups', { body: { ...body, recipient: 'AGE-SECRET-KEY-1' } })).status).toBe(422);
  });

  it('removes the file by hand; the row stays, and twice is harmless', async () => {
    const { id } = await madeBackup(manager, body);
    expect(stored().filter(({ key }) => key.includes(id))).toHaveLength(1);
    for (let n = 0; n < 2; n++) expect((await manager.send('DELETE /market-backups/:id', { params: { id } })).status).toBe(204);
    expect(stored().filter(({ key }) => key.includes(id))).toEqual([]);
    expect((await manager.call('GET /market-backups/:id', { params: { id } })).state).toBe('removed');
    expect((await manager.send('POST /market-backups/:id/address', { params: { id } })).error.code).toBe('backup.not_ready');
    expect(await acts(id)).toEqual(['requested', 'ready', 'removed']);
  });

  it('may remove one that is still being made, and nothing of it stays', async () => {
    for (let n = 0; n < 3; n++) oss().failNext('html_502', 'part');
    const { id } = await manager.call('POST /market-backups', { body });
    await until(async () => (await manager.call('GET /market-backups/:id', { params: { id } })).dealsDone === 1);
    await manager.send('DELETE /market-backups/:id', { params: { id } });
    await until(async () => (await db().query("SELECT id FROM jobs WHERE name = 'operations.make-backup'")).length === 0);
    expect([stored().filter(({ key }) => key.includes(id)), oss().unfinished()]).toEqual([[], []]);
    expect((await manager.call('GET /market-backups/:id', { params: { id } })).state).toBe('removed');
  });
});

describe('the server', () => {
  it('tries again while the storage does not answer, and in the end says so', async () => {
    for (let n = 0; n < 8; n++) oss().failNext('refuse', 'initiate');
    const { id } = await manager.call('POST /market-backups', { body });
    await until(async () => (product().clock.advance(60), (await manager.call('GET /market-backups/:id', { params: { id } })).state === 'failed'));
    expect((await manager.call('GET /market-backups/:id', { params: { id } })).failure).toContain('存储服务多次没有应答');
    expect(await acts(id)).toEqual(['requested', 'failed']);
    manager = await atCounter(product(), 'manager1');
    expect((await madeBackup(manager, body)).state).toBe('ready');
  });

  it('keeps a file for seven days, then removes it with a row, and with it what nobody knows of', async () => {
    const { id } = await madeBackup(manager, body);
    const { storage, clock } = product().server.deps;
    await storage.write('backups/forgotten/x.zip.age', Buffer.from('x'), 'application/octet-stream');
    await operationsRound({ db: db(), storage, clock });
    expect(stored().map(({ key }) => key)).not.toContain('backups/forgotten/x.zip.age');
    expect((await manager.call('GET /market-backups/:id', { params: { id } })).state).toBe('ready');
    product().clock.advance(7 * 24 * 3600);
    await operationsRound({ db: db(), storage, clock });
    await operationsRound({ db: db(), storage, clock });
    expect(stored()).toEqual([]);
    manager = await atCounter(product(), 'manager1');
    expect((await manager.call('GET /market-backups/:id', { params: { id } })).state).toBe('removed');
    expect((await acts(id)).filter((action) => action === 'removed')).toHaveLength(1);
  });

  it('is killed while it makes one: another begins it again, and nothing half-made stays', async () => {
    // The worker of this process waits for a row, so that the other process takes up the manager's backup.
    const { id: earlier } = await madeBackup(neighbour, body);
    const lock = db().createQueryRunner();
    await lock.startTransaction();
    await lock.query('SELECT id FROM market_backups WHERE id = ? FOR UPDATE', [earlier]);
    await enqueue(db().manager, 'operations.make-backup', { backupId: earlier }, { runAt: product().clock.now() });
    await until(async () => (await db().manager.findOneByOrFail(Job, { name: 'operations.make-backup' })).leaseUntil !== null);
    const other = await startProcess(await freePort());
    oss().failNext('hang', 'part');
    const { id } = await manager.call('POST /market-backups', { body });
    // The other process goes by the clock on the wall.
    await db().query("UPDATE jobs SET run_at = '2020-01-01' WHERE payload LIKE ?", [`%${id}%`]);
    await until(async () => oss().unfinished().some((key) => key.includes(id)) && (await manager.call('GET /market-backups/:id', { params: { id } })).dealsDone === 1);
    await other.kill();
    await db().query("UPDATE jobs SET lease_until = '2020-01-01' WHERE payload LIKE ?", [`%${id}%`]);
    await lock.rollbackTransaction();
    await lock.release();
    expect((await overBackup(manager, id)).state).toBe('ready');
    expect([oss().unfinished(), stored().filter(({ key }) => key.includes(id)).length]).toEqual([[], 1]);
    expect(await acts(id)).toEqual(['requested', 'ready']);
  });
});
