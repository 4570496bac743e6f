import { createHash } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase } from '../../../../test/database';
import { atCounter } from '../../../../test/counter';
import { type Caller, capture, completedDeal, newDeal, permitFor, pictureFor, upload, verifiedAgent } from '../../../../test/people';
import { type Product, startProduct } from '../../../../test/product';
import { type OssSimulator, startOss } from '../../../../simulators/oss';
import { keysOfTests } from '../../../../simulators/simulated-adapters';
import type { Deps } from '../../../deps';
import { readEnv } from '../../../env';
import { type RunningServer, startServer } from '../../../server';
import { Image } from '../../transactions/image.entity';
import { openPicture } from '../../transactions/sealed-pictures';
import { copyObjects, drainSeconds, seenByAllSeconds } from './copy-objects';

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
const start = async (bytesPerSecond: number | null = null) => (await technician()).call('POST /storage-moves', { body: { bytesPerSecond } });
const decide = async (what: 'switch' | 'switch-back' | 'finish' | 'cancel', { id } = { id: '' }) => (await technician()).send(`POST /storage-moves/:id/${what}`, { params: { id: id || (await theMove()).id } });

/** Does the copying as the queue would, until it has to wait for something. */
async function copy(of: Deps = deps(), signal = new AbortController().signal): Promise<void> {
  const { id } = await theMove();
  for (;;) {
    const outcome = await copyObjects(of, id, { signal, attempt: 1 });
    if (!outcome || outcome.againInSeconds > 1) return;
  }
}
async function becomeReady(): Promise<void> {
  product.clock.advance(seenByAllSeconds + 1);
  await copy();
  await copy();
  expect(await theMove()).toMatchObject({ state: 'ready', differing: 0 });
}
async function finish(): Promise<void> {
  product.clock.advance(drainSeconds + 1);
  agent = await verifiedAgent(product);
  await copy();
  expect((await decide('finish')).status).toBe(200);
}

/** Every received picture, opened from the store in use, is the one that was received. @returns how many there are */
async function allReadable(): Promise<number> {
  const images = await deps().db.manager.findBy(Image, { state: 'accepted' });
  for (const image of images) expect(createHash('sha256').update(await openPicture(deps(), image, 'full')).digest('hex')).toBe(image.sha256);
  return images.length;
}

/** An agent who takes pictures all the time, and some more after whatever happened meanwhile. */
function captureAllTheTime(): { stop(): Promise<number> } {
  let isOver = false;
  let taken = 0;
  const working = (async () => {
    const { id } = await newDeal(agent);
    for (; !isOver || taken < 4; taken += 1) {
      const image = await capture(agent, id, 'P22');
      expect(image.state).toBe('accepted');
      await openPicture(deps(), await deps().db.manager.findOneByOrFail(Image, { id: image.id }), 'full');
      await sleep(20);
    }
  })();
  working.catch(() => undefined);
  return {
    async stop() {
      isOver = true;
      await working;
      return taken;
    },
  };
}
const keysIn = async (name: string) => (await deps().stores.called(name).list('')).filter((key) => !key.startsWith('incoming/'));

