import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { type Fault, playedOnConnection, sendTruncated } from '../faults';
import { readBody } from '../local-server';
import type { Certification, Certifications } from './certifications';
import { isSignedBy, parseV3Authorization, v3AnswerHeaders, v3RequestText } from './signing';

export type FaceOperation = 'face.initialize' | 'face.verify' | 'face.query';

export interface OpenApiOptions {
  appId: string;
  appPublicKey: string;
  alipayPrivateKey: string;
  foreignPrivateKey: string;
  certifications: Certifications;
  /** Where the person is sent; the id is put behind it. */
  facePageUrl(certifyId: string): string;
  take(operation: FaceOperation): Fault | undefined;
  heard(operation: FaceOperation, details: Record<string, unknown>): void;
}

const prefix = '/v3/datadigital/fincloud/generalsaas/face/certify/';
const operations: Record<string, FaceOperation> = {
  [`POST ${prefix}initialize`]: 'face.initialize',
  [`POST ${prefix}verify`]: 'face.verify',
  [`GET ${prefix}query`]: 'face.query',
};

const initialization = z.object({
  outer_order_no: z.string().regex(/^[0-9A-Za-z]{1,32}$/),
  biz_code: z.string().min(1),
  identity_param: z.object({
    identity_type: z.literal('CERT_INFO'),
    cert_type: z.literal('IDENTITY_CARD'),
    cert_name: z.string().min(1),
    cert_no: z.string().regex(/^\d{17}[\dX]$/),
  }),
  merchant_config: z.object({
    return_url: z.string().min(1),
    face_reserve_strategy: z.enum(['reserve', 'never']).optional(),
  }),
});

type Answer = [status: number, body: Record<string, unknown>];

/** V3 open API: face certification, signed in both directions. */
export async function answerOpenApi(options: OpenApiOptions, request: IncomingMessage, response: ServerResponse) {
  const target = request.url ?? '';
  const url = new URL(target, 'http://localhost');
  const operation = operations[`${request.method} ${url.pathname}`];
  const fault = operation && options.take(operation);
  if (playedOnConnection(fault, request, response)) return;
  const text = (await readBody(request)).toString();
  if (operation) options.heard(operation, { query: Object.fromEntries(url.searchParams), body: text });

  const [status, answer] =
    fault === 'refuse'
      ? refusal(400, 'ACCESS_FORBIDDEN', '无权限使用接口')
      : (refusedCaller(options, request, target, text) ?? answerTo(options, operation, text, url.searchParams));
  send(options, response, status, JSON.stringify(answer), fault);
}

function refusedCaller(
  options: OpenApiOptions,
  request: IncomingMessage,
  target: string,
  body: string,
): Answer | undefined {
  const authorization = parseV3Authorization(request.headers.authorization);
  if (!authorization || !authorization.nonce) return refusal(401, 'missing-signature', '缺少签名');
  if (authorization.appId !== options.appId) return refusal(400, 'invalid-app-id', '无效的AppID参数');
  if (!(Math.abs(authorization.timestamp - Date.now()) < 15 * 60_000))
    return refusal(400, 'invalid-timestamp', '非法的时间戳参数');
  const signed = v3RequestText(authorization.text, request.method ?? '', target, body);
  if (!isSignedBy(signed, authorization.signature, options.appPublicKey))
    return refusal(401, 'invalid-signature', '验签出错');
  return undefined;
}

function answerTo(
  options: OpenApiOptions,
  operation: FaceOperation | undefined,
  body: string,
  query: URLSearchParams,
): Answer {
  if (operation === 'face.initialize') {
    const parsed = initialization.safeParse(parseJson(body));
    if (!parsed.success)
      return refusal(400, 'INVALID_PARAMETER', `参数有误：${parsed.error.issues[0]?.path.join('.')}`);
    const { cert_name, cert_no } = parsed.data.identity_param;
    return [200, { certify_id: options.certifications.begin(cert_name, cert_no).id }];
  }
  if (operation === 'face.verify') {
    const parsed = z.object({ certify_id: z.string() }).safeParse(parseJson(body));
    const found = parsed.success && options.certifications.find(parsed.data.certify_id);
    return found ? [200, { certify_url: options.facePageUrl(found.id) }] : unknownCertification;
  }
  if (operation === 'face.query') {
    const found = options.certifications.find(query.get('certify_id') ?? '');
    return found ? [200, resultOf(found)] : unknownCertification;
  }
  return refusal(404, 'NOT_FOUND', '不存在的接口');
}

/** Undecided looks like failed, but without a reason: as with the real service. */
function resultOf(certification: Certification): Record<string, unknown> {
  if (certification.outcome === 'pass') return { passed: 'T' };
  if (certification.outcome === 'fail')
    return { passed: 'F', fail_reason: '人脸与身份证照片不一致，请由本人在光线充足处重新核验' };
  return { passed: 'F' };
}

function send(
  options: OpenApiOptions,
  response: ServerResponse,
  status: number,
  body: string,
  fault: Fault | undefined,
) {
  const key = fault === 'bad_signature' ? options.foreignPrivateKey : options.alipayPrivateKey;
  const headers = {
    'content-type': 'application/json;charset=utf-8',
    ...(fault === 'unsigned' ? {} : v3AnswerHeaders(body, key)),
  };
  const sent = fault === 'tampered' ? body.replace('"passed":"F"', '"passed":"T"').replace('http:', 'ftp:') : body;
  if (fault === 'truncated') sendTruncated(response, status, headers, Buffer.from(sent));
  else if (fault === 'lost_answer') response.destroy();
  else response.writeHead(status, headers).end(sent);
}

const refusal = (status: number, code: string, message: string): Answer => [status, { code, message, links: [] }];
const unknownCertification = refusal(400, 'CERTIFY_ID_NOT_EXIST', 'certify_id不存在或已过期');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
