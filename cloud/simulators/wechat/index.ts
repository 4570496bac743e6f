import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Call, note } from '../calls';
import { createFaults, type Fault, playedOnConnection, sendTruncated } from '../faults';
import { secretWord } from '../keys';
import { listenLocally, openToBrowsers, readBody, sendJson } from '../local-server';
import { answerCodeRequest, createLoginCodes, openIdOf } from '../login-codes';
import { drawCode, type DrawnCode } from './codes';
import { createServices, refusal, type SentMessage, type Shipment } from './services';

export type WechatOperation = 'jscode2session' | 'stable_token' | 'subscribe' | 'shipping' | 'code';

/** 微信开放接口: the mini-program login, the access token, 订阅消息, 发货信息 and 小程序码. */
export interface WechatSimulator {
  url: string;
  appId: string;
  env: Record<string, string>;
  calls: Call<WechatOperation>[];
  failNext(fault: Fault, operation?: WechatOperation): void;
  /** A one-time login code, as `wx.login` gives it. */
  issueCode(user: string): string;
  /** The open id of a user of `issueCode`. */
  openIdOf(user: string): string;
  /** The person agrees to one more message, as in `wx.requestSubscribeMessage`; the dues' template where none is named. */
  acceptMessage(openId: string, templateId?: string): void;
  messages: readonly SentMessage[];
  shipments: readonly Shipment[];
  codes: readonly DrawnCode[];
  /** The mini-program is published with these pages alone. */
  publishPages(pages: readonly string[]): void;
  /** All access tokens that were given out are void. */
  revokeTokens(): void;
  close(): Promise<void>;
}

export interface WechatOptions {
  directory: string;
  port: number;
  /** Whether this merchant's order was paid by this person; WeChat asks its own WeChat Pay. */
  isPaid?: (mchid: string, orderNumber: string, openId: string) => boolean;
}

const appId = 'wx0000000000000001';
const duesTemplateId = 'simulated-template-of-dues-0000000000000001';
const bulletinTemplateId = 'simulated-template-of-bulletins-000000001';
const templateIds = [duesTemplateId, bulletinTemplateId];
/** The pages that codes are asked for. */
const publishedPages = ['domains/statistics/bulletin/index'];
/** WeChat answers JSON as plain text, always with status 200. */
const textType = { 'content-type': 'text/plain' };
const routes: Record<string, WechatOperation> = {
  'GET /sns/jscode2session': 'jscode2session',
  'POST /cgi-bin/stable_token': 'stable_token',
  'POST /cgi-bin/message/subscribe/send': 'subscribe',
  'POST /wxa/sec/order/upload_shipping_info': 'shipping',
  'POST /wxa/getwxacodeunlimit': 'code',
};

