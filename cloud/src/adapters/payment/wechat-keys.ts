import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { ProviderError } from '../provider-error';
import { sealed, unseal } from './wechat-cipher';
import { isSignedBy } from './wechat-proof';
import type { WechatPayConfig } from './wechat-signer';
import { refusalIn, type WechatAnswer } from './wechat-transport';

/** By whose keys WeChat Pay's answers and notices are checked. */
export interface PlatformKeys {
  /** Undefined for a serial number that WeChat Pay does not use. @throws ProviderError where it cannot be asked */
  keyOf(serial: string): Promise<KeyObject | undefined>;
}

export interface PlatformKeysOptions {
  config: WechatPayConfig;
  /** `GET /v3/certificates`, read but not checked: only its own content can prove it. */
  fetchCertificates(): Promise<WechatAnswer>;
  now: () => Date;
}

/** WeChat changes certificates with weeks of notice, and asks to look at least twice a day. */
const keptMs = 12 * 3600_000;
/** A forged serial number makes us ask no more often than this. */
const pauseMs = 60_000;
const pauseAfterFailureMs = 5_000;

const listed = z.object({ data: z.array(z.object({ serial_no: z.string().regex(/^[0-9A-Fa-f]{8,64}$/), encrypt_certificate: sealed })) });

/** Both ways that merchants have: the public key that is configured, and the platform certificates that are asked for. */
export function createPlatformKeys({ config, fetchCertificates, now }: PlatformKeysOptions): PlatformKeys {
  const fixed = new Map(config.publicKey ? [[config.publicKey.id.toUpperCase(), createPublicKey(config.publicKey.pem)]] : []);
  let certificates = new Map<string, X509Certificate>();
  let readAt = -Infinity;
  let notBefore = -Infinity;
  let failure: unknown;
  let asking: Promise<void> | undefined;

  const ask = async () => {
    try {
      certificates = await readCertificates(await fetchCertificates());
      failure = undefined;
      readAt = now().getTime();
      notBefore = readAt + pauseMs;
    } catch (error) {
      failure = error;
      notBefore = now().getTime() + pauseAfterFailureMs;
    }
  };
  /** A certificate proves by the APIv3 key that it comes from WeChat Pay, and then the answer that brought it. */
  const readCertificates = async (answer: WechatAnswer) => {
    // A merchant with the public key has no certificates.
    if (answer.status === 404) return new Map<string, X509Certificate>();
    if (answer.status !== 200) throw refusalIn(answer, 'certificates');
    const { data } = parse(listed, answer.body);
    const found = new Map<string, X509Certificate>();
    for (const { serial_no, encrypt_certificate } of data) {
      const certificate = certificateIn(unseal(encrypt_certificate, config.apiV3Key));
      if (certificate?.serialNumber !== serial_no.toUpperCase()) throw distrust('unreadable-certificate');
      found.set(certificate.serialNumber, certificate);
    }
    const [timestamp, nonce, serial, signature] = ['timestamp', 'nonce', 'serial', 'signature'].map((name) => answer.header(`wechatpay-${name}`) ?? '') as [string, string, string, string];
    const key = fixed.get(serial.toUpperCase()) ?? found.get(serial.toUpperCase())?.publicKey;
    if (!key || !isSignedBy(key, { timestamp, nonce, signature }, answer.body)) throw distrust('wrong-signature');
    return found;
  };
  const known = (serial: string) => {
    const certificate = certificates.get(serial);
    return certificate && Date.parse(certificate.validTo) > now().getTime() ? certificate.publicKey : undefined;
  };

  return {
    async keyOf(serial) {
      const key = fixed.get(serial);
      if (key || serial.startsWith('PUB_KEY_ID_')) return key;
      const time = now().getTime();
      const wanted = !known(serial) || time - readAt > keptMs;
      if (wanted && time >= notBefore) await (asking ??= ask().finally(() => (asking = undefined)));
      const found = known(serial);
      if (!found && failure) throw failure;
      return found;
    },
  };
}

const distrust = (code: string) => new ProviderError('untrusted_answer', 'wechat-pay', 'certificates', code);

function certificateIn(pem: string | undefined): X509Certificate | undefined {
  try {
    return pem === undefined ? undefined : new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, body: Buffer): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(body.toString('utf8')));
  } catch {
    throw distrust('unexpected-shape');
  }
}
