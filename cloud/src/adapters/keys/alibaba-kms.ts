import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { systemClock } from '../../clock';
import { ProviderError } from '../provider-error';
import { acsHeaders, canonicalQuery } from './acs-signature';
import { keyBytes } from './sealing';

export interface KmsConfig {
  keyId: string;
  /** Such as `cn-hangzhou`. */
  region: string;
  accessKeyId: string;
  accessKeySecret: string;
  /** Where it differs from the region's usual address. */
  endpoint?: string;
}

/** 密钥管理服务: keeps a master key that never leaves it, and makes and decrypts data keys. Asked at the start only. */
export interface Kms {
  keyId: string;
  /** A new key of 256 bits, and the same one encrypted by the master key. @throws ProviderError */
  newDataKey(): Promise<{ plain: Buffer; encrypted: string }>;
  /** @throws ProviderError, `rejected` where the KMS does not know the key, or the caller may not use it. */
  decrypt(encrypted: string): Promise<Buffer>;
}

const dataKey = z.base64().transform((text) => Buffer.from(text, 'base64')).refine((key) => key.length === keyBytes);
const generated = z.object({ KeyId: z.string(), Plaintext: dataKey, CiphertextBlob: z.string().min(1) });
const decrypted = z.object({ KeyId: z.string(), Plaintext: dataKey });
const refusal = z.object({ Code: z.string() });
/** Refusals that are about the moment, not about the request. */
const passing = /^(Throttling|InternalFailure|ServiceUnavailable)/;

/** Alibaba Cloud KMS by its shared gateway (`GenerateDataKey`, `Decrypt` of 2016-01-20). */
export function createAlibabaKms({ keyId, region, endpoint, ...credentials }: KmsConfig, { timeoutMs = 5000, now = systemClock.now } = {}): Kms {
  const address = new URL(endpoint ?? `https://kms.${region}.aliyuncs.com`);

  async function call<Answer>(action: string, query: Record<string, string>, answer: z.ZodType<Answer>): Promise<Answer> {
    const failed = (kind: ProviderError['kind'], code?: unknown) => new ProviderError(kind, 'kms', action, code);
    const date = now().toISOString().replace(/\.\d+Z$/, 'Z');
    const headers = acsHeaders({ host: address.host, action, version: '2016-01-20', query, date, nonce: randomUUID() }, credentials);
    const signal = AbortSignal.timeout(timeoutMs);
    let status: number;
    let body: unknown;
    try {
      const response = await fetch(new URL(`/?${canonicalQuery(query)}`, address), { method: 'POST', headers: { ...headers, accept: 'application/json' }, signal, redirect: 'error' });
      status = response.status;
      body = await response.json();
    } catch (error) {
      if (signal.aborted) throw failed('timeout');
      throw error instanceof SyntaxError ? failed('unavailable', 'not-json') : failed('unavailable', (error as { cause?: { code?: string } }).cause?.code);
    }
    if (status !== 200) {
      const code = refusal.safeParse(body).data?.Code ?? `http-${status}`;
      throw failed(status >= 500 || passing.test(code) ? 'unavailable' : 'rejected', code);
    }
    const parsed = answer.safeParse(body);
    if (!parsed.success) throw failed('untrusted_answer', 'unexpected-shape');
    return parsed.data;
  }

  return {
    keyId,
    async newDataKey() {
      const { Plaintext, CiphertextBlob } = await call('GenerateDataKey', { KeyId: keyId, KeySpec: 'AES_256' }, generated);
      return { plain: Plaintext, encrypted: CiphertextBlob };
    },
    async decrypt(encrypted) {
      return (await call('Decrypt', { CiphertextBlob: encrypted }, decrypted)).Plaintext;
    },
  };
}
