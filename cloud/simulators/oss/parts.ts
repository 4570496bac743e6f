import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { headersOf, metaOf, type ObjectRequest } from './objects';
import type { ObjectStore, Received, StoredObject } from './object-store';
import { escapeXml, OssError } from './oss-error';

export type PartsOperation = 'initiate' | 'part' | 'complete' | 'abort' | 'list-uploads';

/** The least of every part but the last, and the most of any. */
const leastPart = 100 * 1024;
const largestPart = 64 * 1024 * 1024;

/** A multipart upload that is under way. */
interface Upload extends Pick<StoredObject, 'key' | 'contentType' | 'meta'> {
  id: string;
  initiatedAt: string;
  parts: Map<number, Received>;
}

export interface Uploads {
  begin(about: Pick<Upload, 'key' | 'contentType' | 'meta'>): Upload;
  find(key: string, id: string): Upload;
  end(upload: Upload): void;
  all(): Upload[];
}

/** Uploads that are under way; unlike those of OSS they are forgotten when the simulator ends, and their bytes go with them. */
export function openUploads(store: ObjectStore): Uploads {
  const uploads = new Map<string, Upload>();
  return {
    begin(about) {
      const upload = { ...about, id: randomBytes(16).toString('hex').toUpperCase(), initiatedAt: new Date().toISOString(), parts: new Map<number, Received>() };
      uploads.set(upload.id, upload);
      return upload;
    },
    find(key, id) {
      const upload = uploads.get(id);
      if (upload?.key !== key) throw new OssError(404, 'NoSuchUpload', 'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.', { UploadId: id });
      return upload;
    },
    end(upload) {
      uploads.delete(upload.id);
      for (const part of upload.parts.values()) store.discard(part);
    },
    all: () => [...uploads.values()],
  };
}

/** Which of the multipart operations a request is; undefined for any other. */
export function partsOperationOf(method: string | undefined, { key, query }: { key: string; query: [name: string, value: string][] }): PartsOperation | undefined {
  const names = query.map(([name]) => name);
  if (!key) return method === 'GET' && names.includes('uploads') ? 'list-uploads' : undefined;
  if (method === 'POST') return names.includes('uploads') ? 'initiate' : names.includes('uploadId') ? 'complete' : undefined;
  if (!names.includes('uploadId')) return undefined;
  return method === 'PUT' && names.includes('partNumber') ? 'part' : method === 'DELETE' ? 'abort' : undefined;
}

/** InitiateMultipartUpload, UploadPart, CompleteMultipartUpload, AbortMultipartUpload and ListMultipartUploads of a verified request. */
export async function answerParts(operation: PartsOperation, uploads: Uploads, asked: ObjectRequest): Promise<void> {
  const { key, query, response, fault } = asked;
  const xml = (text: string) => response.writeHead(200, { 'content-type': 'application/xml' }).end(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`);
  if (operation === 'list-uploads') return void xml(uploadsXml(asked.bucket, uploads.all(), query));
  if (operation === 'initiate') {
    const { id } = uploads.begin({ key, contentType: asked.request.headers['content-type'] ?? 'application/octet-stream', meta: metaOf(asked.request) });
    return void xml(`<InitiateMultipartUploadResult><Bucket>${asked.bucket}</Bucket><Key>${escapeXml(key)}</Key><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
  }
  const upload = uploads.find(key, query.get('uploadId') ?? '');
  if (operation === 'abort') {
    uploads.end(upload);
    return void response.writeHead(204).end();
  }
  if (operation === 'part') {
    const part = await receivePart(upload, asked);
    if (fault === 'lost_answer') return void response.destroy();
    const etag = fault === 'tampered' ? part.etag.replace(/./, (digit) => (digit === '0' ? '1' : '0')) : part.etag;
    return void response.writeHead(200, { etag: `"${etag}"`, 'x-oss-hash-crc64ecma': part.crc64, 'content-length': '0' }).end();
  }
  const object = await complete(upload, asked);
  uploads.end(upload);
  if (fault === 'lost_answer') return void response.destroy();
  xml(`<CompleteMultipartUploadResult><Bucket>${asked.bucket}</Bucket><Key>${escapeXml(key)}</Key><ETag>${headersOf(object).etag}</ETag></CompleteMultipartUploadResult>`);
}

/** A part that is sent again takes the place of the earlier one. */
async function receivePart(upload: Upload, { store, query, request }: ObjectRequest): Promise<Received> {
  const number = Number(query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > 10_000) throw new OssError(400, 'InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive.');
  const part = await store.receive(request, largestPart);
  const earlier = upload.parts.get(number);
  if (earlier) store.discard(earlier);
  upload.parts.set(number, part);
  return part;
}

/** Puts the named parts together; every one must be there, as it was answered, in its order. */
async function complete(upload: Upload, { store, request }: ObjectRequest): Promise<StoredObject> {
  const named = [...(await buffer(request)).toString().matchAll(/<PartNumber>(\d+)<\/PartNumber>\s*<ETag>([^<]*)<\/ETag>/g)].map(([, number, etag]) => ({ number: Number(number), etag: etag!.replace(/&quot;|"/g, '') }));
  if (named.length === 0) throw new OssError(400, 'MalformedXML', 'The XML you provided was not well-formed.');
  if (named.some(({ number }, at) => at > 0 && number <= named[at - 1]!.number)) throw new OssError(400, 'InvalidPartOrder', 'The list of parts was not in ascending order.');
  const parts = named.map(({ number, etag }) => {
    const part = upload.parts.get(number);
    if (part?.etag !== etag) throw new OssError(400, 'InvalidPart', 'One or more of the specified parts could not be found or the specified entity tag might not have matched.', { PartNumber: String(number) });
    return part;
  });
  if (parts.slice(0, -1).some(({ bytes }) => bytes < leastPart)) throw new OssError(400, 'EntityTooSmall', 'Your proposed upload smaller than the minimum allowed size.');
  const whole = await store.receive(store.joined(parts), Infinity);
  const { key, contentType, meta } = upload;
  return store.commit({ ...whole, etag: `${whole.etag}-${parts.length}` }, { key, contentType, meta }, false);
}

function uploadsXml(bucket: string, uploads: Upload[], query: ReadonlyMap<string, string>): string {
  const shown = uploads.filter(({ key }) => key.startsWith(query.get('prefix') ?? '')).sort((one, other) => (one.key < other.key ? -1 : 1));
  const entries = shown.map(({ key, id, initiatedAt }) => `<Upload><Key>${escapeXml(key)}</Key><UploadId>${id}</UploadId><Initiated>${initiatedAt}</Initiated></Upload>`);
  return `<ListMultipartUploadsResult><Bucket>${bucket}</Bucket><IsTruncated>false</IsTruncated>${entries.join('')}</ListMultipartUploadsResult>`;
}
