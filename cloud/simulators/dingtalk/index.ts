import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { type Call, note } from '../calls';
import { createFaults, type Fault, playedOnConnection, sendTruncated } from '../faults';
import { groupPage } from '../group-page';
import { secretWord } from '../keys';
import { listenLocally, readBody, sendHtml, sendJson } from '../local-server';
import { createRate } from '../rate';

/** A message of the robot: markdown, with the address of the picture in it. */
export interface DingtalkPost {
  at: Date;
  title: string;
  text: string;
}

/** 钉钉: one robot in one group, whose only safety setting is the signature (加签). Its page shows what the group has received. */
export interface DingtalkSimulator {
  url: string;
  env: Record<string, string>;
  calls: Call<'send'>[];
  failNext(fault: Fault): void;
  robotToken: string;
  robotSecret: string;
  posts: readonly DingtalkPost[];
  close(): Promise<void>;
}

const message = z.object({ msgtype: z.literal('markdown'), markdown: z.object({ title: z.string().min(1), text: z.string().min(1).max(20_000) }) });
const refusal = (errcode: number, errmsg: string) => ({ errcode, errmsg });
/** A signature is good for an hour. */
const longestMs = 3600_000;

export async function startDingtalk({ directory, port }: { directory: string; port: number }): Promise<DingtalkSimulator> {
  const robotToken = secretWord(directory, 'dingtalk-robot-token', 32);
  const robotSecret = `SEC${secretWord(directory, 'dingtalk-robot-secret', 32)}`;
  const faults = createFaults<'send'>();
  const calls: Call<'send'>[] = [];
  const posts: DingtalkPost[] = [];
  const isLetThrough = createRate(20);

  const resultOf = (query: URLSearchParams, body: string): object => {
    if (query.get('access_token') !== robotToken) return refusal(300001, 'token is not exist');
    const timestamp = query.get('timestamp') ?? '';
    if (!/^\d{13}$/.test(timestamp) || Math.abs(new Date().getTime() - Number(timestamp)) > longestMs) return refusal(310000, 'invalid timestamp');
    if (!isSame(query.get('sign') ?? '', createHmac('sha256', robotSecret).update(`${timestamp}\n${robotSecret}`).digest('base64'))) return refusal(310000, 'sign not match');
    const parsed = message.safeParse(JSON.parse(body));
    if (!parsed.success) return refusal(400105, 'unsupported msgtype');
    const at = new Date();
    if (!isLetThrough(robotToken, at.getTime())) return refusal(410100, 'send too fast, exceed 20 times per minute');
    posts.push({ at, ...parsed.data.markdown });
    return refusal(0, 'ok');
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const fault = faults.take('send');
    if (playedOnConnection(fault, request, response)) return;
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    const body = (await readBody(request)).toString();
    note(calls, 'send', { bytes: body.length });
    const result = faultyAnswer(fault) ?? resultOf(searchParams, body);
    const sent = fault === 'tampered' ? { ok: true } : result;
    if (fault === 'truncated') sendTruncated(response, 200, { 'content-type': 'application/json' }, Buffer.from(JSON.stringify(sent)));
    else if (fault === 'lost_answer') response.destroy();
    else sendJson(response, 200, sent);
  };

  const server = await listenLocally(port, async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    if (request.method === 'POST' && pathname === '/robot/send') return answer(request, response);
    if (pathname === '/') {
      const shown = posts.map(({ at, text }) => ({ at, who: '通报机器人', text: text.replace(/!\[.*\]\(.*\)/, ''), ...pictureIn(text) }));
      return sendHtml(response, 200, groupPage('模拟的钉钉群', [`机器人的令牌：${robotToken}`, `加签密钥：${robotSecret}`], shown));
    }
    sendJson(response, 404, refusal(404, 'not found'));
  });
  const url = `http://127.0.0.1:${server.port}`;
  return { url, env: { DINGTALK_API_URL: url }, calls, failNext: (fault) => faults.failNext(fault), robotToken, robotSecret, posts, close: server.close };
}

const pictureIn = (text: string) => {
  const address = /!\[.*\]\((https?:[^)]+)\)/.exec(text)?.[1];
  return address ? { picture: address } : {};
};

const isSame = (one: string, other: string) => one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

function faultyAnswer(fault: Fault | undefined): object | undefined {
  if (fault === 'refuse' || fault === 'system_error') return refusal(-1, 'system busy');
  return fault === 'rate_limited' ? refusal(410100, 'send too fast') : undefined;
}
