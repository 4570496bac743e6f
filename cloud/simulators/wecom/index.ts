import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Call, note } from '../calls';
import { createFaults, type Fault, playedOnConnection, sendTruncated } from '../faults';
import { groupPage } from '../group-page';
import { secretWord } from '../keys';
import { listenLocally, readBody, sendHtml, sendJson } from '../local-server';
import { createGroups, type GroupTask, type Posted, refusal } from './groups';
import { firstFileOf } from './upload';

export type WecomOperation = 'webhook' | 'gettoken' | 'upload' | 'add_msg_template';

/** 企业微信: robots of groups, and the customer-group tasks of one corporation. Its page shows what the group has received. */
export interface WecomSimulator {
  url: string;
  env: Record<string, string>;
  calls: Call<WecomOperation>[];
  failNext(fault: Fault, operation?: WecomOperation): void;
  /** The key of the robot that is in the group. */
  robotKey: string;
  /** The robot was put out of the group. */
  removeRobot(): void;
  /** A group owner, and the customer groups that are theirs. */
  sender: string;
  chatIds: string[];
  /** What robots have posted, oldest first. */
  posts: readonly Posted[];
  tasks: readonly GroupTask[];
  close(): Promise<void>;
}

const corpId = 'ww0000000000000001';
const routes: Record<string, WecomOperation> = {
  'POST /cgi-bin/webhook/send': 'webhook',
  'GET /cgi-bin/gettoken': 'gettoken',
  'POST /cgi-bin/media/upload': 'upload',
  'POST /cgi-bin/externalcontact/add_msg_template': 'add_msg_template',
};

export async function startWecom({ directory, port }: { directory: string; port: number }): Promise<WecomSimulator> {
  const corpSecret = secretWord(directory, 'wecom-corp-secret');
  const word = secretWord(directory, 'wecom-robot');
  const robotKey = [word.slice(0, 8), word.slice(8, 12), word.slice(12, 16), word.slice(16, 20), word.slice(20)].join('-');
  const faults = createFaults<WecomOperation>();
  const calls: Call<WecomOperation>[] = [];
  const sender = 'mishuchang';
  const chatIds = ['wrOgQhDgAAMYQiS5ol9G7gK9JVAAAA01', 'wrOgQhDgAAMYQiS5ol9G7gK9JVAAAA02'];
  const groups = createGroups({ corp: { corpId, corpSecret }, robotKey, sender, chatIds });

  const resultOf = (operation: WecomOperation, query: URLSearchParams, body: Buffer, contentType: string): object => {
    if (operation === 'gettoken') return groups.newToken(query.get('corpid'), query.get('corpsecret'));
    if (operation === 'upload') return groups.refusedToken(query.get('access_token')) ?? groups.upload(query.get('type'), firstFileOf(body, contentType));
    const said = jsonOf(body);
    if (said === undefined) return refusal(47001, 'data format error');
    if (operation === 'webhook') return groups.post(query.get('key'), said);
    return groups.refusedToken(query.get('access_token')) ?? groups.addTask(said);
  };
  const answer = async (operation: WecomOperation, request: IncomingMessage, response: ServerResponse) => {
    const fault = faults.take(operation);
    if (playedOnConnection(fault, request, response)) return;
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    const body = await readBody(request, 12 * 1024 * 1024);
    note(calls, operation, { bytes: body.length });
    const result = faultyAnswer(fault) ?? resultOf(operation, searchParams, body, request.headers['content-type'] ?? '');
    const sent = Buffer.from(JSON.stringify(fault === 'tampered' ? { ok: true } : result));
    if (fault === 'truncated') sendTruncated(response, 200, { 'content-type': 'application/json' }, sent);
    else if (fault === 'lost_answer') response.destroy();
    else sendJson(response, 200, JSON.parse(sent.toString()));
  };

  const server = await listenLocally(port, async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const operation = routes[`${request.method} ${pathname}`];
    if (operation) return answer(operation, request, response);
    if (pathname === '/') {
      const hints = [`群机器人的密钥：${robotKey}`, `客户群群发的发送人：${sender}`, `客户群编号：${chatIds.join('，')}`];
      return sendHtml(response, 200, groupPage('模拟的企业微信群', hints, groups.said()));
    }
    sendJson(response, 404, { errcode: 404, errmsg: 'not found' });
  });
  const url = `http://127.0.0.1:${server.port}`;
  return {
    url,
    env: { WECOM_API_URL: url, WECOM_CORP_ID: corpId, WECOM_CORP_SECRET: corpSecret },
    calls,
    failNext: faults.failNext,
    robotKey,
    removeRobot: groups.removeRobot,
    sender,
    chatIds,
    posts: groups.posts,
    tasks: groups.tasks,
    close: server.close,
  };
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

function faultyAnswer(fault: Fault | undefined): object | undefined {
  if (fault === 'refuse' || fault === 'system_error') return refusal(-1, 'system error');
  return fault === 'rate_limited' ? refusal(45009, 'api freq out of limit') : undefined;
}
