import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Fault, playedOnConnection, sendTruncated } from '../faults';
import { readBody } from '../local-server';
import { type LoginCodes, openIdOf } from '../login-codes';
import { type AlipayPlatform, type App, serialOf } from './apps';
import { gatewayText, isSignedBy, sign } from './signing';

export interface GatewayOptions {
  app: App;
  platform: AlipayPlatform;
  /** Another key, for answers that must not be believed. */
  foreignPrivateKey: string;
  codes: LoginCodes;
  take(): Fault | undefined;
  heard(method: string, params: Record<string, string>): void;
}

interface Answer {
  key: string;
  inner: Record<string, string>;
  /** The real gateway leaves refusals of the request itself unsigned. */
  signed: boolean;
}

const jsonType = { 'content-type': 'text/html;charset=utf-8' };

/** V2 gateway (`/gateway.do`): checks the caller's RSA2 signature and signs the exact text of its answer. */
export async function answerGateway(options: GatewayOptions, request: IncomingMessage, response: ServerResponse) {
  const fault = options.take();
  if (playedOnConnection(fault, request, response)) return;
  const params = new URL(request.url ?? '', 'http://localhost').searchParams;
  for (const [name, value] of new URLSearchParams((await readBody(request)).toString())) params.set(name, value);
  options.heard(params.get('method') ?? '', Object.fromEntries(params));

  const { key, inner, signed } =
    fault === 'refuse' ? refusal('isp.unknow-error', '系统繁忙', true) : answer(options, params);
  // Slashes go out escaped, and it is this text that is signed: nobody may verify a re-serialisation.
  const text = JSON.stringify(inner).replaceAll('/', '\\/');
  const signature = sign(text, fault === 'bad_signature' ? options.foreignPrivateKey : options.platform.privateKey());
  const sent = fault === 'tampered' ? text.replace(/"open_id":"./, '"open_id":"~') : text;
  const certificate = params.has('app_cert_sn') ? `,"alipay_cert_sn":"${serialOf(options.platform.platformCertificate())}"` : '';
  const body = signed && fault !== 'unsigned' ? `{"${key}":${sent}${certificate},"sign":"${signature}"}` : `{"${key}":${sent}}`;
  if (fault === 'truncated') sendTruncated(response, 200, jsonType, Buffer.from(body));
  else if (fault === 'lost_answer') response.destroy();
  else response.writeHead(200, jsonType).end(body);
}

function answer(options: GatewayOptions, params: URLSearchParams): Answer {
  if (params.get('app_id') !== options.app.appId) return refusal('isv.invalid-app-id', '无效的AppID参数', false);
  if (params.get('sign_type') !== 'RSA2') return refusal('isv.invalid-signature-type', '无效的签名类型', false);
  if (!isSignedBy(gatewayText(params), params.get('sign') ?? '', options.app.keys.publicKey)) {
    return refusal('isv.invalid-signature', '验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配', false);
  }
  if (!isShanghaiNow(params.get('timestamp') ?? '')) return refusal('isv.invalid-timestamp', '非法的时间戳参数', false);
  if (params.get('method') !== 'alipay.system.oauth.token')
    return refusal('isv.invalid-method', '不存在的方法名', false);
  if (params.get('grant_type') !== 'authorization_code') return refusal('isv.grant-type-invalid', '授权类型无效', true);
  return exchange(options.codes, params.get('code') ?? '');
}

function exchange(codes: LoginCodes, code: string): Answer {
  const redeemed = codes.redeem(code);
  if ('refusal' in redeemed) return refusal('isv.code-invalid', '授权码code无效', true);
  return {
    key: 'alipay_system_oauth_token_response',
    signed: true,
    inner: {
      open_id: openIdOf('alipay', redeemed.user),
      access_token: `authbseB/${randomBytes(16).toString('hex')}`,
      refresh_token: `authbseB/${randomBytes(16).toString('hex')}`,
      expires_in: '1296000',
      re_expires_in: '2592000',
    },
  };
}

const refusal = (subCode: string, subMessage: string, signed: boolean): Answer => ({
  key: 'error_response',
  inner: { code: '40002', msg: 'Invalid Arguments', sub_code: subCode, sub_msg: subMessage },
  signed,
});

/** `yyyy-MM-dd HH:mm:ss` in Shanghai, wherever the caller's server stands. */
function isShanghaiNow(timestamp: string): boolean {
  const at = Date.parse(`${timestamp.replace(' ', 'T')}+08:00`);
  return Math.abs(at - Date.now()) < 15 * 60_000;
}
