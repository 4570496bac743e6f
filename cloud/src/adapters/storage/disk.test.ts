import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDiskStore, type DiskStore } from './disk';
import { isSamePlace, storePlace, StoreAddressError } from './open-store';

let folder: string;
let store: DiskStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'disk-store-'));
  store = createDiskStore(folder, 'disk pictures');
});
afterEach(() => rmSync(folder, { recursive: true }));

const bytes = Buffer.from('一张行驶证的照片');
const piecesOf = async (stream: AsyncIterable<Uint8Array>) => {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
};
async function* inPieces(...pieces: string[]) {
  for (const piece of pieces) yield Buffer.from(piece);
}

it('writes, sees, reads and removes an object, which is a file byte for byte', async () => {
  await store.check();
  await store.write('a/b/photo.jpg', bytes, 'image/jpeg');
  expect(readFileSync(join(folder, 'a/b/photo.jpg'))).toEqual(bytes);
  expect(await store.stat('a/b/photo.jpg')).toEqual({ bytes: bytes.length, contentType: 'image/jpeg' });
  expect(await store.read('a/b/photo.jpg', 1000)).toEqual(bytes);
  await expect(store.read('a/b/photo.jpg', 3)).rejects.toMatchObject({ providerCode: 'too-large' });
  await store.write('a/b/photo.jpg', Buffer.from('other'), 'application/octet-stream');
  expect(await store.stat('a/b/photo.jpg')).toEqual({ bytes: 5, contentType: 'application/octet-stream' });
  await store.remove('a/b/photo.jpg');
  await store.remove('a/b/photo.jpg');
  expect(await store.stat('a/b/photo.jpg')).toBeUndefined();
  expect(existsSync(join(folder, 'a'))).toBe(false);
  await expect(store.read('a/b/photo.jpg', 3)).rejects.toMatchObject({ kind: 'rejected', provider: 'disk', providerCode: 'NoSuchKey' });
});

it('reads and writes in pieces, and keeps nothing of what broke off', async () => {
  await store.writeStream('long', inPieces('one', 'two', 'three'), 'application/octet-stream');
  expect(String(await piecesOf(store.readStream('long', 3)))).toBe('twothree');
  await expect(piecesOf(store.readStream('none'))).rejects.toMatchObject({ providerCode: 'NoSuchKey' });
  await expect(piecesOf(store.readStream('long', 99))).rejects.toMatchObject({ providerCode: 'wrong-range' });
  const broken = async function* () {
    yield Buffer.from('half');
    throw new Error('the line broke');
  };
  await expect(store.writeStream('broken', broken(), 'text/plain')).rejects.toThrow('the line broke');
  expect(await store.list('')).toEqual(['long']);
});

it('never writes once over what is there, however many do so at once', async () => {
  const given = await Promise.all(['one', 'two', 'three', 'four'].map((text) => store.writeOnce('once', inPieces(text), 'text/plain')));
  expect(given.filter(Boolean)).toHaveLength(1);
  expect(await store.writeOnce('once', inPieces('late'), 'text/plain')).toBe(false);
});

it('loses no object whose folder is emptied this moment', async () => {
  for (let round = 0; round < 40; round++) {
    await store.write('incoming/a', bytes, 'image/jpeg');
    await Promise.all([store.remove('incoming/a'), store.write('incoming/b', bytes, 'image/jpeg')]);
    expect(await store.list('')).toEqual(['incoming/b']);
    await store.remove('incoming/b');
  }
});

it('lists in the order of keys, as OSS does, page by page', async () => {
  for (const key of ['a/x', 'a.b', 'a/b/c', 'b', 'a-1', 'a/b.c', 'B', 'ab']) await store.write(key, Buffer.from(key), 'text/plain');
  const all = ['B', 'a-1', 'a.b', 'a/b.c', 'a/b/c', 'a/x', 'ab', 'b'];
  expect(await store.list('')).toEqual(all);
  for (const [at, key] of all.entries()) expect(await store.list('', key)).toEqual(all.slice(at + 1));
  expect(await store.list('a/b')).toEqual(['a/b.c', 'a/b/c']);
  expect(await store.listObjects('a/b/')).toEqual([{ key: 'a/b/c', bytes: 5 }]);
  expect(await store.list('none/')).toEqual([]);
});

it.each(['../x', 'a/../../x', '/etc/passwd', 'a//b', 'a/.', 'x~type', '~unfinished/x', 'a\\b', 'a\u0000b', ''])('knows no key %j', async (key) => {
  await expect(store.write(key, bytes, 'image/jpeg')).rejects.toMatchObject({ kind: 'rejected', providerCode: 'bad-key' });
  await expect(store.read(key, 10)).rejects.toMatchObject({ providerCode: 'bad-key' });
  await expect(store.remove(key)).rejects.toMatchObject({ providerCode: 'bad-key' });
});

it('says that it cannot be reached where its folder is none', async () => {
  writeFileSync(join(folder, 'file'), '');
  const none = createDiskStore(join(folder, 'file'), 'disk none');
  await expect(none.check()).rejects.toMatchObject({ kind: 'unavailable', provider: 'disk' });
  await expect(none.write('a', bytes, 'text/plain')).rejects.toMatchObject({ kind: 'unavailable' });
});

it('leaves out what is the file system’s own', async () => {
  mkdirSync(join(folder, 'lost+found'), { mode: 0 });
  await store.write('a', bytes, 'image/jpeg');
  expect(await store.mark('one')).toBe('one');
  expect(await store.list('')).toEqual(['a']);
});

it('keeps the first mark that it is given', async () => {
  expect(await store.readMark()).toBeUndefined();
  const marks = await Promise.all(['one', 'two', 'three'].map((text) => store.mark(text)));
  expect(new Set(marks)).toEqual(new Set([await store.readMark()]));
});

it('is opened by its address', () => {
  const keys = { keyId: 'k', keySecret: 's' };
  expect(storePlace('disk:/data//backups/')).toEqual({ kind: 'disk', folder: '/data/backups', name: 'disk backups' });
  expect(storePlace('oss://yongche-backups.oss-cn-shanghai', keys)).toMatchObject({ kind: 'oss', config: { bucket: 'yongche-backups', region: 'oss-cn-shanghai' } });
  for (const address of ['disk:relative', 'oss://x', 'ftp://x.oss-cn-hangzhou', 'oss://yongche-backups.oss-cn-shanghai']) expect(() => storePlace(address)).toThrow(StoreAddressError);
  const isSame = (one: string, other: string) => isSamePlace(storePlace(one, keys), storePlace(other, keys));
  expect([isSame('disk:/data/x', 'disk:/data/x/'), isSame('disk:/data', 'disk:/data/x'), isSame('disk:/data/x', 'disk:/data/../data'), isSame('oss://bucket.oss-cn-x', 'oss://bucket.oss-cn-x?endpoint=https://x.cn')]).toEqual([true, true, true, true]);
  expect([isSame('disk:/data/x', 'disk:/data/xy'), isSame('oss://bucket.oss-cn-x', 'oss://backups.oss-cn-x'), isSame('disk:/data/x', 'oss://bucket.oss-cn-x')]).toEqual([false, false, false]);
});
