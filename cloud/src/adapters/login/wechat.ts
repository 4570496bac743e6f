import { z } from 'zod';
import { ProviderError } from '../provider-error';
import { LoginCodeInvalid, type LoginProvider } from './login';

export interface WechatConfig {
  appId: string;
  appSecret: string;
  /** Origin of WeChat's API, https://api.weixin.qq.com. */
  apiUrl: string;
}

const operation = 'jscode2session';
const unknownCode = 40029;
const usedCode = 40163;
/** Busy, and the quotas of a minute and a day: later it works again. */
const passing = [-1, 45009, 45011];

/** `session_key` is left out, and with that thrown away: nothing here decrypts WeChat's data. */
const answer = z.union([
  z.object({ errcode: z.int().refine((code) => code !== 0) }),
  z.object({ openid: z.string().min(1).max(128) }),
]);

/** Login inside WeChat. The secret stands in the URL, as WeChat wants it: so no URL goes into an error. */
export function createWechatLogin(config: WechatConfig, timeoutMs: number): LoginProvider {
  const failed = (kind: ProviderError['kind'], code?: unknown) => new ProviderError(kind, 'wechat', operation, code);

  const ask = async (code: string): Promise<unknown> => {
    const query = new URLSearchParams({
      appid: config.appId,
      secret: config.appSecret,
      js_code: code,
      grant_type: 'authorization_code',
    });
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(new URL(`/sns/jscode2session?${query}`, config.apiUrl), {
        signal,
        redirect: 'error',
      });
      if (!response.ok) throw failed('unavailable', `http-${response.status}`);
      return await response.json();
    } catch (error) {
      if (error instanceof ProviderError) throw error;
      if (signal.aborted) throw failed('timeout');
      throw failed('unavailable', (error as { cause?: { code?: string } }).cause?.code);
    }
  };

  return {
    async openIdOf(code) {
      const parsed = answer.safeParse(await ask(code));
      if (!parsed.success) throw failed('untrusted_answer', 'unexpected-shape');
      if ('openid' in parsed.data) return parsed.data.openid;
      const { errcode } = parsed.data;
      if (errcode === unknownCode || errcode === usedCode)
        throw new LoginCodeInvalid(`wechat ${operation}: ${errcode}`);
      throw failed(passing.includes(errcode) ? 'unavailable' : 'rejected', errcode);
    },
  };
}
