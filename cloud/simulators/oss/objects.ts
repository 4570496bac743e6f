import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Fault } from '../faults';
import { listingXml } from './listing';
import { largestObject, type ObjectStore, type StoredObject } from './object-store';
import { notBuilt, OssError } from './oss-error';

/** A verified request for the bucket or one of its objects. */
export interface ObjectRequest {
  store: ObjectStore;
  bucket: string;
  /** Empty for the bucket itself. */
  key: string;
  query: ReadonlyMap<string, string>;
  request: IncomingMessage;
  response: ServerResponse;
  fault: Fault | undefined;
}

const listingNames = [
  'list-type',
  'prefix',
  'delimiter',
  'marker',
  'max-keys',
  'start-after',
  'continuation-token',
  'fetch-owner',
];
const overrides: Record<string, string> = {
  'response-content-type': 'content-type',
  'response-content-disposition': 'content-disposition',
  'response-cache-control': 'cache-control',
  'response-content-encoding': 'content-encoding',
  'response-content-language': 'content-language',
  'response-expires': 'expires',
};

/** Get, head, put, copy, delete and list; anything else is 501. */
export async function answerObjectRequest(asked: ObjectRequest): Promise<void> {
  const { key, query, request } = asked;
  const known = key ? ['objectMeta', ...Object.keys(overrides)] : listingNames;
  const strange = [...query.keys()].find((name) => !known.includes(name) && !name.startsWith('x-oss-'));
  if (strange ?? query.has('x-oss-process')) throw notBuilt(strange ?? 'x-oss-process');
  if (!key) {
    if (request.method !== 'GET') throw notBuilt(`${request.method} of a bucket`);
    const xml = listingXml(asked.bucket, asked.store.all(), query);
    asked.response.writeHead(200, { 'content-type': 'application/xml' }).end(xml);
    return;
  }
  if (request.method === 'GET' || request.method === 'HEAD') return read(asked);
  if (request.method === 'PUT') return request.headers['x-oss-copy-source'] ? copy(asked) : put(asked);
  if (request.method === 'DELETE') {
    asked.store.remove(key);
    asked.response.writeHead(204).end();
    return;
  }
  throw notBuilt(`${request.method} of an object`);
}

async function read({ store, key, query, request, response, fault }: ObjectRequest) {
  const object = store.find(key);
  if (!object) throw new OssError(404, 'NoSuchKey', 'The specified key does not exist.', { Key: key });
  const range = isStill(object, request.headers['if-range']) ? rangeOf(request.headers.range, object.bytes) : undefined;
  const headers = { ...headersOf(object), ...overridden(query) };
  headers['content-length'] = String(range ? range.end - range.start + 1 : object.bytes);
  if (range) headers['content-range'] = `bytes ${range.start}-${range.end}/${object.bytes}`;
  response.writeHead(range ? 206 : 200, headers);
  if (request.method === 'HEAD') {
    response.end();
  } else if (fault === 'truncated') {
    for await (const chunk of store.open(key, { start: 0, end: Math.floor(object.bytes / 2) })) response.write(chunk);
    response.destroy();
  } else if (fault === 'tampered') {
    const chunks: Buffer[] = [];
    for await (const chunk of store.open(key, range) as AsyncIterable<Buffer>) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
    response.end(bytes);
  } else {
    await pipeline(store.open(key, range), response);
  }
}

export function headersOf(object: StoredObject): Record<string, string> {
  return {
    'content-type': object.contentType,
    etag: `"${object.etag}"`,
    'last-modified': new Date(object.lastModified).toUTCString(),
    'accept-ranges': 'bytes',
    'x-oss-object-type': 'Normal',
    'x-oss-storage-class': 'Standard',
    'x-oss-hash-crc64ecma': object.crc64,
    ...object.meta,
  };
}

const overridden = (query: ReadonlyMap<string, string>) =>
  Object.fromEntries([...query].flatMap(([name, value]) => (overrides[name] ? [[overrides[name], value]] : [])));

/** A download goes on only with the object that it began with; another one is sent from its beginning. */
const isStill = (object: StoredObject, condition: unknown) =>
  condition === undefined || condition === `"${object.etag}"` || condition === headersOf(object)['last-modified'];

/** One range of bytes; a range that makes no sense is the whole object, as with OSS. */
function rangeOf(header: string | undefined, bytes: number): { start: number; end: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (!match[1] && !match[2])) return undefined;
  const start = match[1] ? Number(match[1]) : Math.max(0, bytes - Number(match[2]));
  const end = match[1] && match[2] ? Math.min(Number(match[2]), bytes - 1) : bytes - 1;
  return start <= end && start < bytes ? { start, end } : undefined;
}

async function put({ store, key, request, response, fault }: ObjectRequest) {
  if (request.headers['x-oss-callback']) throw notBuilt('a callback of PutObject');
  const received = await store.receive(request, largestObject);
  const promised = request.headers['content-md5'];
  if (promised && promised !== received.md5) {
    store.discard(received);
    throw new OssError(400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.');
  }
  const about = {
    key,
    contentType: request.headers['content-type'] ?? 'application/octet-stream',
    meta: metaOf(request),
  };
  const object = store.commit(received, about, request.headers['x-oss-forbid-overwrite'] === 'true');
  if (fault === 'lost_answer') response.destroy();
  else
    response
      .writeHead(200, { etag: `"${object.etag}"`, 'x-oss-hash-crc64ecma': object.crc64, 'content-length': '0' })
      .end();
}

async function copy({ store, bucket, key, request, response }: ObjectRequest) {
  const source = decodeURIComponent(String(request.headers['x-oss-copy-source'])).replace(/^\//, '');
  if (!source.startsWith(`${bucket}/`)) throw notBuilt('a copy from another bucket');
  const sourceKey = source.slice(bucket.length + 1);
  const original = store.find(sourceKey);
  if (!original) throw new OssError(404, 'NoSuchKey', 'The specified key does not exist.', { Key: sourceKey });
  const received = await store.receive(store.open(sourceKey), largestObject);
  const replaces = request.headers['x-oss-metadata-directive'] === 'REPLACE';
  const about = { key, contentType: original.contentType, meta: replaces ? metaOf(request) : original.meta };
  const object = store.commit(received, about, request.headers['x-oss-forbid-overwrite'] === 'true');
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<CopyObjectResult><LastModified>${object.lastModified}</LastModified><ETag>"${object.etag}"</ETag></CopyObjectResult>`;
  response.writeHead(200, { 'content-type': 'application/xml' }).end(xml);
}

export const metaOf = (request: IncomingMessage) =>
  Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      name.startsWith('x-oss-meta-') ? [[name, String(value)]] : [],
    ),
  );
