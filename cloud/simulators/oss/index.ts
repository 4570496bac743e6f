import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { type Call, note } from '../calls';
import { createFaults, type Fault, playedOnConnection } from '../faults';
import { rsaKeys, secretWord } from '../keys';
import { listenLocally, openToBrowsers } from '../local-server';
import { type ObjectRequest, answerObjectRequest } from './objects';
import { openObjectStore, type StoredObject } from './object-store';
import { errorXml, notBuilt, OssError } from './oss-error';
import { openLifecycle } from './lifecycle';
import { answerParts, openUploads, type PartsOperation, partsOperationOf } from './parts';
import { type Account, verifyRequest } from './signature';
import { answerUpload, type CallbackSwitch } from './uploads';

export type OssOperation = 'post' | 'get' | 'head' | 'put' | 'delete' | 'list' | 'callback' | PartsOperation;

/** 对象存储 OSS: one private bucket in a folder, V4 signatures only. */
export interface OssSimulator {
  url: string;
  env: Record<string, string>;
  calls: Call<OssOperation>[];
  /** `callback` faults: bad_signature, foreign_key_url, tampered. */
  failNext(fault: Fault, operation?: OssOperation): void;
  /** Uploads are stored, but nobody is called or answered until released; an uploader who hangs up is never called for. */
  holdCallbacks(): void;
  releaseCallbacks(): void;
  /** How many uploaders wait for it. */
  readonly waitingCallbacks: number;
  /** While true uploads are stored, nobody is called, and the uploader reads 203 CallbackFailed. */
  dropCallbacks: boolean;
  objects(): StoredObject[];
  /** Keys of multipart uploads that were begun and neither completed nor aborted. */
  unfinished(): string[];
  close(): Promise<void>;
}

const region = 'oss-cn-hangzhou';
const usualBucket = 'yongche-local';
const keyPath = '/.simulator/callback-keys/callback_pub_key_v1.pem';

/** `bucket`: its name, where two of them stand side by side. */
export async function startOss({ directory, keys = directory, port, bucket = usualBucket }: { directory: string; keys?: string; port: number; bucket?: string }): Promise<OssSimulator> {
  const account: Account = {
    accessKeyId: `LTAI${secretWord(directory, 'oss-access-key-id', 8)}`,
    accessKeySecret: secretWord(directory, 'oss-access-key-secret'),
    region: region.replace('oss-', ''),
    bucket,
  };
  const callbackKeys = rsaKeys(keys, 'oss-callback');
  const foreignKeys = rsaKeys(keys, 'foreign');
  const store = openObjectStore(join(directory, 'oss', bucket));
  const uploads = openUploads(store);
  const lifecycle = openLifecycle(join(directory, 'oss', `${bucket}.lifecycle.xml`));
  const faults = createFaults<OssOperation>();
  const calls: Call<OssOperation>[] = [];
  const callbacks: CallbackSwitch = { held: undefined, waiting: 0, dropped: false };
  let release: () => void = () => undefined;

  const answer = async (request: IncomingMessage, response: ServerResponse, requestId: string) => {
    const target = parseTarget(request.url ?? '');
    if (target.path === keyPath) {
      response.writeHead(200, { 'content-type': 'text/plain' }).end(callbackKeys.publicKey);
      return;
    }
    const operation = partsOperationOf(request.method, target) ?? operationOf(request, target.key);
    const fault = faults.take(operation);
    if (playedOnConnection(fault, request, response)) return;
    if (fault === 'refuse') throw new OssError(403, 'AccessDenied', 'You have no right to access this object.');
    if (operation === 'post') {
      if (target.key || target.query.length > 0) throw notBuilt('POST of anything but a form to the bucket');
      const keys = {
        privateKey: callbackKeys.privateKey,
        foreignPrivateKey: foreignKeys.privateKey,
        publicKeyUrl: `${url}${keyPath}`,
      };
      const heard = (details: Record<string, unknown>) => note(calls, 'post', details);
      const takeCallbackFault = () => faults.take('callback');
      return answerUpload({
        account,
        store,
        keys,
        callbacks,
        request,
        response,
        requestId,
        fault,
        takeCallbackFault,
        heard,
      });
    }
    verifyRequest(account, { method: request.method ?? '', headers: request.headers, ...target }, Date.now());
    const { key } = target;
    const query = new Map(target.query);
    note(calls, operation, { key, query: Object.fromEntries(query) });
    if (!key && query.has('lifecycle')) return lifecycle.answer(request, response);
    const asked: ObjectRequest = { store, bucket, key, query, request, response, fault };
    const partsOperation = partsOperationOf(request.method, target);
    return partsOperation ? answerParts(partsOperation, uploads, asked) : answerObjectRequest(asked);
  };

  const server = await listenLocally(port, async (request, response) => {
    const requestId = randomBytes(12).toString('hex').toUpperCase();
    for (const [name, value] of Object.entries({
      ...openToBrowsers,
      server: 'AliyunOSS',
      'x-oss-request-id': requestId,
    })) {
      response.setHeader(name, value);
    }
    if (request.method === 'OPTIONS') {
      response.writeHead(200).end();
      return;
    }
    try {
      await answer(request, response, requestId);
    } catch (error) {
      if (response.headersSent || response.destroyed) return;
      if (!(error instanceof OssError)) throw error;
      sendError(error, request, response, requestId);
    }
  });
  const url = `http://localhost:${server.port}`;

  return {
    url,
    env: {
      OSS_ACCESS_KEY_ID: account.accessKeyId,
      OSS_ACCESS_KEY_SECRET: account.accessKeySecret,
      OSS_REGION: region,
      OSS_BUCKET: bucket,
      OSS_ENDPOINT: url,
      OSS_CALLBACK_KEY_URL: `${url}${keyPath.slice(0, keyPath.lastIndexOf('/') + 1)}`,
    },
    calls,
    failNext: faults.failNext,
    holdCallbacks() {
      callbacks.held ??= new Promise((resolve) => (release = resolve));
    },
    releaseCallbacks() {
      release();
      callbacks.held = undefined;
    },
    get waitingCallbacks() {
      return callbacks.waiting;
    },
    get dropCallbacks() {
      return callbacks.dropped;
    },
    set dropCallbacks(dropped) {
      callbacks.dropped = dropped;
    },
    objects: store.all,
    unfinished: () => uploads.all().map(({ key }) => key),
    close() {
      release();
      return server.close();
    },
  };
}

/** Names and values as they were before they went into the URL; a plus is a plus. */
function parseTarget(target: string): { path: string; key: string; query: [string, string][] } {
  const [path = '/', search = ''] = target.split('?', 2);
  const query = search
    .split('&')
    .filter(Boolean)
    .map((pair): [string, string] => {
      const [name = '', ...value] = pair.split('=');
      return [decoded(name), decoded(value.join('='))];
    });
  return { path, key: decoded(path.slice(1)), query };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new OssError(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
}

function operationOf(request: IncomingMessage, key: string): OssOperation {
  if (request.method === 'POST') return 'post';
  if (request.method === 'GET') return key ? 'get' : 'list';
  if (request.method === 'HEAD') return 'head';
  return request.method === 'DELETE' ? 'delete' : 'put';
}

function sendError(error: OssError, request: IncomingMessage, response: ServerResponse, requestId: string) {
  const xml = errorXml(error, requestId, request.headers.host ?? '');
  if (request.method === 'HEAD') response.setHeader('x-oss-err', Buffer.from(xml).toString('base64'));
  request.resume();
  response
    .writeHead(error.status, { 'content-type': 'application/xml' })
    .end(request.method === 'HEAD' ? undefined : xml);
}
