import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { ConfigurationError } from '../../env';
import { ProviderError } from '../provider-error';
import type { Kms } from './alibaba-kms';
import { keyFileContent, type KeyFileContent, type KeyRing, keyRing } from './key-ring';
import { keyBytes, sealerOf } from './sealing';

/** A key file under a KMS: its content sealed by a data key that only the KMS can decrypt. */
const kmsFile = z.object({ kms: z.object({ keyId: z.string(), dataKey: z.string() }), sealed: z.string() });
const placeOfContent = 'key file';

export interface KeyFileOptions {
  /** A missing file is made (0600). */
  create: boolean;
  /** Decrypts the file at the start and is not asked again; a plain file is sealed by it and replaced. */
  kms?: Kms | undefined;
}

/**
 * Reads the keys from a local file.
 * @throws ConfigurationError where the file is missing or damaged, or where the KMS does not decrypt it.
 */
export async function openKeyFile(path: string, { create, kms }: KeyFileOptions): Promise<KeyRing> {
  if (!existsSync(path)) {
    if (!create) throw new ConfigurationError(`密钥文件 ${path} 不存在。请从备份恢复；没有它，已加密的个人信息无法读取。`);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, await textOf(newContent(), kms), { mode: 0o600, flag: 'wx' });
  }
  const read = contentOf(path);
  if ('kms' in read) return keyRing(await unsealed(path, read, kms));
  if (kms) replaceFile(path, await textOf(read, kms));
  return keyRing(read);
}

function newContent(): KeyFileContent {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    sealing: randomBytes(keyBytes).toString('base64'),
    index: randomBytes(keyBytes).toString('base64'),
    signing: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function contentOf(path: string): KeyFileContent | z.output<typeof kmsFile> {
  const parsed = z.union([kmsFile, keyFileContent]).safeParse(jsonOf(readFileSync(path, 'utf8')));
  if (!parsed.success) throw damaged(path);
  return parsed.data;
}

async function textOf(content: KeyFileContent, kms: Kms | undefined): Promise<string> {
  if (!kms) return JSON.stringify(content, null, 2);
  const { plain, encrypted } = await kms.newDataKey().catch(explain);
  // A file that nobody could open again must not replace one that can be opened.
  if (!plain.equals(await kms.decrypt(encrypted).catch(explain))) throw new ConfigurationError(`阿里云 KMS 密钥 ${kms.keyId} 不能解密它自己生成的数据密钥，密钥文件没有改动。请检查该密钥。`);
  const sealed = sealerOf(plain).seal(JSON.stringify(content), placeOfContent);
  return JSON.stringify({ kms: { keyId: kms.keyId, dataKey: encrypted }, sealed }, null, 2);
}

async function unsealed(path: string, file: z.output<typeof kmsFile>, kms: Kms | undefined): Promise<KeyFileContent> {
  const { keyId, dataKey } = file.kms;
  if (!kms) throw new ConfigurationError(`密钥文件 ${path} 由阿里云 KMS 密钥 ${keyId} 加密。请设置 KMS_KEY_ID、KMS_REGION、KMS_ACCESS_KEY_ID 和 KMS_ACCESS_KEY_SECRET 后重新启动。`);
  if (kms.keyId !== keyId) throw new ConfigurationError(`密钥文件 ${path} 由 KMS 密钥 ${keyId} 加密，而 KMS_KEY_ID 是 ${kms.keyId}。请改为加密它的那把密钥，或恢复对应的密钥文件。`);
  const key = await kms.decrypt(dataKey).catch(explain);
  try {
    return keyFileContent.parse(JSON.parse(sealerOf(key).open(file.sealed, placeOfContent)));
  } catch {
    throw damaged(path);
  }
}

/** @throws ConfigurationError in place of what the KMS or the way to it refused. */
function explain(error: unknown): never {
  if (!(error instanceof ProviderError)) throw error;
  const code = error.providerCode ? `（${error.providerCode}）` : '';
  throw new ConfigurationError(
    error.kind === 'rejected'
      ? `阿里云 KMS 拒绝了密钥文件的加密或解密${code}，服务没有启动。请检查 KMS_KEY_ID、KMS_ACCESS_KEY_ID、KMS_ACCESS_KEY_SECRET、主密钥的状态和 RAM 授权；密钥文件损坏时请从备份恢复。`
      : `阿里云 KMS 没有正常回应${code}，服务没有启动。请检查网络和 KMS_REGION、KMS_ENDPOINT 后重新启动。`,
  );
}

const damaged = (path: string) => new ConfigurationError(`密钥文件 ${path} 已损坏，请从备份恢复。`);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** All or nothing: whoever reads meanwhile finds the old file or the new one. */
function replaceFile(path: string, text: string): void {
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, text, { mode: 0o600 });
  renameSync(unfinished, path);
}
