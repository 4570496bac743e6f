import { setImmediate as turn } from 'node:timers/promises';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tasks } from '../../../../ops/tasks';
import { type ArchiveChecker, archiveChecker, archived, checkpoint, completedElsewhere, completedHere, type Given, goTo, limits, never, ops, startArchived, verifyArchive } from '../../../../test/archives';
import { backupKeys, keyFile, saidOf, verifyBackup } from '../../../../test/backups';
import { buyer, caller, employeeAt, seller, verifiedAgent } from '../../../../test/people';
import type { Product } from '../../../../test/product';
import type { ObjectStore } from '../../../adapters/storage/storage';
import { dayInShanghai } from '../../../clock';
import { openArchive } from '../../evidence/archive';
import { monthAfter } from '../../ledger/calendar-month';
import { Image } from '../../transactions/image.entity';
import { copiesFolder } from '../backups/compare-listings';
import { lateness } from '../backups/lateness';
import { SystemBackup } from '../backups/system-backup.entity';
import { encryptFor } from '../encrypt-for';
import { archiveInTurn, archiveMonths } from './archive-months';
import { monthsOwed } from './months';
import { requestArchive } from './request-archive';
import { scheduleArchives } from './schedule';
import type { MonthIndex } from './seal-month';
import { sweepArchives } from './sweep-archives';

/*
 * The first deal is completed on the day of the story; three more in the month after, by two markets, one of them by a buyer who is erased
 * later. The story goes on in the third month.
 */
const shelf = mkdtempSync(join(tmpdir(), 'archives-'));
let product: Product;
let [identity, recipient, logKey, firstMonth, month, thirdMonth] = ['', '', '', '', '', ''];
const serials: string[] = [];
const deps = () => product.server.deps;
const store = () => deps().backupStore!;
const rows = () => deps().db.manager.find(SystemBackup, { where: { kind: 'archive' }, order: { startedAt: 'ASC', id: 'ASC' } });
const indexOf = async (one: string) => JSON.parse((JSON.parse(String(await store().read(`archives/${one}/index.json`, 1e6))) as { body: string }).body) as MonthIndex;

beforeAll(async () => {
  ({ identity, recipient } = await backupKeys());
  product = await startArchived(recipient);
  firstMonth = dayInShanghai(product.clock.now()).slice(0, 7);
  [month, thirdMonth] = [monthAfter(firstMonth), monthAfter(monthAfter(firstMonth))];
  await completedHere(product, await verifiedAgent(product), { plate: '浙B12345' });
  goTo(product, `${month}-10`);
  const agent = await verifiedAgent(product);
  serials.push(await completedHere(product, agent, { plate: '浙B12346', parties: [seller, { ...buyer, name: '买方丁', idNumber: '330206198808080018' }] }));
  serials.push(await completedElsewhere(product, agent, '浙B77777'));
  serials.push(await completedHere(product, agent, { plate: '浙B12347' }));
  const [{ key_id: keyId }] = await deps().db.query("SELECT p.key_id FROM parties p JOIN transactions t ON t.id = p.transaction_id WHERE t.serial = ? AND p.side = 'buyer'", [serials[0]]);
  await deps().db.query('UPDATE person_keys SET wrapped = NULL, id_number_index = NULL, erased_at = UTC_TIMESTAMP(3) WHERE id = ?', [keyId]);
  goTo(product, `${thirdMonth}-03`);
}, 120_000);
afterAll(async () => {
  await product?.close();
  rmSync(shelf, { recursive: true });
});

/** A store that stands still in the middle of a volume until it is let go. */
function standingStill(file: RegExp): { store: ObjectStore; isThere: Promise<void>; letGo(): void } {
  let [arrive, letGo] = [() => {}, () => {}];
  const [isThere, goesOn] = [new Promise<void>((resolve) => (arrive = resolve)), new Promise<void>((resolve) => (letGo = resolve))];
  async function* halting(source: AsyncIterable<Uint8Array>) {
    for await (const chunk of source) {
      arrive();
      await goesOn;
      yield chunk;
    }
  }
  const writeStream: ObjectStore['writeStream'] = (key, source, type) => store().writeStream(key, file.test(key) ? halting(source) : source, type);
  return { store: { ...store(), writeStream }, isThere, letGo: () => letGo() };
}