describe('the pictures move from OSS to a disk and on to another OSS while agents go on', () => {
  it('copies, compares and switches with no failing request', async () => {
    await completedDeal(product, agent);
    expect(await moves()).toMatchObject({ current: 'oss yongche-local', other: 'disk pictures', items: [], mayMove: true });
    const traffic = captureAllTheTime();
    const begun = await start();
    expect(begun).toMatchObject({ state: 'copying', from: 'oss yongche-local', to: 'disk pictures', startedBy: '运维一号' });
    expect((await (await technician()).send('POST /storage-moves', { body: { bytesPerSecond: null } })).error?.code).toBe('storage.move_running');
    expect((await decide('switch')).error?.code).toBe('storage.move_differs');
    await copy();
    await becomeReady();
    const ready = await theMove();
    expect(ready.rootTo).toBe(ready.rootFrom);
    expect(ready.verified).toBe(ready.objects);
    const asked = await Promise.all([decide('switch'), decide('switch')]);
    expect(asked.map(({ status }) => status)).toEqual([200, 200]);
    product.clock.advance(3);
    await completedDeal(product, agent);
    expect(await traffic.stop()).toBeGreaterThan(3);
    expect(await moves()).toMatchObject({ current: 'disk pictures', other: 'oss yongche-local' });
    expect(await keysIn('disk pictures')).toEqual(await keysIn('oss yongche-local'));
    await allReadable();
  });

  it('takes in what a phone still brings to the old store after the switch', async () => {
    // Where this computer was slow, the old store still misses something.
    await copy();
    expect((await decide('switch-back')).status).toBe(200);
    product.clock.advance(3);
    const { id } = await newDeal(agent);
    const permit = await permitFor(agent, id, 'P22', pictureFor('P22'));
    expect(permit.url).toBe(product.simulators.oss.url);
    await copy();
    expect((await decide('switch')).status).toBe(200);
    product.clock.advance(3);
    const answer = (await (await upload(permit, pictureFor('P22'))).json()) as { image: { state: string } };
    expect(answer.image.state).toBe('accepted');
    expect(await deps().storage.list('incoming/')).toEqual([]);
    const [{ fallbacks }] = await deps().db.query('SELECT fallbacks FROM storage_moves');
    expect(Number(fallbacks)).toBeGreaterThan(0);
  });

  it('writes both until it is finished, and not before all that came late is settled', async () => {
    expect((await decide('finish')).error?.code).toBe('storage.move_unsettled');
    // What a process wrote to the old store that knew nothing of the switch.
    await deps().stores.called('oss yongche-local').write('late.bin', Buffer.from('late'), 'application/octet-stream');
    await finish();
    expect(String(await deps().storage.read('late.bin', 100))).toBe('late');
    expect(await theMove()).toMatchObject({ state: 'done', endedAt: expect.any(String) as string, rootFrom: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    product.clock.advance(3);
    const before = await keysIn('oss yongche-local');
    await capture(agent, (await newDeal(agent)).id, 'P22');
    expect(await keysIn('oss yongche-local')).toEqual(before);
    expect(await allReadable()).toBeGreaterThan(20);
  });

  it('moves on from the disk to another OSS', async () => {
    const { OSS_ACCESS_KEY_ID, OSS_ACCESS_KEY_SECRET, OSS_BUCKET, OSS_ENDPOINT, OSS_CALLBACK_KEY_URL } = otherOss.env;
    const env = { ...product.env, OSS_ACCESS_KEY_ID, OSS_ACCESS_KEY_SECRET, OSS_BUCKET, OSS_ENDPOINT, OSS_CALLBACK_KEY_URL } as Record<string, string>;
    await expect(startServer(readEnv({ ...env, OTHER_STORE: '' }), { clock: product.clock, background: false })).rejects.toThrow('影像在存储“disk pictures”中');
    // The process of before goes on beside it for a while, with a configuration that does not know the new store.
    const { deps: before } = product.server;
    second = await startServer(readEnv(env), { clock: product.clock, background: false });
    Object.assign(product, { server: second, url: second.url, env });
    agent = await verifiedAgent(product);
    expect(await moves()).toMatchObject({ current: 'disk pictures', other: 'oss yongche-other' });
    const traffic = captureAllTheTime();
    await start();
    product.clock.advance(3);
    await before.storage.write('by-the-old-process.bin', Buffer.from('x'), 'application/octet-stream');
    await copy();
    await becomeReady();
    expect((await decide('switch')).status).toBe(200);
    product.clock.advance(3);
    expect(await traffic.stop()).toBeGreaterThan(3);
    expect(await keysIn('oss yongche-other')).toEqual(await keysIn('disk pictures'));
    await allReadable();
    await finish();
    expect(await moves()).toMatchObject({ current: 'oss yongche-other', other: 'disk pictures' });
  });
});

describe('a move that meets trouble', () => {
  it('goes on where it was broken off, also by two processes at once', async () => {
    await start(2_000_000);
    const aborted = new AbortController();
    const first = copy(deps(), aborted.signal);
    await sleep(30);
    aborted.abort(new Error('killed'));
    await expect(first).rejects.toThrow('killed');
    await (await technician()).call('PUT /storage-moves/:id/speed', { params: { id: (await theMove()).id }, body: { bytesPerSecond: null } });
    product.clock.advance(seenByAllSeconds + 1);
    await Promise.all([copy(), copy()]);
    await copy();
    const move = await theMove();
    expect(move).toMatchObject({ state: 'ready', copied: move.objects, rootTo: move.rootFrom, differing: 0 });
  });

  it('finds an object that was bent, and one that nobody wants any more, and copies anew', async () => {
    expect((await decide('cancel')).status).toBe(200);
    const [key] = await keysIn('disk pictures');
    const bytes = await deps().storage.read(key!, 10_000_000);
    await deps().stores.called('disk pictures').write(key!, Buffer.from(bytes.map((byte) => byte ^ 1)), 'application/octet-stream');
    await deps().stores.called('disk pictures').write('forgotten.bin', Buffer.from('x'), 'application/octet-stream');
    await start();
    await copy();
    await becomeReady();
    expect(await deps().stores.called('disk pictures').read(key!, 10_000_000)).toEqual(bytes);
    expect(await keysIn('disk pictures')).toEqual(await keysIn('oss yongche-other'));
  });

  it('is not felt while the other store is down: what it misses is made up for, also what was removed', async () => {
    await deps().storage.write('removed.bin', Buffer.from('secret'), 'application/octet-stream');
    renameSync(disk, `${disk}-away`);
    writeFileSync(disk, 'no folder');
    await capture(agent, (await newDeal(agent)).id, 'P22');
    await deps().storage.remove('removed.bin');
    expect((await decide('switch')).error?.code).toBe('storage.move_differs');
    await copy();
    expect((await theMove()).failure).toContain('业务照常');
    rmSync(disk);
    renameSync(`${disk}-away`, disk);
    expect(await keysIn('disk pictures')).toContain('removed.bin');
    await copy();
    expect(await keysIn('disk pictures')).toEqual(await keysIn('oss yongche-other'));
    expect((await decide('switch')).status).toBe(200);
    product.clock.advance(3);
    await allReadable();
  });

  it('goes back to the old store, which has had everything', async () => {
    await capture(agent, (await newDeal(agent)).id, 'P22');
    expect((await decide('cancel')).error?.code).toBe('storage.move_wrong_state');
    await copy();
    expect((await decide('switch-back')).status).toBe(200);
    expect((await decide('switch-back')).status).toBe(200);
    product.clock.advance(3);
    expect(await moves()).toMatchObject({ current: 'oss yongche-other' });
    await allReadable();
    expect((await decide('cancel')).error?.code).toBe('storage.move_unsettled');
    product.clock.advance(drainSeconds);
    expect((await decide('cancel')).status).toBe(200);
    expect(await theMove()).toMatchObject({ state: 'cancelled' });
    expect((await decide('switch')).error?.code).toBe('storage.move_wrong_state');
  });

  it('is a matter of the technical unit, and leaves a row for every decision', async () => {
    const clerk = await atCounter(product, 'clerk');
    expect((await clerk.send('POST /storage-moves', { body: { bytesPerSecond: null } })).status).toBe(403);
    expect((await clerk.call('GET /storage-moves')).mayMove).toBe(false);
    const rows: { action: string; n: string }[] = await deps().db.query("SELECT action, COUNT(*) AS n FROM audit_events WHERE action LIKE 'operations.move_%' GROUP BY action");
    expect(Object.fromEntries(rows.map(({ action, n }) => [action.replace('operations.move_', ''), Number(n)]))).toEqual({ started: 4, speed_set: 1, verified: 5, switched: 4, switched_back: 2, finished: 2, cancelled: 2 });
  });
});
