import OSS from 'ali-oss';
import { ProviderError } from '../provider-error';
import { createCallbackVerifier } from './callback-verifier';
import { crc64, createCrc64 } from './crc64';
import { bucketLifecycle } from './lifecycle';
import { type PartsPlan, usualParts, writeInParts } from './parts';
import type { Storage } from './storage';
import { signUploadPermit } from './upload-permit';

export interface OssConfig {
  accessKeyId: string;
  accessKeySecret: string;
  /** `oss-cn-hangzhou`. */
  region: string;
  bucket: string;
  /** The bucket's own domain, with its protocol; without one, the region's. */
  endpoint?: string;
  /** Prefix of the addresses at which OSS's callback key may be; without one, OSS's own. */
  callbackKeyUrl?: string;
}

/** 阿里云对象存储. V4 signatures only: V1, the SDK's default, is closed for new accounts and buckets. */
export function createOssStorage(config: OssConfig, timeoutMs: number, now: () => Date, plan: PartsPlan = usualParts): Storage {
  const { accessKeyId, accessKeySecret, region, bucket, endpoint } = config;
  const location = endpoint ? { endpoint, cname: true } : { secure: true };
  const client = new OSS({
    accessKeyId,
    accessKeySecret,
    region,
    bucket,
    authorizationV4: true,
    timeout: timeoutMs,
    ...location,
  });
  const postUrl = endpoint ?? `https://${bucket}.${region}.aliyuncs.com`;

  const signer = { accessKeyId, accessKeySecret, region, bucket, postUrl };
  const listObjects = async (prefix: string, after?: string) => {
    const { objects = [] } = await client.listV2({ ...(prefix && { prefix }), 'max-keys': '1000', ...(after && { 'start-after': after }) }).catch(throwAs('list'));
    return objects.map(({ name, size }) => ({ key: name, bytes: Number(size) }));
  };
  return {
    name: `oss ${bucket}`,
    lifecycle: bucketLifecycle(client, bucket, throwAs),
    permitUpload: (input) => Promise.resolve().then(() => signUploadPermit(signer, input, now())),
    verifyCallback: createCallbackVerifier(bucket, config.callbackKeyUrl),
    async stat(key) {
      try {
        const headers = headersOf(await client.head(key));
        return { bytes: Number(headers['content-length']), contentType: headers['content-type'] };
      } catch (error) {
        if (statusOf(error) === 404) return undefined;
        throw providerError(error, 'head');
      }
    },
    async read(key, maxBytes) {
      // One byte more than allowed tells an object that is too large, without loading the rest of it.
      const options = { headers: { Range: `bytes=0-${maxBytes}` } };
      const { content, res } = await client.get(key, undefined, options).catch(throwAs('get'));
      return wholeObject(content as Buffer, headersOf({ res }), maxBytes);
    },
    async *readStream(key, from = 0) {
      const options = from > 0 ? { headers: { Range: `bytes=${from}-` } } : {};
      const { stream, res } = await client.getStream(key, options).catch(throwAs('get'));
      yield* wholeStream(stream as AsyncIterable<Buffer>, headersOf({ res }), { from, patienceMs: Math.max(timeoutMs, 10_000) });
    },
    async write(key, bytes, contentType) {
      await client.put(key, bytes, { headers: { 'Content-Type': contentType } }).catch(throwAs('put'));
    },
    writeStream: (key, source, contentType) => writeInParts(client, { plan, key, source, contentType, throwAs }),
    downloadAddress(key, { name, expiresInSeconds }) {
      const queries = { 'response-content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}` };
      return client.signatureUrlV4('GET', expiresInSeconds, { queries }, key);
    },
    async abandonUploads(prefix, kept) {
      const { uploads } = await client.listUploads({ prefix, 'max-uploads': 1000 }).catch(throwAs('list-uploads'));
      for (const { name, uploadId } of uploads) {
        if (!kept(name)) await client.abortMultipartUpload(name, uploadId).catch(unlessGone('abort'));
      }
    },
    async remove(key) {
      await client.delete(key).catch(throwAs('delete'));
    },
    list: async (prefix, after) => (await listObjects(prefix, after)).map(({ key }) => key),
    listObjects,
    async check() {
      // A key that nobody writes: "no such key" is said only to who may read the bucket.
      const refused: unknown = await client.get('readiness-probe').then(
        () => undefined,
        (error: unknown) => error,
      );
      if (refused && (refused as OssFailure).code !== 'NoSuchKey') throw providerError(refused, 'check');
    },
  };
}

/** What ali-oss throws: `status` -1 or -2 where no answer came. */
interface OssFailure {
  name?: string;
  code?: string;
  status?: number;
}

const statusOf = (error: unknown) => (error as OssFailure).status;

const headersOf = ({ res }: { res: unknown }) => (res as { headers: Record<string, string | undefined> }).headers;

/** ali-oss compares nothing: a cut or changed answer would be taken for the picture. */
function wholeObject(content: Buffer, headers: Record<string, string | undefined>, maxBytes: number): Buffer {
  const total = Number(headers['content-range']?.split('/')[1] ?? headers['content-length']);
  if (total > maxBytes) throw new ProviderError('untrusted_answer', 'oss', 'get', 'too-large');
  if (content.length !== total) throw new ProviderError('unavailable', 'oss', 'get', 'truncated');
  const expected = headers['x-oss-hash-crc64ecma'];
  if (expected && expected !== crc64(content)) throw new ProviderError('untrusted_answer', 'oss', 'get', 'wrong-crc64');
  return content;
}

/** A stream ends quietly where the line breaks, and never where the other side falls silent. */
async function* wholeStream(stream: AsyncIterable<Buffer>, headers: Record<string, string | undefined>, { from, patienceMs }: { from: number; patienceMs: number }): AsyncGenerator<Buffer> {
  const promised = Number(headers['content-length']);
  // Where nothing of a range is left, OSS sends the whole object instead.
  if (from > 0 && !headers['content-range']?.startsWith(`bytes ${from}-`)) throw new ProviderError('rejected', 'oss', 'get', 'wrong-range');
  const checksum = createCrc64();
  let bytes = 0;
  const chunks = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await orTimeout(chunks.next(), patienceMs);
      if (next.done) break;
      bytes += next.value.length;
      checksum.update(next.value);
      yield next.value;
    }
  } catch (error) {
    throw error instanceof ProviderError ? error : new ProviderError('unavailable', 'oss', 'get', 'truncated');
  } finally {
    (stream as Partial<{ destroy(): void }>).destroy?.();
  }
  if (bytes !== promised) throw new ProviderError('unavailable', 'oss', 'get', 'truncated');
  const expected = headers['x-oss-hash-crc64ecma'];
  if (from === 0 && expected && expected !== checksum.digest()) throw new ProviderError('untrusted_answer', 'oss', 'get', 'wrong-crc64');
}

async function orTimeout<T>(answer: Promise<T>, patienceMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new ProviderError('timeout', 'oss', 'get')), patienceMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

const throwAs = (operation: string) => (error: unknown) => {
  throw providerError(error, operation);
};

const unlessGone = (operation: string) => (error: unknown) => {
  if (statusOf(error) !== 404) throw providerError(error, operation);
};

function providerError(error: unknown, operation: string): ProviderError {
  const { name, code, status } = error as OssFailure;
  const failed = (kind: ProviderError['kind'], told?: unknown) => new ProviderError(kind, 'oss', operation, told);
  if (/timeout/i.test(name ?? '')) return failed('timeout', name);
  // Below 400: a good answer that broke off.
  if (!status || status < 400 || status >= 500 || status === 429) return failed('unavailable', code ?? name ?? status);
  return failed('rejected', code ?? `http-${status}`);
}