describe('每月归档', () => {
  it('is asked for by the secretariat for a month that is over, once', async () => {
    const clerk = await employeeAt(product, 'clerk');
    const ask = (wanted: string) => clerk.send('POST /system-backups', { body: { tier: 'monthly', month: wanted } });
    expect((await ask(thirdMonth)).error.code).toBe('backup.month_not_over');
    expect((await ask('2019-06')).error.code).toBe('backup.month_empty');
    expect([(await ask(month)).body, (await ask(month)).body]).toEqual([{ queued: true }, { queued: false }]);
    expect((await (await employeeAt(product, 'operator1')).send('POST /system-backups', { body: { tier: 'monthly', month } })).status).toBe(403);
    const [job] = await deps().db.query("SELECT payload FROM jobs WHERE name = 'operations.archive-month'");
    expect(JSON.parse(job.payload)).toMatchObject({ month });
  });

  it('waits for the evidence log: what were sealed now would have no proof for ever', async () => {
    expect(await archived(product, month)).toBe('uncovered');
    expect(await rows()).toEqual([]);
    await checkpoint(product);
    ({ key: logKey } = await caller(product.url).call('GET /evidence-checkpoints'));
  });

  it('gives way to other long work after each volume and month', async () => {
    expect(await archiveInTurn(deps(), { month, startedBy: null }, { signal: never })).toEqual({ againInSeconds: 0 });
    expect(await archiveMonths(deps(), { month, startedBy: null }, never, limits)).toBe('more');
    expect((await rows()).map(({ month: of, state }) => [of, state])).toEqual([[firstMonth, 'ready']]);
  });

  it('with a picture that neither the bucket nor the copies can give is not sealed, unless that was decided', async () => {
    const { db, storage } = deps();
    const [{ id }] = await db.query("SELECT i.id FROM images i JOIN transactions t ON t.id = i.transaction_id WHERE t.serial = ? AND i.slot = 'P20'", [serials[2]]);
    const objectKey = (await db.manager.findOneByOrFail(Image, { id })).objectKey!;
    const original = await storage.read(objectKey, 1e7);
    await storage.write(objectKey, Buffer.from('bent'), 'application/octet-stream');
    expect(await archiveInTurn(deps(), { month, startedBy: null }, { signal: never })).toEqual({ againInSeconds: 24 * 3600 });
    expect((await rows()).at(-1)).toMatchObject({ month, state: 'failed', failure: expect.stringContaining(`${serials[2]} 的 P20`) });
    expect((await store().list(`archives/${month}/`)).map((key) => key.replace(/.*(volume-\d+|index).*/, '$1'))).toEqual(['volume-0001', 'volume-0001']);
    expect(await ops(product, ['monthly'], { month })).toMatchObject({ code: 1, said: expect.stringContaining(`--month ${month} --without-damaged`) });
    expect(await ops(product, ['monthly'], { month, 'without-damaged': true })).toMatchObject({ code: 0 });
    expect((await indexOf(month)).totals.leftOut.damaged).toBe(1);
    const sealedBy = (await rows()).at(-1)!.id;
    expect(await db.query("SELECT details FROM audit_events WHERE action = 'operations.archived_without_pictures' AND subject_id = ?", [sealedBy])).toHaveLength(1);
    // As if it had not been sealed, and the nightly backup had a copy.
    for (const key of await store().list(`archives/${month}/`)) await store().remove(key);
    await db.query('DELETE FROM system_backups WHERE month = ?', [month]);
    await store().write(copiesFolder + objectKey, original, 'application/octet-stream');
  });

  it('goes on at the volume that was not finished, and what was thought dead changes nothing', async () => {
    const still = standingStill(/volume-0001/);
    const frozen = archived(product, month, { store: still.store });
    await still.isThere;
    expect(await archived(product, month)).toBe('busy');
    product.clock.advance(180);
    const killed = standingStill(/volume-0002/);
    const dying = archived(product, month, { store: killed.store });
    await killed.isThere;
    const [first] = await store().list(`archives/${month}/volume-0001-`);
    product.clock.advance(180);
    expect(await archived(product, month)).toBe('made');
    const volumes = async () => (await store().list(`archives/${month}/`)).filter((key) => key.endsWith('.age'));
    expect(await volumes()).toEqual([first, expect.stringContaining('volume-0002-')]);
    const sealed = await store().read(`archives/${month}/index.json`, 1e6);
    for (const one of [still, killed]) one.letGo();
    expect((await Promise.allSettled([frozen, dying])).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await store().read(`archives/${month}/index.json`, 1e6)).equals(sealed)).toBe(true);
    expect(await volumes()).toHaveLength(2);
    expect((await rows()).map(({ month: of, state, items }) => [of, state, items])).toEqual([
      [firstMonth, 'ready', 1],
      [month, 'failed', 0],
      [month, 'failed', 0],
      [month, 'ready', 3],
    ]);
  });

  it('takes in no further file than is written', async () => {
    const archive = openArchive(new Date());
    let taken = 0;
    void (async () => {
      for (; taken < 20; taken++) await archive.add(`${taken}.jpg`, Buffer.alloc(1_000_000));
    })();
    const encrypted = (await encryptFor(recipient, archive.stream))[Symbol.asyncIterator]();
    await encrypted.next();
    // Nothing here waits for anything but its own turn.
    for (let n = 0; n < 1000; n++) await turn();
    expect(taken).toBeLessThan(5);
    archive.stream.destroy();
  });

  it('says in its signed index what was sealed, and what was not', async () => {
    const index = await indexOf(month);
    const [ready] = await deps().db.manager.findBy(SystemBackup, { month, state: 'ready' });
    expect(index).toMatchObject({ month, totals: { deals: 3 }, database: { deals: 3 }, root: ready!.root, volumes: [{ deals: 2, firstSerial: serials[0], lastSerial: serials[1] }, { deals: 1, firstSerial: serials[2] }] });
    expect(index.totals.leftOut.erased).toBeGreaterThan(0);
    // Where the bucket’s own does not open, it is the copy of the nightly backup.
    expect(index.totals.leftOut.damaged).toBe(0);
    const before = (await deps().db.manager.findOneByOrFail(SystemBackup, { month: firstMonth, state: 'ready' })).manifestSha256;
    expect([index.previous, (await indexOf(firstMonth)).previous]).toEqual([{ month: firstMonth, sha256: before }, null]);
  });

  it('is sealed once, also by two at once and after a kill before the last word; what happens later changes nothing', async () => {
    const sealed = await store().read(`archives/${month}/index.json`, 1e6);
    await deps().db.query("DELETE FROM system_backups WHERE month = ? AND state = 'ready'", [month]);
    const outcomes = await Promise.all([archived(product, month), archived(product, month)]);
    expect([outcomes.includes('made'), outcomes.every((one) => one === 'made' || one === 'busy')]).toEqual([true, true]);
    expect((await rows()).filter(({ month: of, state }) => of === month && state === 'ready')).toHaveLength(1);
    await deps().db.query("UPDATE transactions SET plate = '浙B00000' WHERE serial = ?", [serials[2]]);
    expect(await archived(product, month)).toBe('made');
    expect((await store().read(`archives/${month}/index.json`, 1e6)).equals(sealed)).toBe(true);
    expect((await (await employeeAt(product, 'technician')).send('POST /system-backups', { body: { tier: 'monthly', month } })).error.code).toBe('backup.already_archived');
    expect(await ops(product, ['monthly'], { month })).toMatchObject({ code: 1, said: expect.stringContaining('已经归档') });
    expect(await ops(product, ['monthly'], { month: thirdMonth })).toMatchObject({ code: 1, said: expect.stringContaining('还没有过完') });
  });

  it('is scheduled for the 5th at 03:30; a month that was missed is late from the 8th and made at once', async () => {
    const jobs = async () => (await deps().db.query("SELECT payload, run_at FROM jobs WHERE dedup_key LIKE 'operations.archive-month:%' AND dedup_key NOT LIKE '%asked' ORDER BY run_at")).map(({ payload, run_at: at }: { payload: string; run_at: Date }) => [(JSON.parse(payload) as { month: string }).month, at.toISOString()]);
    await scheduleArchives(deps());
    expect(await jobs()).toEqual([[month, new Date(`${thirdMonth}-05T03:30:00+08:00`).toISOString()]]);
    const fourth = monthAfter(thirdMonth);
    goTo(product, `${fourth}-07`);
    expect((await lateness(deps().db.manager, product.clock.now())).monthly).toBeUndefined();
    goTo(product, `${fourth}-08`);
    expect((await lateness(deps().db.manager, product.clock.now())).monthly).toBeDefined();
    await scheduleArchives(deps());
    expect((await jobs()).slice(1)).toEqual([
      [thirdMonth, expect.stringContaining(`${fourth}-08`)],
      [fourth, new Date(`${monthAfter(fourth)}-05T03:30:00+08:00`).toISOString()],
    ]);
    // What failed too often is taken up again, and nothing waits twice however long it waits.
    await deps().db.query("UPDATE jobs SET dead_at = run_at WHERE dedup_key LIKE 'operations.archive-month:%'");
    product.clock.advance(24 * 3600);
    for (let twice = 0; twice < 2; twice++) await scheduleArchives(deps());
    expect(await deps().db.query("SELECT COUNT(*) AS waiting, COUNT(dead_at) AS dead FROM jobs WHERE dedup_key = ?", [`operations.archive-month:${thirdMonth}`])).toEqual([{ waiting: '1', dead: '0' }]);
    // A month without a deal is sealed too, so that the chain has no gap.
    expect(await archived(product, thirdMonth)).toBe('made');
    expect(await indexOf(thirdMonth)).toMatchObject({ totals: { deals: 0 }, volumes: [], previous: { month } });
    expect((await lateness(deps().db.manager, product.clock.now())).monthly).toBeUndefined();
  });
});

