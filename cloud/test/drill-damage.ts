import { readdirSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { originOf, verifierKey } from '../src/domains/evidence/checkpoints';
import { runsFolder } from '../src/domains/operations/backups/picture-runs';
import { signManifest } from '../src/domains/operations/backups/signed-manifest';
import { SystemBackup } from '../src/domains/operations/backups/system-backup.entity';
import { fetchSealed } from '../src/domains/operations/drills/fetch-sealed';
import { dumpKeyOf, keysKeyOf, manifestKeyOf, openSigned } from '../src/domains/operations/drills/find-dump';
import type { BackupRefused } from '../src/domains/operations/drills/refusal';
import type { RestoreDrill } from '../src/domains/operations/drills/restore-drill.entity';
import { readIdentity } from '../src/domains/operations/drills/run-drill';
import { sha256 } from './daily-backups';
import { type BackedUp, checkOf } from './drills';
import { booked } from './ledger';

/** What a drill says of a backup that is not what was written: a part of the drills' own stories, in whose world three lists of pictures, a dump and its changes are there already. */
export function damageStories(backedUp: () => BackedUp): void {
  const pathOf = (key: string) => join(backedUp().store, key);

  /** What a drill says of a store to which something has been done; afterwards all is as it was. */
  async function told(key: string, damage: (bytes: Buffer) => Promise<void>): Promise<string | null> {
    const { drill, restored, deps } = backedUp();
    const before = restored.length;
    const bytes = await readFile(pathOf(key));
    await damage(bytes);
    const over = await drill({ pictures: 0 });
    await writeFile(pathOf(key), bytes);
    // Nothing of a backup that is refused was used.
    expect([over.state, restored.length]).toEqual(['refused', before]);
    expect(over.checks.at(-1)).toMatchObject({ passed: false });
    expect(await readdir(deps.drillPlace!.folder)).toEqual([]);
    return over.failure;
  }

  /** What is said of one file whose bytes have become others, without all that a drill does before. */
  async function saidOf(key: string, whole: Buffer, found: Buffer): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'yongche-damaged-'));
    async function* readStream() {
      yield found;
    }
    const judging = { identities: readIdentity(backedUp().identityFile), ownerOf: async () => undefined, signal: new AbortController().signal };
    const refusal = await fetchSealed({ readStream }, { key, bytes: whole.length, sha256: sha256(whole) }, join(folder, 'file'), judging).catch((error: unknown) => error);
    await rm(folder, { recursive: true });
    return (refusal as BackupRefused).sentence;
  }

  const flip = (bytes: Buffer, at: number) => {
    const flipped = Buffer.from(bytes);
    flipped[at]! ^= 0x10;
    return flipped;
  };
  const placeIn = (sentence: string | null) => /被改动：在第 (\d+) 至 (\d+) 字节之间/.exec(sentence ?? '')?.slice(1).map(Number) ?? [0, 0];
  /** Positions over the whole file, with its first and its last byte. */
  const spread = (size: number, amount: number) => Array.from({ length: amount }, (_, index) => Math.round((index * (size - 1)) / (amount - 1)));

  describe('what differs', () => {
    /** What a drill says of lists of pictures whose texts have become others; afterwards they are as they were. */
    async function withLists(changed: ((text: string) => string | undefined)[], work: () => Promise<RestoreDrill>): Promise<{ over: RestoreDrill; lists: { key: string; lines: string[] }[] }> {
      const folder = join(backedUp().store, runsFolder);
      const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl')).sort().slice(-changed.length);
      const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
      for (const [index, change] of changed.entries()) {
        const text = change(texts[index]!);
        await (text === undefined ? rm(join(folder, names[index]!)) : writeFile(join(folder, names[index]!), text));
      }
      const over = await work();
      for (const [index, name] of names.entries()) await writeFile(join(folder, name), texts[index]!);
      return { over, lists: names.map((name, index) => ({ key: `${runsFolder}${name}`, lines: texts[index]!.trimEnd().split('\n') })) };
    }

    it('is named by its table, its fund and its log, and by the list of pictures that is missing or cut', async () => {
      const { deps, drill, store } = backedUp();
      const { id } = await deps.db.manager.findOneOrFail(SystemBackup, { where: { kind: 'database', state: 'ready' }, order: { startedAt: 'DESC' } });
      const key = manifestKeyOf(id);
      const original = await readFile(join(store, key));
      const body = JSON.parse((JSON.parse(original.toString()) as { body: string }).body) as { tables: { name: string; rows: number; sum: string }[]; ledger: { fund: string; debit: number; credit: number }[]; audit: object };
      const staff = body.tables.find(({ name }) => name === 'staff')!;
      const tables = body.tables.map((table) => (table.name === 'markets' ? { ...table, sum: '1' } : table === staff ? { ...table, rows: table.rows + 1 } : table));
      const changed = { ...body, tables, ledger: [{ ...body.ledger[0]!, debit: 121_00 }], audit: { ...body.audit, head: 'f'.repeat(64) } };
      await deps.backupStore!.write(key, await signManifest(deps, changed), 'application/json');
      // Not even the table of backups knows better.
      await deps.db.manager.update(SystemBackup, id, { manifestSha256: null });
      const { over, lists } = await withLists([() => undefined, (text) => text.slice(0, text.trimEnd().lastIndexOf('\n') + 1)], () => drill({ pictures: 0 }));
      await deps.backupStore!.write(key, original, 'application/json');
      expect(over.state).toBe('differs');
      expect(checkOf(over, 'sums')!.differences).toEqual(['表 markets：内容与清单不符。']);
      expect(checkOf(over, 'rows')!.differences).toEqual([`表 staff：清单 ${staff.rows + 1} 行，恢复后 ${staff.rows} 行。`]);
      expect(checkOf(over, 'ledger')!.differences).toEqual(['影像系统服务费：清单借 121.00 元、贷 120.00 元，恢复后借 120.00 元、贷 120.00 元。']);
      expect(checkOf(over, 'audit_chain')!.differences).toEqual(['审计链的末尾与清单不符。']);
      const [missing, cut] = lists;
      expect(checkOf(over, 'pictures')!.differences).toEqual([`清单 ${cut!.key} 应有 ${cut!.lines.length} 行，实际 ${cut!.lines.length - 1} 行。`, `缺少清单 ${missing!.key}。`]);
    });

    it('is named by the key of a picture that is missing, altered, cut or swapped', async () => {
      const { drill, store, deps } = backedUp();
      const folder = join(store, 'pictures', 'objects');
      const images: { key: string }[] = await deps.db.query('SELECT object_key AS `key` FROM images WHERE object_key IS NOT NULL ORDER BY object_key LIMIT 5');
      const [missing, altered, cut, one, other] = images.map(({ key }) => key) as [string, string, string, string, string];
      const kept = new Map(await Promise.all([altered, cut, one, other].map(async (key) => [key, await readFile(join(folder, key))] as const)));
      await rename(join(folder, missing), join(store, 'missing'));
      const bytes = Buffer.from(kept.get(altered)!);
      bytes[100]! ^= 1;
      const put = (key: string, content: Buffer) => deps.backupStore!.write(`pictures/objects/${key}`, content, 'application/octet-stream');
      await put(altered, bytes);
      await put(cut, kept.get(cut)!.subarray(0, 1000));
      await put(one, kept.get(other)!);
      await put(other, kept.get(one)!);
      const over = await drill();
      for (const [key, content] of kept) await put(key, content);
      await rename(join(store, 'missing'), join(folder, missing));
      expect(over.state).toBe('differs');
      expect(checkOf(over, 'pictures')!.differences).toEqual(expect.arrayContaining([
        `${missing}：备份里缺少这个文件。`,
        `${altered}：大小相同，指纹与清单不符，内容被改动。`,
        `${cut}：应有 ${kept.get(cut)!.length} 字节，只到第 1000 字节，被截断。`,
        `${one}：内容是另一个文件 ${other} 的，两者被对调。`,
        `${other}：内容是另一个文件 ${one} 的，两者被对调。`,
      ]));
    });

    it('is named by the line of a list that was altered or does not end', async () => {
      const altered = (text: string) => text.replace(/"sha256":"(.)/, (_, digit: string) => `"sha256":"${digit === '0' ? '1' : '0'}`);
      const { over, lists } = await withLists([altered, (text) => text.slice(0, -40)], () => backedUp().drill({ pictures: 0 }));
      const [bent, cut] = lists;
      expect([over.state, checkOf(over, 'pictures')!.differences]).toEqual(['differs', [`清单 ${cut!.key} 的第 ${cut!.lines.length} 行不能读，被改动或截断。`, `清单 ${bent!.key} 的默克尔根与签名的不符：${bent!.lines.length} 行中有内容被改动。`]]);
    });
  });

  describe('a backup that is not what was written', () => {
    /** Two dumps, and the changes since in three files. */
    let [older, newer] = ['', ''];
    let changes: string[] = [];
    beforeAll(async () => {
      const { deps, backUp, ship, product, store } = backedUp();
      await booked(product);
      await backUp('database');
      for (let file = 0; file < 3; file++) {
        await booked(product);
        await ship();
      }
      const dumps = await deps.db.manager.find(SystemBackup, { where: { kind: 'database', state: 'ready' }, order: { startedAt: 'ASC' } });
      [older, newer] = dumps.slice(-2).map(({ id }) => id) as [string, string];
      const { position } = JSON.parse((JSON.parse(await readFile(join(store, manifestKeyOf(newer)), 'utf8')) as { body: string }).body) as { position: { file: string } };
      const [folder] = await readdir(join(store, 'changes'));
      changes = (await readdir(join(store, 'changes', folder!))).filter((name) => name.endsWith('.age') && name >= position.file).sort().map((name) => `changes/${folder}/${name}`);
    });

    it('is told with the place of the flipped bit', async () => {
      for (const [key, where] of [[dumpKeyOf(newer), 0.5], [changes[1]!, 0], [keysKeyOf(newer), 1]] as const) {
        const bytes = await readFile(pathOf(key));
        for (const at of spread(bytes.length, 12)) {
          const sentence = await saidOf(key, bytes, flip(bytes, at));
          const [from, to] = placeIn(sentence) as [number, number];
          expect([sentence, from <= at + 1 && at + 1 <= to]).toEqual([expect.stringContaining(`文件 ${key} `), true]);
        }
        const at = Math.round(where * (bytes.length - 1));
        const [from, to] = placeIn(await told(key, () => writeFile(pathOf(key), flip(bytes, at)))) as [number, number];
        expect(from <= at + 1 && at + 1 <= to).toBe(true);
      }
    });

    it('is told with the byte at which it was cut, or from which it is too long', async () => {
      const [dump, change] = [dumpKeyOf(newer), changes[0]!];
      const shorter = (key: string, size: number, at: number) => `文件 ${key} 不完整：应有 ${size} 字节，到第 ${at} 字节就结束了。`;
      const bytes = await readFile(pathOf(dump));
      for (const at of spread(bytes.length, 12)) expect(await saidOf(dump, bytes, bytes.subarray(0, at))).toBe(shorter(dump, bytes.length, at));
      expect(await told(dump, (whole) => writeFile(pathOf(dump), whole.subarray(0, 1000)))).toBe(shorter(dump, bytes.length, 1000));
      const { length } = await readFile(pathOf(change));
      expect(await told(change, (whole) => writeFile(pathOf(change), Buffer.concat([whole, Buffer.of(7)])))).toBe(`文件 ${change} 多出内容：应有 ${length} 字节，从第 ${length + 1} 字节起是多出来的。`);
    });

    it('is told where files were swapped', async () => {
      const swaps = [
        [dumpKeyOf(newer), dumpKeyOf(older)],
        [dumpKeyOf(newer), keysKeyOf(newer)],
        [changes[0]!, changes[1]!],
        [changes[1]!, dumpKeyOf(newer)],
      ] as const;
      for (const [key, other] of swaps) expect(await told(key, () => copyFile(pathOf(other), pathOf(key)))).toBe(`文件 ${key} 的内容是 ${other} 的：两个文件被对调。`);
    });

    it('is told what is missing', async () => {
      for (const key of [dumpKeyOf(newer), changes[1]!]) expect(await told(key, () => rm(pathOf(key)))).toBe(`缺少文件 ${key}。`);
      expect(await told(manifestKeyOf(newer), () => rm(pathOf(manifestKeyOf(newer))))).toBe(`缺少文件 ${manifestKeyOf(newer)}：这份备份做成过，清单不见了。`);
      for (const [gone, next] of [[changes[0]!, changes[1]!], [changes[1]!, changes[2]!]] as const) {
        const [json, name] = [gone.replace(/age$/, 'json'), (key: string) => key.replace(/\.age$/, '')];
        expect(await told(json, () => rm(pathOf(json)))).toBe(`增量不连续：缺少 ${name(gone)} 的文件或清单，它在 ${name(next).slice(dirname(next).length + 1)} 之前，之后的增量不能用。`);
      }
    });

    it('is told of its manifest: an older one, an altered one, a cut one, one that somebody else signed', async () => {
      const { deps } = backedUp();
      const key = manifestKeyOf(newer);
      expect(await told(key, () => copyFile(pathOf(manifestKeyOf(older)), pathOf(key)))).toBe(`清单 ${key} 是另一份备份 ${older} 的，被放到了这里。`);
      // The old manifest that claims to be the new one: what it claims was not signed.
      const forged = (await readFile(pathOf(manifestKeyOf(older)), 'utf8')).replaceAll(older, newer);
      expect(await told(key, () => writeFile(pathOf(key), forged))).toMatch(`清单 ${key} 的签名不符`);
      const cut = (at: number) => `清单 ${key} 不完整：在第 ${at} 字节处结束，被截断或改动。`;
      expect(await told(key, (bytes) => writeFile(pathOf(key), bytes.subarray(0, 1000)))).toBe(cut(1000));
      const json = changes[1]!.replace(/age$/, 'json');
      expect(await told(json, () => copyFile(pathOf(changes[0]!.replace(/age$/, 'json')), pathOf(json)))).toMatch(`清单 ${json} 是另一个文件`);
      const [bytes, verifier] = [await readFile(pathOf(key)), verifierKey(deps.keys, await originOf(deps.db.manager, deps.publicUrl))];
      expect(openSigned(bytes, key, verifier)).toMatchObject({ id: newer });
      for (const at of spread(bytes.length - 20, 6).slice(1)) expect(() => openSigned(bytes.subarray(0, at), key, verifier)).toThrow(cut(at));
      for (const digit of '0123456789') {
        const altered = Buffer.from(bytes.toString().replace(/"rows\\":\d/, `"rows\\":${digit}`));
        if (!altered.equals(bytes)) expect(() => openSigned(altered, key, verifier)).toThrow(`清单 ${key} 的签名不符`);
      }
    });

    it('is told of a key that is not the right one', async () => {
      const { drill, deps, restored, otherIdentity } = backedUp();
      const before = restored.length;
      const identityFile = await otherIdentity();
      const over = await drill({ identityFile });
      expect([over.state, over.failure, restored.length]).toEqual(['refused', `文件 ${keysKeyOf(newer)} 打不开：密钥不对，它不是为这把密钥加密的。请换成做备份时的技术单位密钥。`, before]);
      await rm(identityFile);
      expect(await drill({ identityFile })).toMatchObject({ state: 'failed', failure: expect.stringContaining('不存在') });
      const strange = await drill({ verifier: 'example.org/evidence+00000000+AAAA' });
      expect([strange.state, strange.failure]).toEqual(['refused', expect.stringContaining('签名不符')]);
      expect(await readdir(deps.drillPlace!.folder)).toEqual([]);
    });

    it('is whole again when nothing was done to it', async () => {
      const over = await backedUp().drill({ pictures: 0 });
      expect([over.state, over.failure]).toEqual(['passed', null]);
    });
  });
}
