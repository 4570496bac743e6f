import OSS from 'ali-oss';
import { createAdapters } from '../index';
import { type SimulatedAdapters, startSimulatedAdapters } from '../../../simulators/simulated-adapters';

let city: SimulatedAdapters;
beforeAll(async () => {
  city = await startSimulatedAdapters();
});
afterAll(() => city.close());

const storage = () => city.adapters.storage;
const bytes = Buffer.from('一张行驶证的照片');
const piecesOf = async (stream: AsyncIterable<Uint8Array>) => {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
};
const key = '影像/甬B·12345 (正面)+1.jpg';

describe('the server with its own key', () => {
  it('writes, sees, reads and removes an object with a Chinese name', async () => {
    await storage().write(key, bytes, 'image/jpeg');
    expect(await storage().stat(key)).toEqual({ bytes: bytes.length, contentType: 'image/jpeg' });
    expect(await storage().read(key, 1000)).toEqual(bytes);
    await storage().remove(key);
    await storage().remove(key);
    expect(await storage().stat(key)).toBeUndefined();
    await expect(storage().read(key, 1000)).rejects.toMatchObject({ kind: 'rejected', providerCode: 'NoSuchKey' });
  });

  it('does not load what is larger than expected', async () => {
    await storage().write('large.bin', Buffer.alloc(2000), 'image/jpeg');
    await expect(storage().read('large.bin', 1999)).rejects.toMatchObject({
      kind: 'untrusted_answer',
      providerCode: 'too-large',
    });
    expect(await storage().read('large.bin', 2000)).toHaveLength(2000);
  });

  it.each([
    ['truncated', 'unavailable'],
    ['tampered', 'untrusted_answer'],
    ['hang', 'timeout'],
    ['reset', 'unavailable'],
    ['html_502', 'unavailable'],
    ['refuse', 'rejected'],
  ] as const)('takes no picture from an answer that is %s', async (fault, kind) => {
    await storage().write('photo.jpg', bytes, 'image/jpeg');
    city.simulators.oss.failNext(fault, 'get');
    await expect(storage().read('photo.jpg', 1000)).rejects.toMatchObject({
      name: 'ProviderError',
      kind,
      provider: 'oss',
    });
    expect(await storage().read('photo.jpg', 1000)).toEqual(bytes);
  });

  it('reads an object of any length in pieces, from the middle too, and lists it with its size', async () => {
    const long = Buffer.alloc(300_000, '影像');
    await storage().write('streams/long.bin', long, 'application/octet-stream');
    expect(await piecesOf(storage().readStream('streams/long.bin'))).toEqual(long);
    expect(await piecesOf(storage().readStream('streams/long.bin', 123_456))).toEqual(long.subarray(123_456));
    expect(await storage().listObjects('streams/')).toEqual([{ key: 'streams/long.bin', bytes: 300_000 }]);
    await expect(piecesOf(storage().readStream('streams/none.bin'))).rejects.toMatchObject({ kind: 'rejected', providerCode: 'NoSuchKey' });
    await expect(piecesOf(storage().readStream('streams/long.bin', 300_000))).rejects.toMatchObject({ providerCode: 'wrong-range' });
  });

  it.each([
    ['truncated', 'unavailable'],
    ['tampered', 'untrusted_answer'],
    ['hang', 'timeout'],
    ['reset', 'unavailable'],
    ['html_502', 'unavailable'],
  ] as const)('takes no stream for whole that is %s', async (fault, kind) => {
    await storage().write('streams/long.bin', Buffer.alloc(300_000, 7), 'application/octet-stream');
    city.simulators.oss.failNext(fault, 'get');
    await expect(piecesOf(storage().readStream('streams/long.bin'))).rejects.toMatchObject({ name: 'ProviderError', kind, provider: 'oss' });
  });

  it('leaves a lifecycle rule that says more than ours can as it was', async () => {
    const { lifecycle } = storage();
    const byAccess = { id: 'by-access', prefix: 'x/', status: 'Enabled', transition: { days: '30', storageClass: 'IA', isAccessTime: 'true', returnToStdWhenVisit: 'true' } };
    await lifecycle!.write([{ id: 'plain', prefix: 'y/', isEnabled: true, expiresAfterDays: 3 }], [byAccess]);
    const { rules, foreign } = await lifecycle!.read();
    expect([rules.map(({ id }) => id), foreign]).toEqual([['plain'], [byAccess]]);
    await lifecycle!.write(rules, foreign);
    expect((await lifecycle!.read()).foreign).toEqual([byAccess]);
  });

  it('tells a storage that is down from a picture that is missing', async () => {
    city.simulators.oss.failNext('html_502', 'head');
    await expect(storage().stat('missing.jpg')).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await storage().stat('missing.jpg')).toBeUndefined();
  });

  it('knows whether it is ready', async () => {
    await storage().check();
    city.simulators.oss.failNext('hang', 'get');
    await expect(storage().check()).rejects.toMatchObject({ kind: 'timeout' });
    const wrongKey = createAdapters({ ...city.env, oss: { ...city.env.oss, accessKeySecret: 'wrong' } });
    await expect(wrongKey.storage.check()).rejects.toMatchObject({
      kind: 'rejected',
      providerCode: 'SignatureDoesNotMatch',
    });
    const foreign = createAdapters({ ...city.env, oss: { ...city.env.oss, region: 'oss-cn-beijing' } });
    await expect(foreign.storage.check()).rejects.toMatchObject({ kind: 'rejected' });
  });
});

describe('ali-oss against the simulated bucket', () => {
  const client = (options: Partial<OSS.Options> = {}) => {
    const { accessKeyId, accessKeySecret, bucket, region, endpoint } = city.env.oss;
    return new OSS({
      accessKeyId,
      accessKeySecret,
      bucket,
      region,
      endpoint,
      cname: true,
      authorizationV4: true,
      ...options,
    });
  };

  it('lists by prefix and page, copies, and reads a range', async () => {
    const oss = client();
    for (const name of ['list/a', 'list/b/1', 'list/b/2', 'list/c']) await oss.put(name, Buffer.from(name));
    const first = await oss.listV2({ prefix: 'list/', delimiter: '/', 'max-keys': '2' });
    expect([first.objects.map((object) => object.name), first.prefixes]).toEqual([['list/a'], ['list/b/']]);
    const rest = await oss.listV2({
      prefix: 'list/',
      'continuation-token': first.nextContinuationToken,
      'max-keys': '10',
    });
    expect(rest.objects.map((object) => object.name)).toContain('list/c');
    expect((await oss.list({ prefix: 'list/b/', 'max-keys': 10 }, {})).objects).toHaveLength(2);
    await oss.copy('list/d', 'list/a');
    const { content } = await oss.get('list/d', undefined, { headers: { Range: 'bytes=0-3' } });
    expect(String(content)).toBe('list');
  });

  it('is refused with V1 signatures, in the header and in the URL', async () => {
    const old = client({ authorizationV4: false });
    await expect(old.get('list/a')).rejects.toMatchObject({ status: 403, code: 'AccessDenied' });
    expect((await fetch(old.signatureUrl('list/a'))).status).toBe(403);
  });

  it('may be told not to overwrite, and learns what is not built', async () => {
    const once = { headers: { 'x-oss-forbid-overwrite': 'true' } };
    await expect(client().put('list/a', Buffer.from('again'), once)).rejects.toMatchObject({ status: 409 });
    await expect(client().getACL('list/a')).rejects.toMatchObject({ status: 501, code: 'NotImplemented' });
  });
});
