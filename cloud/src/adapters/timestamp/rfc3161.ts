import { createHash, randomBytes } from 'node:crypto';
import { element, inside } from 'yongche-verify/der.cjs';
import { verifyTimestamp } from 'yongche-verify/timestamp.cjs';
import { systemClock } from '../../clock';
import { ProviderError } from '../provider-error';
import type { TimestampAuthority } from './timestamp';

export interface TsaConfig {
  /** Where requests are sent; user and password in it go as Basic authentication. */
  url: string;
  /** The root certificate in PEM, got from the authority by another way. */
  certificate: string;
}

const operation = 'stamp';
/** A token is some thousand bytes with its certificates. */
const mostBytes = 64 * 1024;
/** Our clock and the authority's may differ by so much. */
const mostSkewMs = 5 * 60_000;

/** A time stamp authority by RFC 3161 over HTTP; what it answers is believed only after it has been proven, nonce and time included. */
export function createRfc3161Authority({ url, certificate }: TsaConfig, { timeoutMs = 10_000, now = systemClock.now } = {}): TimestampAuthority {
  const { address, headers } = targetOf(url);
  const failed = (kind: ProviderError['kind'], code?: unknown) => new ProviderError(kind, 'tsa', operation, code);

  async function ask(body: Buffer): Promise<Buffer> {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(address, { method: 'POST', headers, body: new Uint8Array(body), signal, redirect: 'error' });
      if (response.status >= 500) throw failed('unavailable', `http-${response.status}`);
      if (!response.ok) throw failed('rejected', `http-${response.status}`);
      if (!response.headers.get('content-type')?.startsWith('application/timestamp-reply')) throw failed('untrusted_answer', 'content-type');
      return await limited(response);
    } catch (error) {
      if (error instanceof ProviderError) throw error;
      if (signal.aborted) throw failed('timeout');
      throw failed('unavailable', (error as { cause?: { code?: string } }).cause?.code);
    }
  }

  async function limited(response: Response): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > mostBytes) throw failed('untrusted_answer', 'too-large');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  return {
    async stamp(bytes) {
      const nonce = newNonce();
      const token = tokenOf(await ask(requestOf(bytes, nonce)), failed);
      const proven = attempt(() => verifyTimestamp(token, { stamped: bytes, roots: [certificate] }), () => failed('untrusted_answer', 'token'));
      if (proven.nonce !== nonce.toString('hex')) throw failed('untrusted_answer', 'nonce');
      if (Math.abs(proven.at.getTime() - now().getTime()) > mostSkewMs) throw failed('untrusted_answer', 'time');
      return { token, at: proven.at, authority: proven.authority };
    },
  };
}

function targetOf(url: string): { address: URL; headers: Record<string, string> } {
  const address = new URL(url);
  const { username, password } = address;
  address.username = address.password = '';
  const basic = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  return { address, headers: { 'content-type': 'application/timestamp-query', ...(username ? { authorization: `Basic ${basic}` } : {}) } };
}

/** Eight bytes of which the first is neither 0 nor negative, so that they stand in DER as they are. */
function newNonce(): Buffer {
  const nonce = randomBytes(8);
  nonce[0] = (nonce[0]! & 0x3f) | 0x40;
  return nonce;
}

/** TimeStampReq: version 1, SHA-256 of the bytes, nonce, and the wish for the signer's certificate; all of fixed length. */
function requestOf(bytes: Buffer, nonce: Buffer): Buffer {
  const imprint = createHash('sha256').update(bytes).digest();
  return Buffer.concat([Buffer.from('3043020101' + '3031300d060960864801650304020105000420', 'hex'), imprint, Buffer.from('0208', 'hex'), nonce, Buffer.from('0101ff', 'hex')]);
}

/** The token of a TimeStampResp. @throws ProviderError where it was not granted */
function tokenOf(answer: Buffer, failed: (kind: ProviderError['kind'], code?: unknown) => ProviderError): Buffer {
  const { status, token } = attempt(
    () => {
      const [info, signed] = inside(element(answer));
      return { status: inside(info)[0]?.content[0], token: signed?.raw };
    },
    () => failed('untrusted_answer', 'unexpected-shape'),
  );
  // granted, granted with changes
  if (status !== 0 && status !== 1) throw failed('rejected', `status-${status}`);
  if (!token) throw failed('untrusted_answer', 'no-token');
  return token;
}

function attempt<T>(work: () => T, failure: () => Error): T {
  try {
    return work();
  } catch {
    throw failure();
  }
}
