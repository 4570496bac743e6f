import { createCipheriv, createDecipheriv, createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign, verify } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** The system's own keys: sealing personal data, finding it again, and signing what people show to others. */
export interface KeyRing {
  /** AES-256-GCM; `place` (table, column, row id) is bound in, so a value moved elsewhere does not open. */
  seal(plain: string, place: string): string;
  /** @throws where the value was changed, moved, or sealed by another key. */
  open(sealed: string, place: string): string;
  /** Blind index: HMAC-SHA256, 128 bits in hex; equal values of one kind give equal indexes. */
  index(kind: string, plain: string): string;
  /** Ed25519 over a short statement. */
  sign(statement: Buffer): Buffer;
  verify(statement: Buffer, signature: Buffer): boolean;
}

const file = z.object({ sealing: z.string(), index: z.string(), signing: z.string() });

/**
 * Reads the keys from a local file; with `create` a missing file is made (0600).
 * @throws where the file is missing or damaged, with what to do.
 */
export function openKeyFile(path: string, { create }: { create: boolean }): KeyRing {
  if (!existsSync(path)) {
    if (!create) throw new Error(`密钥文件 ${path} 不存在。请从备份恢复；没有它，已加密的个人信息无法读取。`);
    writeKeyFile(path);
  }
  const parsed = file.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`密钥文件 ${path} 已损坏，请从备份恢复。`);
  return keyRing(parsed.data);
}

function writeKeyFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  const content = {
    sealing: randomBytes(32).toString('base64'),
    index: randomBytes(32).toString('base64'),
    signing: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  };
  writeFileSync(path, JSON.stringify(content, null, 2), { mode: 0o600, flag: 'wx' });
}

function keyRing(keys: z.output<typeof file>): KeyRing {
  const sealing = Buffer.from(keys.sealing, 'base64');
  const indexing = Buffer.from(keys.index, 'base64');
  const signing: KeyObject = createPrivateKey(keys.signing);
  const checking = createPublicKey(signing);
  return {
    seal(plain, place) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealing, iv).setAAD(Buffer.from(place));
      const parts = [iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return `v1:${Buffer.concat(parts).toString('base64')}`;
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed.slice('v1:'.length), 'base64');
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, 12)).setAAD(Buffer.from(place));
      decipher.setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
    },
    index: (kind, plain) => createHmac('sha256', indexing).update(`${kind}|${plain}`).digest('hex').slice(0, 32),
    sign: (statement) => sign(null, statement, signing),
    verify: (statement, signature) => verify(null, statement, checking, signature),
  };
}
