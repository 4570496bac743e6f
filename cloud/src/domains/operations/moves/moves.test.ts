import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '../../../../test/database';
import { atCounter } from '../../../../test/counter';
import { type Caller, newDeal, permitFor, pictureFor, upload, verifiedAgent } from '../../../../test/people';
import { type Product, startProduct } from '../../../../test/product';
import { type OssSimulator, startOss } from '../../../../simulators/oss';
import { keysOfTests } from '../../../../simulators/simulated-adapters';
import type { Deps } from '../../../deps';
import { readEnv } from '../../../env';
import { type RunningServer, startServer } from '../../../server';
import { Image } from '../../transactions/image.entity';
import { openPicture } from '../../transactions/sealed-pictures';
import { copyObjects, drainSeconds, seenByAllSeconds } from './copy-objects';
import { noteDebt } from './debts';

const folder = mkdtempSync(join(tmpdir(), 'moves-'));
const disk = join(folder, 'pictures');
let product: Product;
let agent: Caller;
let otherOss: OssSimulator;
let second: RunningServer | undefined;
beforeAll(async () => {
  otherOss = await startOss({ directory: folder, keys: keysOfTests, port: 0, bucket: 'yongche-other' });
  // The stories do the jobs themselves, a piece at a time.
  product = await startProduct(await createTestDatabase(), { background: false, moreEnv: { OTHER_STORE: `disk:${disk}` } });
  agent = await verifiedAgent(product);
});
afterAll(async () => {
  await second?.close();
  await product.close();
  await otherOss.close();
  rmSync(folder, { recursive: true });
});

const deps = (): Deps => product.server.deps;
const technician = () => atCounter(product, 'technician');
const moves = async () => (await technician()).call('GET /storage-moves');
const theMove = async () => (await moves()).items[0]!;
const start = async (bytesPerSecond: number | null = null) => (await technician()).send('POST /storage-moves', { body: { bytesPerSecond } });
const decide = async (what: 'switch' | 'switch-back' | 'finish' | 'cancel') => (await technician()).send(`POST /storage-moves/:id/${what}`, { params: { id: (await theMove()).id } });
const store = (name: string) => deps().stores.called(name);
const put = (name: string, key: string, text = key) => store(name).write(`transactions/${key}`, Buffer.from(text), 'application/octet-stream');
const has = async (key: string) => Promise.all(['disk pictures', 'oss yongche-other'].map(async (name) => Boolean(await store(name).stat(`transactions/${key}`))));
const keysIn = async (name: string) => (await store(name).list('')).filter((key) => !key.startsWith('incoming/'));

/** Does the copying as the queue would, until it has to wait for something. */
async function copy(signal = new AbortController().signal): Promise<void> {
  const { id } = await theMove();
  for (;;) {
    const outcome = await copyObjects(deps(), id, { signal }, { betweenLooksMs: 10, removalMs: 10 });
    if (!outcome || outcome.againInSeconds > 1) return;
  }
}
async function becomeReady(): Promise<void> {
  product.clock.advance(seenByAllSeconds + 1);
  for (let round = 0; round < 20 && (await theMove()).state !== 'ready'; round++) await copy();
  expect((await theMove()).state).toBe('ready');
}
/** The disk is there or is not, as when its line is pulled. */
function away(isAway: boolean): void {
  if (!isAway) rmSync(disk);
  renameSync(isAway ? disk : `${disk}-away`, isAway ? `${disk}-away` : disk);
  if (isAway) writeFileSync(disk, 'no folder');
}

/** Every received picture, opened from the store in use, is the one that was received. @returns how many there are */
async function allReadable(): Promise<number> {
  const images = await deps().db.manager.findBy(Image, { state: 'accepted' });
  for (const image of images) expect(createHash('sha256').update(await openPicture(deps(), image, 'full')).digest('hex')).toBe(image.sha256);
  return images.length;
}

/** A picture brought as the phone brings it, which asks itself whether it came. */
async function bring(permit: Awaited<ReturnType<typeof permitFor>>): Promise<void> {
  await upload(permit, pictureFor('P22'));
  const { image } = await agent.call('POST /images/:id/arrival', { params: { id: permit.image.id } });
  expect(image.state).toBe('accepted');
}
const permitted = async () => permitFor(agent, (await newDeal(agent)).id, 'P22', pictureFor('P22'));
const capture = async () => bring(await permitted());

