import type { IncomingMessage } from 'node:http';
import { PassThrough, Readable } from 'node:stream';
import busboy from 'busboy';
import type Koa from 'koa';
import type { ErrorCode } from '@yongche/contract';
import { type DiskForm, DoorRefused, type DiskStorage } from '../../../adapters/storage/disk-storage';
import type { Deps } from '../../../deps';
import { Refusal } from '../../../http/errors';
import { receiveImage } from '../../transactions/images';
import { withTerminals } from '../../transactions/image-terminals';
import { presentImage } from '../../transactions/present';
import { diskDoorsPath } from './open-stores';

const codes: Record<DoorRefused['why'], ErrorCode> = { untrusted: 'storage.form_refused', expired: 'storage.form_refused', too_small: 'storage.form_refused', too_large: 'request.too_large', exists: 'storage.object_exists' };

/**
 * The doors of a store on a disk, for phones and browsers that have a signed form or address and nothing else: they answer as OSS does
 * (200 with the picture as it was received, 203 where it is stored but could not be received, 409 where it is there already).
 */
export function diskDoors(deps: Deps): Koa.Middleware {
  const { disk } = deps.stores;
  return async (koa, next) => {
    if (!disk || koa.path !== diskDoorsPath) return next();
    try {
      if (koa.method === 'POST') await takeUpload(deps, disk, koa);
      else if (koa.method === 'GET' || koa.method === 'HEAD') await giveFile(disk, koa);
      else await next();
    } catch (error) {
      throw error instanceof DoorRefused ? new Refusal(codes[error.why]) : error;
    }
  };
}

async function takeUpload(deps: Deps, disk: DiskStorage, koa: Koa.Context): Promise<void> {
  const { variables } = await readForm(koa.req, disk);
  koa.status = 200;
  koa.body = '';
  if (!variables?.image) return;
  try {
    const image = await receiveImage(deps, variables.image, { author: { kind: 'system' }, origin: { requestId: String(koa.state.requestId), ip: koa.ip } });
    await withTerminals(deps.db.manager, [image]);
    koa.body = { image: presentImage(image) };
  } catch (error) {
    // As OSS: it is stored, and who sent it asks again.
    deps.log.warn({ err: error }, 'an upload on the disk could not be received yet');
    koa.status = 203;
  }
}

/** Fields first, `file` last. @throws DoorRefused, ProviderError, storage.form_refused where it is no such form */
function readForm(request: IncomingMessage, disk: DiskStorage): Promise<DiskForm> {
  return new Promise<DiskForm>((resolve, reject) => {
    const fields = new Map<string, string>();
    const refused = () => new Refusal('storage.form_refused');
    let seen = false;
    const refuse = (error: unknown) => {
      request.unpipe();
      // Read to its end, so that the sender reads the refusal.
      request.resume();
      reject(error as Error);
    };
    const form = parserOf(request);
    if (!form) return refuse(refused());
    form.on('field', (name, value) => {
      if (!seen) fields.set(name, value);
    });
    form.on('file', (name, file: Readable) => {
      seen = true;
      // The parser ends a file that broke off as if it were whole; through this it breaks here too.
      const bytes = new PassThrough();
      file.on('error', (error) => bytes.destroy(error));
      request.once('aborted', () => bytes.destroy(new Error('the sender hung up')));
      file.pipe(bytes);
      bytes.on('error', () => file.resume());
      try {
        if (name !== 'file') throw refused();
        const given = disk.formOf(fields);
        disk.take(given, bytes).then(() => resolve(given), refuse);
      } catch (error) {
        file.resume();
        refuse(error);
      }
    });
    form.on('error', () => refuse(refused()));
    form.on('close', () => {
      if (!seen) refuse(refused());
    });
    request.once('aborted', () => form.destroy());
    request.pipe(form);
  });
}

function parserOf(request: IncomingMessage): busboy.Busboy | undefined {
  try {
    return busboy({ headers: request.headers, limits: { fieldNameSize: 100, fieldSize: 4096, fields: 10, files: 1 }, defParamCharset: 'utf8' });
  } catch {
    return undefined;
  }
}

async function giveFile(disk: DiskStorage, koa: Koa.Context): Promise<void> {
  const { key, name } = disk.wantedBy(new URLSearchParams(koa.querystring));
  const about = await disk.stat(key);
  if (!about) throw new Refusal('request.not_found');
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(koa.get('Range')) ?? [];
  const from = Number(first ?? 0);
  const to = Math.min(last ? Number(last) : about.bytes - 1, about.bytes - 1);
  const isPart = first !== undefined && from <= to;
  koa.set({ 'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`, 'Accept-Ranges': 'bytes', 'Cache-Control': 'no-store' });
  koa.type = about.contentType ?? 'application/octet-stream';
  koa.status = isPart ? 206 : 200;
  if (isPart) koa.set('Content-Range', `bytes ${from}-${to}/${about.bytes}`);
  koa.body = Readable.from(isPart ? firstOf(disk.readStream(key, from), to - from + 1) : disk.readStream(key), { objectMode: false });
  koa.length = isPart ? to - from + 1 : about.bytes;
}

async function* firstOf(pieces: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const piece of pieces) {
    yield piece.subarray(0, left);
    left -= piece.length;
    if (left <= 0) return;
  }
}
