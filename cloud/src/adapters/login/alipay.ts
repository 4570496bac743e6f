import { z } from 'zod';
import type { AlipayClient } from '../alipay-client';
import { ProviderError } from '../provider-error';
import { LoginCodeInvalid, type LoginProvider } from './login';

const method = 'alipay.system.oauth.token';
const codeRefusals = ['isv.code-invalid', 'isv.code-is-old', 'isv.code-used', 'isv.code-expired'];

/** New applications get an `open_id`, old ones a `user_id`. The SDK writes names in camel case. */
const answer = z.union([
  z.object({ openId: z.string().min(1).max(128) }).transform(({ openId }) => openId),
  z.object({ userId: z.string().min(1).max(128) }).transform(({ userId }) => userId),
]);

/** Login inside Alipay. */
export function createAlipayLogin(client: AlipayClient, now: () => Date): LoginProvider {
  return {
    async openIdOf(code) {
      const params = { grantType: 'authorization_code', code, timestamp: shanghaiTime(now()) };
      const parsed = answer.safeParse(await client.exec(method, params).catch(rethrow));
      if (!parsed.success) throw new ProviderError('untrusted_answer', 'alipay', method, 'unexpected-shape');
      return parsed.data;
    },
  };
}

function rethrow(error: unknown): never {
  if (error instanceof ProviderError && codeRefusals.includes(error.providerCode ?? '')) {
    throw new LoginCodeInvalid(error.message);
  }
  throw error;
}

/** Alipay expects Shanghai's clock; the SDK would send that of the server's zone. */
const shanghaiTime = (moment: Date) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' }).format(
    moment,
  );
