import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Call, note } from '../calls';
import { createFaults, type Fault, playedOnConnection, sendTruncated } from '../faults';
import { secretWord } from '../keys';
import { listenLocally, readBody, sendJson } from '../local-server';
import { answerCodeRequest, createLoginCodes, openIdOf } from '../login-codes';

export type WechatOperation = 'jscode2session' | 'stable_token';

/** 微信开放接口: the mini-program login and the access token. */
export interface WechatSimulator {
  url: string;
  env: Record<string, string>;
  calls: Call<WechatOperation>[];
  failNext(fault: Fault, operation?: WechatOperation): void;
  /** A one-time login code, as `wx.login` gives it. */
  issueCode(user: string): string;
  close(): Promise<void>;
}

const appId = 'wx0000000000000001';
/** WeChat answers JSON as plain text, always with status 200. */
const textType = { 'content-type': 'text/plain' };

export async function startWechat({ directory, port }: { directory: string; port: number }): Promise<WechatSimulator> {
  const appSecret = secretWord(directory, 'wechat-app-secret');
  const codes = createLoginCodes();
  const faults = createFaults<WechatOperation>();
  const calls: Call<WechatOperation>[] = [];

  const session = (query: URLSearchParams) => {
    const refused = refusedApp(query.get('appid'), query.get('secret'));
    if (refused) return refused;
    if (query.get('grant_type') !== 'authorization_code') return refusal(40002, 'invalid grant_type');
    const redeemed = codes.redeem(query.get('js_code') ?? '');
    if ('refusal' in redeemed) {
      return redeemed.refusal === 'used' ? refusal(40163, 'code been used') : refusal(40029, 'invalid code');
    }
    return { session_key: randomBytes(16).toString('base64'), openid: `o${openIdOf('wechat', redeemed.user)}` };
  };
  const token = (body: Record<string, unknown>) => {
    const refused = refusedApp(body.appid, body.secret);
    if (refused) return refused;
    if (body.grant_type !== 'client_credential') return refusal(40002, 'invalid grant_type');
    return { access_token: randomBytes(32).toString('base64url'), expires_in: 7200 };
  };
  const refusedApp = (givenId: unknown, givenSecret: unknown) => {
    if (givenId !== appId) return refusal(40013, 'invalid appid');
    return givenSecret === appSecret ? undefined : refusal(40125, 'invalid appsecret');
  };

  const answer = async (operation: WechatOperation, request: IncomingMessage, response: ServerResponse) => {
    const fault = faults.take(operation);
    if (playedOnConnection(fault, request, response)) return;
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    const body = (await readBody(request)).toString();
    note(calls, operation, { ...Object.fromEntries(searchParams), secret: undefined });
    const faulty =
      fault === 'refuse'
        ? refusal(-1, 'system error')
        : fault === 'rate_limited'
          ? refusal(45011, 'api minute-quota reach limit')
          : undefined;
    const result =
      faulty ??
      (operation === 'stable_token' ? token(JSON.parse(body) as Record<string, unknown>) : session(searchParams));
    const sent = Buffer.from(JSON.stringify(fault === 'tampered' ? { session_key: 'no openid' } : result));
    if (fault === 'truncated') sendTruncated(response, 200, textType, sent);
    else if (fault === 'lost_answer') response.destroy();
    else response.writeHead(200, textType).end(sent);
  };

  const server = await listenLocally(port, async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    if (request.method === 'GET' && pathname === '/sns/jscode2session')
      return answer('jscode2session', request, response);
    if (request.method === 'POST' && pathname === '/cgi-bin/stable_token')
      return answer('stable_token', request, response);
    if (pathname === '/simulator/codes') return answerCodeRequest(codes, request, response);
    sendJson(response, 404, { errcode: 404, errmsg: 'not found' });
  });
  const url = `http://127.0.0.1:${server.port}`;
  return {
    url,
    env: { WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret, WECHAT_API_URL: url },
    calls,
    failNext: faults.failNext,
    issueCode: codes.issue,
    close: server.close,
  };
}

const refusal = (errcode: number, errmsg: string) => ({
  errcode,
  errmsg: `${errmsg}, rid: ${randomBytes(8).toString('hex')}`,
});