/** An agent who takes pictures all the time, and one more after whatever happened meanwhile. */
function captureAllTheTime(): { stop(): Promise<void> } {
  let isOver = false;
  const working = (async () => {
    const { id } = await newDeal(agent);
    for (let isLast = false; !isLast; ) {
      isLast = isOver;
      const permit = await permitFor(agent, id, 'P22', pictureFor('P22'));
      await bring(permit);
      await openPicture(deps(), await deps().db.manager.findOneByOrFail(Image, { id: permit.image.id }), 'full');
    }
  })();
  working.catch(() => undefined);
  return {
    stop() {
      isOver = true;
      return working;
    },
  };
}

describe('the pictures move from OSS to a disk and on to another OSS while agents go on', () => {
  it('goes to no place where anything lies already', async () => {
    mkdirSync(join(disk, 'mysql'), { recursive: true });
    writeFileSync(join(disk, 'mysql/ibdata1'), 'the database');
    const { error } = await start();
    expect([error.code, error.details]).toEqual(['storage.other_not_empty', { first: 'mysql/ibdata1' }]);
    rmSync(join(disk, 'mysql'), { recursive: true });
    const backups = (place: string) => () => readEnv({ ...product.env, BACKUP_STORE: `disk:${place}` });
    for (const place of [disk, `${disk}/`, `${disk}/backups`, folder]) expect(backups(place)).toThrow('BACKUP_STORE');
    expect(backups(`${disk}-backups`)).not.toThrow();
  });

  it('copies, compares and switches with no failing request', async () => {
    expect(await moves()).toMatchObject({ current: 'oss yongche-local', other: 'disk pictures', items: [], mayMove: true });
    await capture();
    const traffic = captureAllTheTime();
    expect((await start()).body).toMatchObject({ state: 'copying', from: 'oss yongche-local', to: 'disk pictures', startedBy: '运维一号' });
    expect((await start()).error.code).toBe('storage.move_running');
    expect((await decide('switch')).error.code).toBe('storage.move_differs');
    await copy();
    await becomeReady();
    const ready = await theMove();
    expect([ready.rootTo, ready.verified]).toEqual([ready.rootFrom, ready.objects]);
    expect((await Promise.all([decide('switch'), decide('switch')])).map(({ status }) => status)).toEqual([200, 200]);
    expect(await moves()).toMatchObject({ current: 'disk pictures', other: 'oss yongche-local' });
    await traffic.stop();
    // Where this computer was slow, one of them still misses something.
    await copy();
    expect(await keysIn('disk pictures')).toEqual(await keysIn('oss yongche-local'));
  });

  it('takes in what a phone still brings to the old store after the switch', async () => {
    expect((await decide('switch-back')).status).toBe(200);
    expect((await moves()).current).toBe('oss yongche-local');
    const permit = await permitted();
    expect(permit.url).toBe(product.simulators.oss.url);
    await becomeReady();
    expect((await decide('switch')).status).toBe(200);
    expect((await moves()).current).toBe('disk pictures');
    await bring(permit);
    expect(await deps().storage.list('incoming/')).toEqual([]);
    expect((await theMove()).fallbacks).toBeGreaterThan(0);
  });

  it('writes both until it is finished, and not before all that came late is settled', async () => {
    expect((await decide('finish')).error.code).toBe('storage.move_unsettled');
    // What a process wrote to the old store that knew nothing of the switch.
    await put('oss yongche-local', 'late.bin');
    product.clock.advance(drainSeconds + 1);
    await copy();
    expect((await decide('finish')).status).toBe(200);
    expect(String(await deps().storage.read('transactions/late.bin', 100))).toBe('late.bin');
    expect(await theMove()).toMatchObject({ state: 'done', endedAt: expect.any(String) as string, rootFrom: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    const before = await keysIn('oss yongche-local');
    await capture();
    expect(await keysIn('oss yongche-local')).toEqual(before);
    expect(await allReadable()).toBeGreaterThan(3);
  });

  it('starts no process that takes another folder for the disk, or does not know the store in use', async () => {
    const { OSS_ACCESS_KEY_ID, OSS_ACCESS_KEY_SECRET, OSS_BUCKET, OSS_ENDPOINT, OSS_CALLBACK_KEY_URL } = otherOss.env;
    const env = { ...product.env, OSS_ACCESS_KEY_ID, OSS_ACCESS_KEY_SECRET, OSS_BUCKET, OSS_ENDPOINT, OSS_CALLBACK_KEY_URL } as Record<string, string>;
    const starting = (change: Record<string, string> = {}) => startServer(readEnv({ ...env, ...change }), { clock: product.clock, background: false });
    await expect(starting({ OTHER_STORE: '' })).rejects.toThrow('影像在存储“disk pictures”中');
    await expect(starting({ OTHER_STORE: `disk:${folder}/another-machine/pictures` })).rejects.toThrow('里面没有标记文件 ~store');
    expect(existsSync(join(folder, 'another-machine'))).toBe(false);
    symlinkSync(disk, join(folder, 'backups-of-it'));
    await expect(starting({ BACKUP_STORE: `disk:${folder}/backups-of-it` })).rejects.toThrow('一个文件夹不能作两个存储');
    // The process of before goes on beside it for a while, with a configuration that does not know the new store.
    const { deps: before } = product.server;
    second = await starting();
    Object.assign(product, { server: second, url: second.url, env });
    agent = await verifiedAgent(product);
    expect(await moves()).toMatchObject({ current: 'disk pictures', other: 'oss yongche-other' });
    expect((await start()).status).toBe(201);
    await before.stores.names();
    await before.storage.write('transactions/by-the-old-process.bin', Buffer.from('x'), 'application/octet-stream');
    expect((await theMove()).owed).toBe(1);
    await copy();
    await becomeReady();
    expect((await decide('switch')).status).toBe(200);
    expect(await keysIn('oss yongche-other')).toEqual(await keysIn('disk pictures'));
    expect((await moves()).current).toBe('oss yongche-other');
    await capture();
  });

  it('is through with what was removed while the old store was away, and ends though that never comes back', async () => {
    await deps().storage.write('transactions/deal/one.bin', Buffer.from('x'), 'application/octet-stream');
    product.clock.advance(drainSeconds + 1);
    away(true);
    await deps().storage.remove('transactions/deal/one.bin');
    away(false);
    expect(await has('deal/one.bin')).toEqual([true, false]);
    expect(await deps().storage.list('transactions/deal/')).toEqual([]);
    expect(await deps().storage.stat('transactions/deal/one.bin')).toBeUndefined();
    await copy();
    expect(await has('deal/one.bin')).toEqual([false, false]);
    expect((await theMove()).settledAt).not.toBeNull();
    away(true);
    await capture();
    expect(await deps().storage.list('transactions/deal/')).toEqual([]);
    expect((await theMove()).owed).toBeGreaterThan(0);
    expect((await decide('finish')).status).toBe(200);
    expect(await moves()).toMatchObject({ current: 'oss yongche-other', other: 'disk pictures' });
    await allReadable();
    away(false);
  });
});

describe('a move that meets trouble', () => {
  it('goes on where it was broken off, also by two processes at once', async () => {
    await start(5_000_000);
    const aborted = new AbortController();
    const read = deps().stores.called;
    deps().stores.called = (name) => {
      const found = read(name);
      // Killed with the first object that goes over.
      return { ...found, name, write: (...given) => (aborted.abort(new Error('killed')), found.write(...given)) };
    };
    await put('oss yongche-other', 'a-new-one.bin');
    await expect(copy(aborted.signal)).rejects.toThrow('killed');
    deps().stores.called = read;
    expect((await theMove()).state).toBe('copying');
    await (await technician()).call('PUT /storage-moves/:id/speed', { params: { id: (await theMove()).id }, body: { bytesPerSecond: null } });
    product.clock.advance(seenByAllSeconds + 1);
    await Promise.all([copy(), copy()]);
    await becomeReady();
    const move = await theMove();
    expect(move).toMatchObject({ copied: move.objects, rootTo: move.rootFrom });
    expect(await has('a-new-one.bin')).toEqual([true, true]);
  });

  it('copies anew an object that was bent, removes one that nobody wants any more, and touches nothing that is not ours', async () => {
    expect((await decide('cancel')).status).toBe(200);
    await store('disk pictures').write('letters/foreign.bin', Buffer.from('x'), 'application/octet-stream');
    await start();
    await copy();
    product.clock.advance(seenByAllSeconds + 1);
    await copy();
    expect((await theMove()).failure).toContain('文件 letters/foreign.bin 不是本系统的文件，搬迁没有动它');
    expect(await store('disk pictures').stat('letters/foreign.bin')).toBeDefined();
    await store('disk pictures').remove('letters/foreign.bin');
    await put('disk pictures', 'a-new-one.bin', 'a-bent-one.bin');
    await put('disk pictures', 'forgotten.bin');
    await becomeReady();
    expect(await theMove()).toMatchObject({ failure: null, differing: 2 });
    expect(String(await store('disk pictures').read('transactions/a-new-one.bin', 100))).toBe('a-new-one.bin');
    expect(await keysIn('disk pictures')).toEqual(await keysIn('oss yongche-other'));
  });

  it('names the object for which it waits', async () => {
    expect((await decide('cancel')).status).toBe(200);
    await put('oss yongche-other', '手工放进来的.jpg');
    await start();
    await copy();
    expect((await theMove()).failure).toContain('文件 transactions/手工放进来的.jpg 的名称不能作为硬盘上的文件名');
    await store('oss yongche-other').remove('transactions/手工放进来的.jpg');
    await copy();
    await becomeReady();
  });

  it('is not felt while the other store is down: what it misses is made up for, also what was removed', async () => {
    await deps().storage.write('transactions/removed.bin', Buffer.from('secret'), 'application/octet-stream');
    away(true);
    await capture();
    await deps().storage.remove('transactions/removed.bin');
    expect((await decide('switch')).error.code).toBe('storage.move_differs');
    await copy();
    expect((await theMove()).failure).toContain('业务照常');
    away(false);
    expect(await has('removed.bin')).toEqual([true, false]);
    await copy();
    expect(await keysIn('disk pictures')).toEqual(await keysIn('oss yongche-other'));
    expect((await decide('switch')).status).toBe(200);
    expect((await moves()).current).toBe('disk pictures');
    await capture();
  });

  it('goes back to the old store, and loses nothing that a process writes which has not heard of it yet', async () => {
    expect((await decide('cancel')).error.code).toBe('storage.move_wrong_state');
    await copy();
    expect([(await decide('switch-back')).status, (await decide('switch-back')).status]).toEqual([200, 200]);
    expect(await moves()).toMatchObject({ current: 'oss yongche-other' });
    // First into the store that it takes for the one in use, a while later into the other one; or there alone, and noted the wrong way round.
    const { id: moveId } = await theMove();
    await put('disk pictures', 'slow.bin');
    await put('oss yongche-other', 'lost.bin');
    await noteDebt(deps().db, { moveId, key: 'transactions/lost.bin', truth: 'to', act: 'write' }, product.clock.now());
    expect((await theMove()).owed).toBe(1);
    product.clock.advance(drainSeconds);
    expect((await decide('cancel')).error.code).toBe('storage.move_owed');
    product.clock.advance(-drainSeconds);
    await copy();
    expect([await has('slow.bin'), await has('lost.bin')]).toEqual([[true, false], [true, true]]);
    await put('oss yongche-other', 'slow.bin');
    await becomeReady();
    expect(await has('slow.bin')).toEqual([true, true]);
    await allReadable();
    expect((await decide('cancel')).error.code).toBe('storage.move_unsettled');
    product.clock.advance(drainSeconds);
    expect((await decide('cancel')).status).toBe(200);
    expect(await theMove()).toMatchObject({ state: 'cancelled' });
    expect((await decide('switch')).error.code).toBe('storage.move_wrong_state');
  });

  it('is a matter of the technical unit, and leaves a row for every decision', async () => {
    const clerk = await atCounter(product, 'clerk');
    expect((await clerk.send('POST /storage-moves', { body: { bytesPerSecond: null } })).status).toBe(403);
    expect((await clerk.call('GET /storage-moves')).mayMove).toBe(false);
    const rows: { action: string; n: string }[] = await deps().db.query("SELECT action, COUNT(*) AS n FROM audit_events WHERE action LIKE 'operations.move_%' GROUP BY action");
    expect(Object.fromEntries(rows.map(({ action, n }) => [action.replace('operations.move_', ''), Number(n)]))).toEqual({ started: 5, speed_set: 1, verified: 7, switched: 4, switched_back: 2, finished: 2, cancelled: 3 });
  });
});
