import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { openToBrowsers, readBody, sendJson } from './local-server';

const lifetimeMs = 5 * 60_000;

/** One-time login codes: good for five minutes and one exchange. */
export interface LoginCodes {
  /** A code for the person called `user`; the same user has the same open id for ever. */
  issue(user: string): string;
  /** The user of a code, which is then used up; or why there is none. */
  redeem(code: string): { user: string } | { refusal: 'unknown' | 'used' };
}

export function createLoginCodes(): LoginCodes {
  const codes = new Map<string, { user: string; expiresAt: number; used: boolean }>();
  return {
    issue(user) {
      for (const [code, entry] of codes) if (entry.expiresAt < Date.now()) codes.delete(code);
      const code = randomBytes(16).toString('hex');
      codes.set(code, { user, expiresAt: Date.now() + lifetimeMs, used: false });
      return code;
    },
    redeem(code) {
      const entry = codes.get(code);
      if (!entry || entry.expiresAt < Date.now()) return { refusal: 'unknown' };
      if (entry.used) return { refusal: 'used' };
      entry.used = true;
      return { user: entry.user };
    },
  };
}

/** The open id that an app of this provider sees for a user. */
export function openIdOf(provider: string, user: string): string {
  return createHash('sha256').update(`${provider}:${user}`).digest('base64url').slice(0, 27);
}

/** `POST /simulator/codes {"user"}` → `{"code"}`: what `wx.login` and `my.getAuthCode` give inside the real apps, for the browser preview. */
export async function answerCodeRequest(codes: LoginCodes, request: IncomingMessage, response: ServerResponse) {
  if (request.method === 'OPTIONS') {
    response.writeHead(204, openToBrowsers).end();
    return;
  }
  const user = userIn(await readBody(request, 10_000));
  if (request.method !== 'POST' || !user) sendJson(response, 400, { message: 'POST {"user": "…"}' }, openToBrowsers);
  else sendJson(response, 200, { code: codes.issue(user) }, openToBrowsers);
}

function userIn(body: Buffer): string | undefined {
  try {
    const { user } = JSON.parse(body.toString()) as { user?: unknown };
    return typeof user === 'string' && user.length > 0 && user.length <= 100 ? user : undefined;
  } catch {
    return undefined;
  }
}
