import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Fault, type Faults, playedOnConnection, sendTruncated } from '../faults';
import { readBody, sendJson } from '../local-server';
import { type Answer, refusal } from './api';
import type { Merchant } from './merchants';
import { isSignedBy, parseAuthorization, type PlatformSigner, proof, requestText } from './signing';

export type ApiOperation = 'order' | 'query' | 'close' | 'refund' | 'refund_query' | 'certificates' | 'bill' | 'bill_download';

export interface WireOptions {
  merchants: Merchant[];
  faults: Pick<Faults<ApiOperation>, 'take'>;
  /** Who signs the answer, where the caller asks for a signer by this serial. */
  signer(asked: string | undefined): PlatformSigner;
  foreignPrivateKey: string;
  heard(operation: ApiOperation, details: Record<string, unknown>): void;
  answerTo(operation: ApiOperation, merchant: Merchant, url: URL, body: unknown): Answer;
  /** The file that a token of an answer stands for. */
  download(token: string): Buffer | undefined;
}

const faultyAnswers: Partial<Record<Fault, Answer>> = {
  refuse: refusal(403, 'NO_AUTH', '商户无此接口权限'),
  rate_limited: refusal(429, 'FREQUENCY_LIMITED', '频率超限，请降低请求频率'),
  system_error: refusal(500, 'SYSTEM_ERROR', '系统异常，请用相同参数重新调用'),
};

/** One call of the API: the caller's signature is checked, the answer is signed. */
export async function answerApi(options: WireOptions, operation: ApiOperation, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const fault = options.faults.take(operation);
  if (playedOnConnection(fault, request, response)) return;
  const body = (await readBody(request)).toString();
  const asked = request.headers['wechatpay-serial'] as string | undefined;
  options.heard(operation, { path: url.pathname, body: parseJson(body), signerWanted: asked });
  const merchant = callerOf(options.merchants, request, body);
  if (operation === 'bill_download' && merchant) return sendBill(response, options.download(url.searchParams.get('token') ?? ''), fault);
  const refused = merchant ? undefined : refusal(401, 'SIGN_ERROR', '签名错误，请检查后再试');
  const [status, said] = (fault && faultyAnswers[fault]) ?? refused ?? options.answerTo(operation, merchant!, url, parseJson(body));
  send(options, response, status, said ? JSON.stringify(said) : '', fault, asked);
}

function callerOf(merchants: Merchant[], request: IncomingMessage, body: string): Merchant | undefined {
  const authorization = parseAuthorization(request.headers.authorization);
  const merchant = merchants.find(({ mchid, certificate }) => mchid === authorization?.mchid && certificate.serial === authorization.serial_no);
  if (!authorization || !merchant || !(Math.abs(Number(authorization.timestamp) - Date.now() / 1000) <= 300)) return undefined;
  const text = requestText(authorization, request.method ?? '', request.url ?? '', body);
  return isSignedBy(text, authorization.signature, merchant.certificate.keys.publicKey) ? merchant : undefined;
}

function send(options: WireOptions, response: ServerResponse, status: number, body: string, fault: Fault | undefined, asked: string | undefined): void {
  const signer = {
    ...options.signer(asked),
    ...(fault === 'bad_signature' ? { privateKey: options.foreignPrivateKey } : {}),
    ...(fault === 'unknown_serial' ? { serial: randomBytes(20).toString('hex').toUpperCase() } : {}),
  };
  const headers = { 'content-type': 'application/json; charset=utf-8', 'request-id': randomUUID(), ...(fault === 'unsigned' ? {} : proof(body, signer, fault === 'stale' ? 600 : 0)) };
  // The last figure is another one.
  const sent = fault === 'tampered' ? body.replace(/\d(?=\D*$)/, (last) => (last === '7' ? '8' : '7')) : body;
  if (fault === 'truncated') sendTruncated(response, status, headers, Buffer.from(sent));
  else if (fault === 'lost_answer') response.destroy();
  else response.writeHead(status, headers).end(sent);
}

/** The file itself is not signed; its hash was, with the answer that named it. */
function sendBill(response: ServerResponse, file: Buffer | undefined, fault: Fault | undefined): void {
  if (!file) return sendJson(response, 400, { code: 'INVALID_REQUEST', message: 'token已失效' });
  const sent = fault === 'tampered' ? Buffer.from(file.toString().replace('SUCCESS', 'REVOKED')) : file;
  if (fault === 'truncated') return sendTruncated(response, 200, { 'content-type': 'text/plain' }, sent);
  response.writeHead(200, { 'content-type': 'text/plain' }).end(sent);
}

/** Which operation a method and a path are. */
export function operationOf(method: string, path: string): ApiOperation | undefined {
  const routes: [string, RegExp, ApiOperation][] = [
    ['POST', /^\/v3\/pay\/transactions\/jsapi$/, 'order'],
    ['GET', /^\/v3\/pay\/transactions\/out-trade-no\/[^/]+$/, 'query'],
    ['POST', /^\/v3\/pay\/transactions\/out-trade-no\/[^/]+\/close$/, 'close'],
    ['POST', /^\/v3\/refund\/domestic\/refunds$/, 'refund'],
    ['GET', /^\/v3\/refund\/domestic\/refunds\/[^/]+$/, 'refund_query'],
    ['GET', /^\/v3\/certificates$/, 'certificates'],
    ['GET', /^\/v3\/bill\/tradebill$/, 'bill'],
    ['GET', /^\/v3\/billdownload\/file$/, 'bill_download'],
  ];
  return routes.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
