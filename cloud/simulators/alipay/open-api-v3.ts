import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Fault, playedOnConnection, sendTruncated } from '../faults';
import { readBody } from '../local-server';
import { type Answer, refusal } from './answers';
import { type AlipayPlatform, type App, serialOf } from './apps';
import { type FaceOperation, faceRoutes } from './faces';
import { isSignedBy, parseV3Authorization, v3AnswerHeaders, v3RequestText } from './signing';
import { type TradeOperation, tradeRoutes } from './trades';

export type V3Operation = FaceOperation | TradeOperation;

export interface OpenApiOptions {
  apps: App[];
  platform: AlipayPlatform;
  foreignPrivateKey: string;
  take(operation: V3Operation): Fault | undefined;
  heard(operation: V3Operation, details: Record<string, unknown>): void;
  answerTo(operation: V3Operation, app: App, body: string, query: URLSearchParams): Answer;
}

const routes: Record<string, V3Operation> = { ...faceRoutes, ...tradeRoutes };

/** V3 open API, signed in both directions. */
export async function answerOpenApi(options: OpenApiOptions, request: IncomingMessage, response: ServerResponse) {
  const target = request.url ?? '';
  const url = new URL(target, 'http://localhost');
  const operation = routes[`${request.method} ${url.pathname}`];
  const fault = operation && options.take(operation);
  if (playedOnConnection(fault, request, response)) return;
  const text = (await readBody(request)).toString();
  const caller = callerOf(options, request, target, text);
  if (operation) options.heard(operation, { query: Object.fromEntries(url.searchParams), body: text, certified: 'app' in caller && caller.certified });

  const [status, answer] = faultyAnswer(fault) ?? ('refused' in caller ? caller.refused : operation ? options.answerTo(operation, caller.app, text, url.searchParams) : refusal(404, 'NOT_FOUND', '不存在的接口'));
  const serial = 'app' in caller && caller.certified ? serialOf(options.platform.platformCertificate()) : undefined;
  send(options, response, status, JSON.stringify(answer), fault, serial);
}

function faultyAnswer(fault: Fault | undefined): Answer | undefined {
  if (fault === 'refuse') return refusal(400, 'ACCESS_FORBIDDEN', '无权限使用接口');
  if (fault === 'system_error') return refusal(500, 'ACQ.SYSTEM_ERROR', '系统错误');
  return fault === 'rate_limited' ? refusal(429, 'app-call-limited', '应用调用次数超限') : undefined;
}

type Caller = { app: App; certified: boolean } | { refused: Answer };

function callerOf({ apps, platform }: OpenApiOptions, request: IncomingMessage, target: string, body: string): Caller {
  const authorization = parseV3Authorization(request.headers.authorization);
  if (!authorization || !authorization.nonce) return { refused: refusal(401, 'missing-signature', '缺少签名') };
  const app = apps.find(({ appId }) => appId === authorization.appId);
  if (!app) return { refused: refusal(400, 'invalid-app-id', '无效的AppID参数') };
  if (!(Math.abs(authorization.timestamp - Date.now()) < 15 * 60_000)) return { refused: refusal(400, 'invalid-timestamp', '非法的时间戳参数') };
  const signed = v3RequestText(authorization.text, request.method ?? '', target, body);
  if (!isSignedBy(signed, authorization.signature, app.keys.publicKey)) return { refused: refusal(401, 'invalid-signature', '验签出错') };
  const certified = authorization.appCertSn !== undefined;
  if (certified) {
    const { application, root } = platform.certificatesOf(app);
    if (authorization.appCertSn !== serialOf(application)) return { refused: refusal(400, 'invalid-app-cert-sn', '应用公钥证书序列号错误') };
    if (request.headers['alipay-root-cert-sn'] !== serialOf(root)) return { refused: refusal(400, 'invalid-alipay-root-cert-sn', '支付宝根证书序列号错误') };
  }
  return { app, certified };
}

function send(options: OpenApiOptions, response: ServerResponse, status: number, body: string, fault: Fault | undefined, serial: string | undefined) {
  const key = fault === 'bad_signature' ? options.foreignPrivateKey : options.platform.privateKey();
  const headers = {
    'content-type': 'application/json;charset=utf-8',
    ...(fault === 'unsigned' ? {} : v3AnswerHeaders(body, key)),
    ...(serial ? { 'alipay-sn': serial } : {}),
  };
  const sent = fault === 'tampered' ? tampered(body) : body;
  if (fault === 'truncated') sendTruncated(response, status, headers, Buffer.from(sent));
  else if (fault === 'lost_answer') response.destroy();
  else response.writeHead(status, headers).end(sent);
}

/** A pass out of a failure, another page, another amount: what somebody in between would like to say. */
const tampered = (body: string) => body.replace('"passed":"F"', '"passed":"T"').replace('http:', 'ftp:').replace(/"(total_amount|refund_amount)":"\d/, '"$1":"9').replace('"trade_no":"2', '"trade_no":"9');