export async function startWechat({ directory, port, isPaid = () => true }: WechatOptions): Promise<WechatSimulator> {
  const appSecret = secretWord(directory, 'wechat-app-secret');
  const codes = createLoginCodes();
  const faults = createFaults<WechatOperation>();
  const calls: Call<WechatOperation>[] = [];
  const services = createServices({ templateIds, isPaid });
  const drawn: DrawnCode[] = [];
  let pages: readonly string[] = publishedPages;
  const openId = (user: string) => `o${openIdOf('wechat', user)}`;

  const session = (query: URLSearchParams) => {
    const refused = refusedApp(query.get('appid'), query.get('secret'));
    if (refused) return refused;
    if (query.get('grant_type') !== 'authorization_code') return refusal(40002, 'invalid grant_type');
    const redeemed = codes.redeem(query.get('js_code') ?? '');
    if ('refusal' in redeemed) {
      return redeemed.refusal === 'used' ? refusal(40163, 'code been used') : refusal(40029, 'invalid code');
    }
    return { session_key: randomBytes(16).toString('base64'), openid: openId(redeemed.user) };
  };
  const token = (body: Record<string, unknown>) => {
    const refused = refusedApp(body.appid, body.secret);
    if (refused) return refused;
    if (body.grant_type !== 'client_credential') return refusal(40002, 'invalid grant_type');
    return services.newToken();
  };
  const refusedApp = (givenId: unknown, givenSecret: unknown) => {
    if (givenId !== appId) return refusal(40013, 'invalid appid');
    return givenSecret === appSecret ? undefined : refusal(40125, 'invalid appsecret');
  };
  const code = async (content: unknown): Promise<object> => {
    const outcome = await drawCode(content, pages);
    if ('refused' in outcome) return outcome.refused;
    drawn.push(outcome.drawn);
    return outcome.picture;
  };
  /** What is said as JSON, or the bytes of a picture. */
  const resultOf = async (operation: WechatOperation, query: URLSearchParams, body: string): Promise<object> => {
    if (operation === 'jscode2session') return session(query);
    const content = JSON.parse(body) as Record<string, unknown>;
    if (operation === 'stable_token') return token(content);
    const refused = services.refusedToken(query.get('access_token'));
    if (refused) return refused;
    if (operation === 'code') return code(content);
    return operation === 'subscribe' ? services.send(content) : services.ship(content);
  };

  const answer = async (operation: WechatOperation, request: IncomingMessage, response: ServerResponse) => {
    const fault = faults.take(operation);
    if (playedOnConnection(fault, request, response)) return;
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    const body = (await readBody(request)).toString();
    note(calls, operation, { ...Object.fromEntries(searchParams), secret: undefined, ...(operation === 'stable_token' ? {} : { body }) });
    const result = faultyAnswer(fault) ?? (await resultOf(operation, searchParams, body));
    const said = fault === 'tampered' ? { session_key: 'no openid' } : result;
    const sent = Buffer.isBuffer(said) ? said : Buffer.from(JSON.stringify(said));
    const type = operation === 'code' ? { 'content-type': Buffer.isBuffer(said) ? 'image/jpeg' : 'application/json; encoding=utf-8' } : textType;
    if (fault === 'truncated') sendTruncated(response, 200, type, sent);
    else if (fault === 'lost_answer') response.destroy();
    else response.writeHead(200, type).end(sent);
  };

  /** `POST /simulator/subscriptions {"user", "templateId"?}`: the person of the browser preview agrees to one message, of the dues where no template is named. */
  const answerAcceptance = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.method === 'OPTIONS') return void response.writeHead(204, openToBrowsers).end();
    const { user, templateId = duesTemplateId } = JSON.parse((await readBody(request, 10_000)).toString()) as { user?: unknown; templateId?: unknown };
    const template = templateIds.find((one) => one === templateId);
    if (typeof user !== 'string' || !template) return sendJson(response, 400, {}, openToBrowsers);
    services.accept(openId(user), template);
    sendJson(response, 200, { [template]: 'accept' }, openToBrowsers);
  };

  const server = await listenLocally(port, async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const operation = routes[`${request.method} ${pathname}`];
    if (operation) return answer(operation, request, response);
    if (pathname === '/simulator/codes') return answerCodeRequest(codes, request, response);
    if (pathname === '/simulator/subscriptions') return answerAcceptance(request, response);
    sendJson(response, 404, { errcode: 404, errmsg: 'not found' });
  });
  const url = `http://127.0.0.1:${server.port}`;
  return {
    url,
    appId,
    env: { WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret, WECHAT_API_URL: url, WECHAT_DUES_TEMPLATE_ID: duesTemplateId, WECHAT_BULLETIN_TEMPLATE_ID: bulletinTemplateId },
    calls,
    failNext: faults.failNext,
    issueCode: codes.issue,
    openIdOf: openId,
    acceptMessage: (person, templateId = duesTemplateId) => services.accept(person, templateId),
    messages: services.messages,
    shipments: services.shipments,
    codes: drawn,
    publishPages: (published) => void (pages = published),
    revokeTokens: services.revokeTokens,
    close: server.close,
  };
}

function faultyAnswer(fault: Fault | undefined): object | undefined {
  if (fault === 'refuse' || fault === 'system_error') return refusal(-1, 'system error');
  return fault === 'rate_limited' ? refusal(45011, 'api minute-quota reach limit') : undefined;
}
