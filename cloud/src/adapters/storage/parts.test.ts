import { createHash, randomBytes } from 'node:crypto';
import { type SimulatedAdapters, startSimulatedAdapters } from '../../../simulators/simulated-adapters';
import { systemClock } from '../../clock';
import { createOssStorage } from './oss';
import type { Storage } from './storage';

let city: SimulatedAdapters;
let small: Storage;
beforeAll(async () => {
  city = await startSimulatedAdapters();
  small = createOssStorage(city.env.oss, 5000, systemClock.now, { partBytes, pauseMs: 1 });
});
afterAll(() => city.close());

/** The smallest part that OSS takes. */
const partBytes = 100 * 1024;
const storage = () => small;
const oss = () => city.simulators.oss;
const noise = randomBytes(2 * partBytes + 12_345);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function* inChunks(bytes: Buffer, size = 30_001): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const fetched = async (url: string, headers: Record<string, string> = {}) => {
  const response = await fetch(url, { headers });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
};

describe('an object of any length', () => {
  it('is written part by part and is the same afterwards', async () => {
    await storage().writeStream('备份/a.age', inChunks(noise), 'application/octet-stream');
    expect(oss().calls.filter(({ operation }) => operation === 'part')).toHaveLength(3);
    expect(await storage().stat('备份/a.age')).toEqual({ bytes: noise.length, contentType: 'application/octet-stream' });
    const { bytes } = await fetched(await storage().downloadAddress('备份/a.age', { name: 'a.age', expiresInSeconds: 60 }));
    expect(sha256(bytes)).toBe(sha256(noise));
    expect(oss().unfinished()).toEqual([]);
  });

  it('may be empty, or just as long as a part', async () => {
    await storage().writeStream('empty', inChunks(Buffer.alloc(0)), 'text/plain');
    expect(await storage().stat('empty')).toMatchObject({ bytes: 0 });
    await storage().writeStream('exact', inChunks(noise.subarray(0, 2 * partBytes)), 'text/plain');
    expect(await storage().stat('exact')).toMatchObject({ bytes: 2 * partBytes });
  });

  it.each(['html_502', 'lost_answer', 'tampered'] as const)('sends a part again that met %s', async (fault) => {
    oss().failNext(fault, 'part');
    await storage().writeStream('again', inChunks(noise), 'text/plain');
    const { bytes } = await fetched(await storage().downloadAddress('again', { name: 'a', expiresInSeconds: 60 }));
    expect(sha256(bytes)).toBe(sha256(noise));
  });

  it('is there where only the answer to its completion was lost', async () => {
    oss().failNext('lost_answer', 'complete');
    await storage().writeStream('lost', inChunks(noise), 'text/plain');
    expect(await storage().stat('lost')).toMatchObject({ bytes: noise.length });
  });

  it('is not taken for an older one of the same length', async () => {
    oss().failNext('refuse', 'complete');
    await expect(storage().writeStream('lost', inChunks(Buffer.from(noise).reverse()), 'text/plain')).rejects.toMatchObject({ kind: 'rejected', operation: 'complete' });
  });

  it('is not there at all where its source breaks off, or the storage refuses', async () => {
    async function* breaking() {
      yield* inChunks(noise);
      throw new Error('the source broke off');
    }
    await expect(storage().writeStream('half', breaking(), 'text/plain')).rejects.toThrow('the source broke off');
    oss().failNext('refuse', 'part');
    await expect(storage().writeStream('half', inChunks(noise), 'text/plain')).rejects.toMatchObject({ name: 'ProviderError', kind: 'rejected', operation: 'part' });
    oss().failNext('refuse', 'complete');
    await expect(storage().writeStream('half', inChunks(noise), 'text/plain')).rejects.toMatchObject({ kind: 'rejected', operation: 'complete' });
    expect(await storage().stat('half')).toBeUndefined();
    expect(oss().unfinished()).toEqual([]);
  });

  it('leaves parts behind only until they are thrown away', async () => {
    for (const key of ['left/one', 'left/two', 'other/three']) {
      oss().failNext('refuse', 'part');
      oss().failNext('refuse', 'abort');
      await expect(storage().writeStream(key, inChunks(noise), 'text/plain')).rejects.toThrow();
    }
    await storage().abandonUploads('left/', (key) => key === 'left/two');
    expect(oss().unfinished().sort()).toEqual(['left/two', 'other/three']);
    for (const prefix of ['left/', 'other/']) await storage().abandonUploads(prefix, () => false);
    expect(oss().unfinished()).toEqual([]);
  });
});

describe('the address of a download', () => {
  it('carries the name, goes on where it broke off, and begins anew where the object is another', async () => {
    await storage().writeStream('file', inChunks(noise), 'application/octet-stream');
    const url = await storage().downloadAddress('file', { name: '甬车备份 2026.zip.age', expiresInSeconds: 60 });
    const first = await fetched(url, { range: 'bytes=0-999' });
    expect(first.response.status).toBe(206);
    expect(decodeURIComponent(first.response.headers.get('content-disposition')!)).toBe("attachment; filename*=UTF-8''甬车备份 2026.zip.age");
    const etag = first.response.headers.get('etag')!;
    const rest = await fetched(url, { range: 'bytes=1000-', 'if-range': etag });
    expect([rest.response.status, rest.response.headers.get('content-range')]).toEqual([206, `bytes 1000-${noise.length - 1}/${noise.length}`]);
    expect(sha256(Buffer.concat([first.bytes, rest.bytes]))).toBe(sha256(noise));
    await storage().writeStream('file', inChunks(noise.subarray(5)), 'application/octet-stream');
    const anew = await fetched(url, { range: 'bytes=1000-', 'if-range': etag });
    expect([anew.response.status, anew.bytes.length]).toEqual([200, noise.length - 5]);
  });

  it('opens this one object and no other, for this one purpose', async () => {
    const url = await storage().downloadAddress('file', { name: 'a', expiresInSeconds: 60 });
    expect((await fetch(url.replace('/file?', '/exact?'))).status).toBe(403);
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(403);
    expect((await fetch(url.replace('x-oss-expires=60', 'x-oss-expires=6000'))).status).toBe(403);
    expect((await fetch(url.split('?')[0]!)).status).toBe(403);
  });
});
