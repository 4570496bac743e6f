import { copyFile, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { useBackedUp } from '../../../../test/drills';
import { booked } from '../../../../test/ledger';
import { runsFolder } from '../backups/picture-runs';
import { SystemBackup } from '../backups/system-backup.entity';
import { dumpKeyOf, keysKeyOf, manifestKeyOf } from './find-dump';

const backedUp = useBackedUp();

/** Two dumps, the changes since in two files at least, and the lists of pictures. */
let [older, newer] = ['', ''];
let changes: string[] = [];
beforeAll(async () => {
  const { deps, deal, backUp, ship, product, store } = backedUp();
  await deal();
  await backUp();
  await booked(product);
  await backUp('database');
  for (let file = 0; file < 3; file++) {
    await booked(product);
    await ship();
  }
  const dumps = await deps.db.manager.find(SystemBackup, { where: { kind: 'database', state: 'ready' }, order: { startedAt: 'ASC' } });
  [older, newer] = dumps.map(({ id }) => id) as [string, string];
  const { position } = JSON.parse((JSON.parse(await readFile(join(store, manifestKeyOf(newer)), 'utf8')) as { body: string }).body) as { position: { file: string } };
  const [folder] = await readdir(join(store, 'changes'));
  changes = (await readdir(join(store, 'changes', folder!))).filter((name) => name.endsWith('.age') && name >= position.file).sort().map((name) => `changes/${folder}/${name}`);
});

const pathOf = (key: string) => join(backedUp().store, key);

/** What a drill says of a store to which something has been done; afterwards all is as it was. */
async function told(keys: string[], damage: () => Promise<void>): Promise<string | null> {
  const { drill, restored, deps } = backedUp();
  const before = restored.length;
  const kept = await Promise.all(keys.map(async (key) => [key, await readFile(pathOf(key))] as const));
  await damage();
  const over = await drill({ pictures: 0 });
  for (const [key, bytes] of kept) await writeFile(pathOf(key), bytes);
  // Nothing of a backup that is refused was used.
  expect([over.state, restored.length]).toEqual(['refused', before]);
  expect(over.checks.at(-1)).toMatchObject({ passed: false });
  expect(await readdir(deps.drillPlace!.folder)).toEqual([]);
  return over.failure;
}

/** Positions over the whole file, with its first and its last byte. */
const spread = (size: number, amount: number) => Array.from({ length: amount }, (_, index) => Math.round((index * (size - 1)) / (amount - 1)));

describe('a backup that is not what was written', () => {
  it('is told with the place of the flipped bit', async () => {
    for (const [key, amount] of [[dumpKeyOf(newer), 10], [changes[1]!, 5], [keysKeyOf(newer), 3]] as const) {
      const bytes = await readFile(pathOf(key));
      for (const at of spread(bytes.length, amount)) {
        const flipped = Buffer.from(bytes);
        flipped[at]! ^= 0x10;
        const sentence = await told([key], () => writeFile(pathOf(key), flipped));
        const [, from, to] = /被改动：在第 (\d+) 至 (\d+) 字节之间/.exec(sentence ?? '') ?? [];
        expect([sentence, Number(from) <= at + 1 && at + 1 <= Number(to)]).toEqual([expect.stringContaining(`文件 ${key} `), true]);
      }
    }
  });

  it('is told with the byte at which it was cut, or from which it is too long', async () => {
    for (const [key, amount] of [[dumpKeyOf(newer), 10], [changes[0]!, 3]] as const) {
      const bytes = await readFile(pathOf(key));
      for (const at of spread(bytes.length, amount)) {
        expect(await told([key], () => writeFile(pathOf(key), bytes.subarray(0, at)))).toBe(`文件 ${key} 不完整：应有 ${bytes.length} 字节，到第 ${at} 字节就结束了。`);
      }
      expect(await told([key], () => writeFile(pathOf(key), Buffer.concat([bytes, Buffer.of(7)])))).toBe(`文件 ${key} 多出内容：应有 ${bytes.length} 字节，从第 ${bytes.length + 1} 字节起是多出来的。`);
    }
  });

  it('is told where files were swapped', async () => {
    const swaps = [
      [dumpKeyOf(newer), dumpKeyOf(older)],
      [dumpKeyOf(newer), keysKeyOf(newer)],
      [keysKeyOf(newer), dumpKeyOf(newer)],
      [changes[0]!, changes[1]!],
      [changes[1]!, dumpKeyOf(newer)],
    ] as const;
    for (const [key, other] of swaps) {
      expect(await told([key], () => copyFile(pathOf(other), pathOf(key)))).toBe(`文件 ${key} 的内容是 ${other} 的：两个文件被对调。`);
    }
  });

  it('is told what is missing', async () => {
    for (const key of [dumpKeyOf(newer), keysKeyOf(newer), changes[1]!]) expect(await told([key], () => rm(pathOf(key)))).toBe(`缺少文件 ${key}。`);
    expect(await told([manifestKeyOf(newer)], () => rm(pathOf(manifestKeyOf(newer))))).toBe(`缺少文件 ${manifestKeyOf(newer)}：这份备份做成过，清单不见了。`);
    for (const [gone, next] of [[changes[0]!, changes[1]!], [changes[1]!, changes[2]!]] as const) {
      const [json, name] = [gone.replace(/age$/, 'json'), (key: string) => key.replace(/\.age$/, '')];
      expect(await told([json], () => rm(pathOf(json)))).toBe(`增量不连续：缺少 ${name(gone)} 的文件或清单，它在 ${name(next).slice(dirname(next).length + 1)} 之前，之后的增量不能用。`);
    }
  });

  it('is told of its manifest: an older one, an altered one, a cut one, one that somebody else signed', async () => {
    const key = manifestKeyOf(newer);
    const bytes = await readFile(pathOf(key));
    expect(await told([key], () => copyFile(pathOf(manifestKeyOf(older)), pathOf(key)))).toBe(`清单 ${key} 是另一份备份 ${older} 的，被放到了这里。`);
    // The old manifest that claims to be the new one: what it claims was not signed.
    const forged = (await readFile(pathOf(manifestKeyOf(older)), 'utf8')).replaceAll(older, newer);
    expect(await told([key], () => writeFile(pathOf(key), forged))).toMatch(`清单 ${key} 的签名不符`);
    for (const at of spread(bytes.length - 20, 5).slice(1)) {
      const altered = Buffer.from(bytes.toString().replace(/"rows\\":\d/, `"rows\\":${at % 10}`).replace(/.$/, '}'));
      if (!altered.equals(bytes)) expect(await told([key], () => writeFile(pathOf(key), altered))).toMatch(`清单 ${key} 的签名不符`);
      expect(await told([key], () => writeFile(pathOf(key), bytes.subarray(0, at)))).toBe(`清单 ${key} 不完整：在第 ${at} 字节处结束，被截断或改动。`);
    }
    const json = changes[1]!.replace(/age$/, 'json');
    expect(await told([json], () => copyFile(pathOf(changes[0]!.replace(/age$/, 'json')), pathOf(json)))).toMatch(`清单 ${json} 是另一个文件`);
  });

  it('is told of a key that is not the right one', async () => {
    const { drill, restored, otherIdentity } = backedUp();
    const before = restored.length;
    const identityFile = await otherIdentity();
    const over = await drill({ identityFile });
    expect([over.state, over.failure, restored.length]).toEqual(['refused', `文件 ${keysKeyOf(newer)} 打不开：密钥不对，它不是为这把密钥加密的。请换成做备份时的技术单位密钥。`, before]);
    await rm(identityFile);
    expect(await drill({ identityFile })).toMatchObject({ state: 'failed', failure: expect.stringContaining('不存在') });
    const { deps } = backedUp();
    const strange = (await drill({ verifier: 'example.org/evidence+00000000+AAAA' }));
    expect([strange.state, strange.failure]).toEqual(['refused', expect.stringContaining('签名不符')]);
    expect(existsSync(deps.drillPlace!.folder) && (await readdir(deps.drillPlace!.folder))).toEqual([]);
  });

  it('is told of lists of pictures that were altered, cut or exchanged', async () => {
    const { drill, store } = backedUp();
    const [list] = (await readdir(join(store, runsFolder))).filter((name) => name.endsWith('.jsonl'));
    const path = join(store, runsFolder, list!);
    const text = await readFile(path, 'utf8');
    const lines = text.trimEnd().split('\n');
    const differences = async (content: string | undefined) => {
      if (content === undefined) await rename(path, `${path}.gone`);
      else await writeFile(path, content);
      const { state, checks } = await drill({ pictures: 0 });
      await rm(`${path}.gone`, { force: true });
      await writeFile(path, text);
      expect(state).toBe('differs');
      return checks.find(({ check }) => check === 'pictures')!.differences[0];
    };
    const key = `${runsFolder}${list}`;
    expect(await differences(undefined)).toBe(`缺少清单 ${key}。`);
    expect(await differences(`${lines.slice(0, -1).join('\n')}\n`)).toBe(`清单 ${key} 应有 ${lines.length} 行，实际 ${lines.length - 1} 行。`);
    expect(await differences(text.slice(0, -40))).toBe(`清单 ${key} 的第 ${lines.length} 行不能读，被改动或截断。`);
    expect(await differences(text.replace(/"sha256":"(.)/, (_, digit: string) => `"sha256":"${digit === '0' ? '1' : '0'}`))).toBe(`清单 ${key} 的默克尔根与签名的不符：${lines.length} 行中有内容被改动。`);
  });

  it('is whole again when nothing was done to it', async () => {
    const over = await backedUp().drill();
    expect([over.state, over.failure]).toEqual(['passed', null]);
  });
});
