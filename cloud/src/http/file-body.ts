import type { IncomingMessage } from 'node:http';
import { extname } from 'node:path';
import type Koa from 'koa';
import type { Endpoint } from '@yongche/contract';
import { ensure, Refusal, refuseField } from './errors';

/** A file as it came: the sender's name for it, which is never used as a path, and its bytes. */
export interface UploadedFile {
  name: string;
  bytes: Buffer;
}

/**
 * The file of a request to an endpoint that declares `file`; called after the sender is known.
 * @throws request.not_binary, request.invalid (name), request.file_type, request.too_large
 */
export async function fileOf(koa: Koa.Context, { maxBytes, types }: NonNullable<Endpoint['file']>): Promise<UploadedFile> {
  ensure(koa.is('application/octet-stream'), 'request.not_binary');
  const name = typeof koa.query.name === 'string' ? koa.query.name.trim() : '';
  if (name === '' || name.length > 200 || /\p{Cc}/u.test(name)) refuseField('name', '请写明文件名，不超过200个字。');
  ensure(types.some((type) => extname(name).toLowerCase() === `.${type}`), 'request.file_type');
  ensure((koa.request.length ?? 0) <= maxBytes, 'request.too_large');
  return { name, bytes: await readBytes(koa.req, maxBytes) };
}

/**
 * Reads at most `limit` bytes. What comes beyond is thrown away as it comes instead of breaking the line, so that the
 * sender can still read the refusal; the server's own time limit ends a sender that never stops.
 */
function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) return void chunks.push(chunk);
      chunks = [];
      reject(new Refusal('request.too_large'));
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
    request.once('aborted', () => reject(new Refusal('request.not_binary')));
  });
}
