import { pino } from 'pino';
import type { DataSource, EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { createTestDatabase } from '../../test/database';
import { movableClock } from '../../test/product';
import { openDatabase } from '../database';
import { Job } from './job.entity';
import { claimJobs, enqueue, type JobHandlers, type JobRun } from './queue';
import { startWorker } from './worker';

let db: DataSource;
beforeAll(async () => {
  db = await openDatabase(await createTestDatabase());
  await db.runMigrations();
});
afterAll(() => db.destroy());

const clock = movableClock();
const log = pino({ level: 'silent' });
const until = async (holds: () => boolean | Promise<boolean>) => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
};

interface Run extends JobRun {
  end(): void;
}
/** Another process of the server, whose backups take until they are told to end; of all other jobs it takes note. */
async function aProcess() {
  const runs: Run[] = [];
  const others: string[] = [];
  const handlers = new Proxy({} as JobHandlers, {
    get: (_, name: string) => (name === 'operations.make-backup' ? longJob : async () => void others.push(name)),
  });
  const longJob = (_: unknown, run: JobRun) =>
    new Promise<void>((resolve, reject) => {
      runs.push({ ...run, end: resolve });
      run.signal.addEventListener('abort', () => reject(run.signal.reason as Error));
    });
  return { runs, others, ...(await startWorker({ db, clock, log, handlers, renewEveryMs: 50, idleMs: 20 })) };
}
const backup = () => enqueue(db.manager, 'operations.make-backup', { backupId: uuidv7() }, { runAt: clock.now() });
const waiting = () => db.manager.findBy(Job, { name: 'operations.make-backup' });
const leaseOf = async () => (await waiting())[0]!.leaseUntil!.getTime();

it('starts although its first words meet a node of the cluster that is just left', async () => {
  let isLeft = false;
  const leaving: EntityManager['query'] = (...asked) => {
    if (isLeft) return db.manager.query(...(asked as [string]));
    isLeft = true;
    return Promise.reject(Object.assign(new Error('the database was left'), { code: 'ECONNRESET', fatal: true }));
  };
  const manager = new Proxy(db.manager, { get: (own, name) => (name === 'query' ? leaving : Reflect.get(own, name)) });
  const other = new Proxy(db, { get: (own, name) => (name === 'manager' ? manager : Reflect.get(own, name)) });
  const { stop } = await startWorker({ db: other, clock, log, handlers: new Proxy({} as JobHandlers, { get: () => () => Promise.resolve() }) });
  expect(isLeft).toBe(true);
  await stop();
});

describe('a long job', () => {
  it('keeps its lease for as long as it runs, and runs once', async () => {
    await backup();
    const [one, other] = [await aProcess(), await aProcess()];
    await until(() => one.runs.length + other.runs.length === 1);
    for (const _ of [1, 2, 3, 4]) {
      const before = await leaseOf();
      clock.advance(50);
      await until(async () => (await leaseOf()) > before + 40_000);
    }
    expect(await claimJobs(db, clock.now(), { lane: 'long', limit: 5, inHand: [] })).toEqual([]);
    expect(one.runs.length + other.runs.length).toBe(1);
    [...one.runs, ...other.runs][0]!.end();
    await until(async () => (await waiting()).length === 0);
    await Promise.all([one.stop(), other.stop()]);
  });

  it('does not begin a second time where the clock leaps over its lease', async () => {
    await backup();
    const one = await aProcess();
    await until(() => one.runs.length === 1);
    clock.advance(3600);
    await enqueue(db.manager, 'billing.meter', { transactionId: uuidv7() }, { runAt: clock.now() });
    await until(() => one.others.includes('billing.meter'));
    expect(one.runs).toHaveLength(1);
    one.runs[0]!.end();
    await until(async () => (await waiting()).length === 0);
    await one.stop();
  });

  it('is not taken for lost where the database is slow to renew its lease', async () => {
    await backup();
    const one = await aProcess();
    await until(() => one.runs.length === 1);
    await db.transaction(async (tx) => {
      await tx.query("SELECT id FROM jobs WHERE name = 'operations.make-backup' FOR UPDATE");
      for (const _ of [1, 2, 3, 4, 5]) {
        clock.advance(1);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    });
    const before = await leaseOf();
    clock.advance(10);
    await until(async () => (await leaseOf()) > before);
    expect(one.runs[0]!.signal.aborted).toBe(false);
    one.runs[0]!.end();
    await until(async () => (await waiting()).length === 0);
    await one.stop();
  });

  it('takes one slot, and everything else goes on beside it', async () => {
    for (let n = 0; n < 8; n++) await backup();
    const one = await aProcess();
    await until(() => one.runs.length === 1);
    for (let n = 0; n < 20; n++) await enqueue(db.manager, 'billing.meter', { transactionId: uuidv7() }, { runAt: clock.now() });
    await until(() => one.others.filter((name) => name === 'billing.meter').length === 20);
    expect(one.runs).toHaveLength(1);
    for (let n = 0; n < 8; n++) {
      await until(() => one.runs.length === n + 1);
      one.runs[n]!.end();
    }
    await until(async () => (await waiting()).length === 0);
    await one.stop();
  });

  it('ends when its process stops, and another takes it up at once, not counted as a failure', async () => {
    await backup();
    const one = await aProcess();
    await until(() => one.runs.length === 1);
    await one.stop();
    expect(one.runs[0]!.signal.aborted).toBe(true);
    const [left] = await waiting();
    expect(left).toMatchObject({ leaseUntil: null, attempts: 0, deadAt: null });
    const other = await aProcess();
    await until(() => other.runs.length === 1);
    expect(other.runs[0]!.attempt).toBe(1);
    other.runs[0]!.end();
    await until(async () => (await waiting()).length === 0);
    await other.stop();
  });

  it('is told when somebody else has taken it up, and then settles nothing', async () => {
    await backup();
    const one = await aProcess();
    await until(() => one.runs.length === 1);
    const theirs = new Date(clock.now().getTime() + 100_000);
    await db.manager.update(Job, { name: 'operations.make-backup' }, { leaseUntil: theirs });
    await until(() => one.runs[0]!.signal.aborted);
    await one.stop();
    expect(await waiting()).toMatchObject([{ attempts: 0, lastError: null }]);
    expect(await leaseOf()).toBe(theirs.getTime());
    await db.manager.delete(Job, { name: 'operations.make-backup' });
  });
});
