import { z } from 'zod';
import type { WechatConfig } from '../login/wechat';
import { ProviderError } from '../provider-error';

export interface WechatApi {
  /** The `errcode` of a call that WeChat answered; 0 is success. @throws ProviderError */
  call(path: string, body: object): Promise<number>;
  /** What WeChat answers with a picture, JPEG or PNG. @throws ProviderError */
  fetchPicture(path: string, body: object): Promise<Buffer>;
}

const token = z.union([z.object({ errcode: z.int().refine((code) => code !== 0) }), z.object({ access_token: z.string().min(1).max(1024), expires_in: z.int().min(1) })]);
const answered = z.object({ errcode: z.int() });

/** The token was replaced or has run out, which we did not know. */
const badToken = [40001, 42001, 40014];
/** Busy, and quotas: later it works again. */
const passing = [-1, 45009, 45011];
/** How a JPEG and a PNG begin; a refusal comes as JSON in their place. */
const beginnings = [Buffer.from([0xff, 0xd8, 0xff]), Buffer.from([0x89, 0x50, 0x4e, 0x47])];
/** A token is not used in its last five minutes. */
const marginSeconds = 300;

/**
 * Calls with an access token (stable_token, which does not make other holders' tokens void). Token and secret stand in the request,
 * so no address goes into an error.
 */
export function createWechatApi(config: WechatConfig, timeoutMs: number, now: () => Date): WechatApi {
  let held: { token: string; until: number } | undefined;
  let asking: Promise<string> | undefined;

  const post = async <Said>(operation: string, path: string, body: object, read: (answer: Response) => Promise<Said>): Promise<Said> => {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const answer = await fetch(new URL(path, config.apiUrl), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), redirect: 'error', signal });
      if (!answer.ok) throw new ProviderError('unavailable', 'wechat', operation, `http-${answer.status}`);
      return await read(answer);
    } catch (error) {
      if (error instanceof ProviderError) throw error;
      if (signal.aborted) throw new ProviderError('timeout', 'wechat', operation);
      throw new ProviderError('unavailable', 'wechat', operation, (error as { cause?: { code?: string } }).cause?.code);
    }
  };
  const askToken = async (): Promise<string> => {
    const said = await post('stable_token', '/cgi-bin/stable_token', { grant_type: 'client_credential', appid: config.appId, secret: config.appSecret, force_refresh: false }, async (answer) => parse(token, await answer.json(), 'stable_token'));
    if ('errcode' in said) throw failure('stable_token', said.errcode);
    held = { token: said.access_token, until: now().getTime() + (said.expires_in - marginSeconds) * 1000 };
    return held.token;
  };
  /** One request for all who wait. */
  const currentToken = async () => (held && held.until > now().getTime() ? held.token : await (asking ??= askToken().finally(() => (asking = undefined))));

  /** Once more with a new token, where WeChat says that the one in hand is void. */
  const ask = async <Said extends { errcode: number }>(operation: string, path: string, body: object, read: (answer: Response) => Promise<Said>): Promise<Said> => {
    for (let again = true; ; again = false) {
      const used = await currentToken();
      const said = await post(operation, `${path}?${new URLSearchParams({ access_token: used })}`, body, read);
      if (!badToken.includes(said.errcode)) {
        if (passing.includes(said.errcode)) throw failure(operation, said.errcode);
        return said;
      }
      if (held?.token === used) held = undefined;
      if (!again) throw failure(operation, said.errcode);
    }
  };

  return {
    async call(path, body) {
      const operation = operationOf(path);
      return (await ask(operation, path, body, async (answer) => parse(answered, await answer.json(), operation))).errcode;
    },
    async fetchPicture(path, body) {
      const operation = operationOf(path);
      const said = await ask(operation, path, body, async (answer): Promise<{ errcode: number; picture?: Buffer }> => {
        const bytes = Buffer.from(await answer.arrayBuffer());
        if (beginnings.some((beginning) => bytes.subarray(0, beginning.length).equals(beginning))) return { errcode: 0, picture: bytes };
        const { errcode } = parse(answered, JSON.parse(bytes.toString()), operation);
        if (errcode === 0) throw new ProviderError('untrusted_answer', 'wechat', operation, 'no-picture');
        return { errcode };
      });
      if (!said.picture) throw failure(operation, said.errcode);
      return said.picture;
    },
  };
}

const operationOf = (path: string) => path.split('/').slice(-2).join('.');

/** What an `errcode` that nobody handles comes to. */
export const failure = (operation: string, errcode: number) => new ProviderError(passing.includes(errcode) ? 'unavailable' : 'rejected', 'wechat', operation, errcode);

function parse<Schema extends z.ZodType>(schema: Schema, said: unknown, operation: string): z.output<Schema> {
  const parsed = schema.safeParse(said);
  if (!parsed.success) throw new ProviderError('untrusted_answer', 'wechat', operation, 'unexpected-shape');
  return parsed.data;
}