it('what the technical unit does by hand includes moving between stores', async () => {
  const said = jest.spyOn(console, 'log').mockImplementation();
  await tasks.move!.run(deps(), { words: ['status'], values: {} });
  expect(said.mock.calls.flat()).toContain('还没有存储搬迁。');
  said.mockRestore();
});

describe('the association’s copy', () => {
  let folder: string;
  let identityFile: string;
  let checker: ArchiveChecker;
  const checked = (path: string, given: Given = {}) => checker.check(path, { identities: [identity], key: logKey, ...given });
  let files: string[];

  beforeAll(async () => {
    for (const one of [firstMonth, month, thirdMonth]) expect((await ops(product, ['fetch'], { month: one, to: shelf })).code).toBe(0);
    folder = join(shelf, month);
    identityFile = keyFile(shelf, identity);
    checker = archiveChecker();
    files = (await indexOf(month)).volumes.map(({ file }) => file);
  });

  afterAll(() => checker?.close());

  it('is fetched from the store, where it broke off, and never a file that was changed there', async () => {
    const again = await ops(product, ['fetch'], { month, to: shelf });
    expect(again.said.match(/已在文件夹里/g)).toHaveLength(2);
    truncateSync(join(folder, files[1]!), 1000);
    expect((await ops(product, ['fetch'], { month, to: shelf })).said.match(/已复制/g)).toHaveLength(1);
    const key = `archives/${month}/${files[1]}`;
    const whole = await store().read(key, 1e8);
    await store().write(key, bent(whole, 70_000), 'application/octet-stream');
    rmSync(join(folder, files[1]!));
    expect(await ops(product, ['fetch'], { month, to: shelf })).toMatchObject({ code: 1, said: expect.stringContaining(`${files[1]} 与封存时不同`) });
    await store().write(key, whole, 'application/octet-stream');
    expect((await ops(product, ['fetch'], { month, to: shelf })).code).toBe(0);
    expect((await ops(product, ['fetch'], { month: '2019-06', to: shelf })).said).toContain('还没有归档');
    expect(await ops(product, ['fetch'], { month, to: identityFile })).toMatchObject({ code: 1, said: expect.stringContaining(`不能写入文件夹 ${identityFile}`) });
  });

  it('is proven whole without a server, with the month before it; only who was erased stays open', async () => {
    const first = await checked(join(shelf, firstMonth));
    expect([first.proven, saidOf(first, 'failed'), saidOf(first, 'not_made')]).toEqual([1, [], []]);
    const verdict = await verifyArchive(folder, '--identity', identityFile, '--key', logKey);
    expect([verdict.code, verdict.proven, saidOf(verdict, 'failed')]).toEqual([2, 2, []]);
    expect(verdict.deals.map(({ serial }) => serial)).toEqual([serials[0]]);
    for (const said of saidOf(verdict, 'not_made')) expect(said).toMatch(/照片 P\d\d：没有包含在备份里：当事人信息已依法删除/);
    expect(verdict.checks.filter(({ result }) => result === 'passed').map(({ name }) => name)).toEqual(['索引签名', `第 1 卷 ${files[0]}`, `第 2 卷 ${files[1]}`, '齐全', '次序', '默克尔根', '封存时的状态', '与上月相接', '封存时的检查点']);
    expect(saidOf(await checked(join(shelf, thirdMonth)), 'failed')).toEqual([]);
    expect(saidOf(await checked(folder, { identities: undefined }), 'failed')).toEqual([]);
    expect(await verifyBackup(join(folder, files[1]!), '--identity', identityFile, '--key', logKey)).toMatchObject({ code: 0, month, volume: 2 });
  });

  it.each<[string, (copy: string) => void, RegExp[]]>([
    ['a bent byte', (copy) => writeFileSync(join(copy, files[0]!), bent(readFileSync(join(copy, files[0]!)), 200_000)), [/第 1 卷 .*SHA-256 与索引不符.*内容被改动：在第 \d+ 至 \d+ 字节之间.*首笔 \d{18}，末笔 \d{18}/]],
    ['a cut file', (copy) => truncateSync(join(copy, files[1]!), 100_000), [/第 2 卷 .*封存时有 [\d,]+ 字节，现在有 100,000 字节.*文件不完整：在第 100000 字节处结束/]],
    ['two swapped volumes', (copy) => swap(join(copy, files[0]!), join(copy, files[1]!)), [/第 1 卷 .*内容是第 2 卷的：两卷被调换/, /第 2 卷 .*内容是第 1 卷的：两卷被调换/]],
    ['a dropped volume', (copy) => rmSync(join(copy, files[1]!)), [/第 2 卷 .*文件夹里没有：被删去了，其中有 1 笔交易（首笔 \d{18}/]],
    ['an old index', (copy) => cpSync(join(shelf, firstMonth, 'index.json'), join(copy, 'index.json')), [/月份：文件夹是 .* 的：索引被换成了另一个月的/, /第 1 卷 .*被删去了/, /文件 volume-0001-.*索引里没有/, /文件 volume-0002-.*索引里没有/]],
    ['a changed index', (copy) => writeFileSync(join(copy, 'index.json'), String(readFileSync(join(copy, 'index.json'))).replace('\\"deals\\":3', '\\"deals\\":2')), [/索引签名：不是由您给出的公钥签名的：索引被改动/, /齐全：/]],
    ['a cut index', (copy) => truncateSync(join(copy, 'index.json'), 300), [/索引 index.json：不能读取：被改动，或在第 300 字节处被截断/]],
  ])('with %s is refused with its place', async (_, damage, sentences) => {
    const copy = join(mkdtempSync(join(shelf, 'damaged-')), month);
    cpSync(folder, copy, { recursive: true });
    damage(copy);
    const said = saidOf(await checked(copy), 'failed');
    for (const [at, sentence] of sentences.entries()) expect(said[at]).toMatch(sentence);
  });

  it('is told where the key is another, and where the month before was replaced', async () => {
    const wrong = await checked(folder, { identities: [(await backupKeys()).identity] });
    expect(saidOf(wrong, 'failed')).toEqual([]);
    expect(saidOf(wrong, 'not_made')).toEqual(expect.arrayContaining([expect.stringMatching(/第 1 卷 .*密钥不对/), expect.stringMatching(/第 2 卷 .*密钥不对/)]));
    const replaced = join(mkdtempSync(join(shelf, 'replaced-')), firstMonth);
    cpSync(join(shelf, firstMonth), replaced, { recursive: true });
    writeFileSync(join(replaced, 'index.json'), String(readFileSync(join(replaced, 'index.json'))).replace('\\"deals\\":1', '\\"deals\\":2'));
    expect(saidOf(await checked(folder, { previous: replaced }), 'failed')).toEqual([expect.stringContaining(`${firstMonth} 的索引不是封存本月时的那一份`)]);
    expect(saidOf(await checked(join(shelf, thirdMonth), { previous: join(shelf, firstMonth) }), 'failed')).toEqual([expect.stringContaining(`给出的是 ${firstMonth} 的归档，应为 ${month}`)]);
  });

  it('ends when its deals are kept no longer: the volumes go, the index and its place in the chain stay', async () => {
    const { db } = deps();
    const { keptUntil } = await db.manager.findOneByOrFail(SystemBackup, { kind: 'archive', month: firstMonth, state: 'ready' });
    expect(dayInShanghai(keptUntil!)).toBe(`${Number(month.slice(0, 4)) + 3}${month.slice(4)}-01`);
    await sweepArchives({ ...deps(), clock: { now: () => new Date(keptUntil!.getTime() - 1) } });
    expect((await store().list(`archives/${firstMonth}/`)).length).toBeGreaterThan(1);
    for (let twice = 0; twice < 2; twice++) await sweepArchives({ ...deps(), clock: { now: () => keptUntil! } });
    expect(await store().list(`archives/${firstMonth}/`)).toEqual([`archives/${firstMonth}/index.json`]);
    expect((await rows()).filter(({ state }) => state === 'removed').map(({ month: of }) => of)).toEqual([firstMonth]);
    expect(await monthsOwed(db.manager, month, keptUntil!)).toEqual([]);
    expect((await ops(product, ['fetch'], { month: firstMonth, to: mkdtempSync(join(shelf, 'late-')) })).said).toContain('三年保存期满后各卷已删去');
    // What would be kept no longer is not packed any more either.
    const [unsealed, late] = [monthAfter(thirdMonth, 1), new Date(keptUntil!.getTime() + 100 * 24 * 3600_000)];
    expect(await monthsOwed(db.manager, unsealed, late)).toEqual([]);
    await expect(requestArchive(db.manager, unsealed, { author: { kind: 'staff', staffId: '' }, at: late } as never)).rejects.toThrow('backup.month_too_old');
  });
});

function bent(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at]! ^= 1;
  return changed;
}

function swap(one: string, other: string): void {
  renameSync(one, `${one}.moved`);
  renameSync(other, one);
  renameSync(`${one}.moved`, other);
}
