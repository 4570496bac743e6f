import { createDecipheriv } from 'node:crypto';
import { z } from 'zod';

/** What WeChat Pay seals with the APIv3 key: notices, platform certificates. */
export const sealed = z.object({
  algorithm: z.literal('AEAD_AES_256_GCM'),
  ciphertext: z.base64().max(200_000),
  nonce: z.string().min(1).max(16),
  associated_data: z.string().max(64).default(''),
});

const tagLength = 16;

/** The content, if key, nonce, associated data and tag fit; undefined otherwise. */
export function unseal({ ciphertext, nonce, associated_data }: z.output<typeof sealed>, apiV3Key: string): string | undefined {
  const bytes = Buffer.from(ciphertext, 'base64');
  if (bytes.length < tagLength) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', apiV3Key, nonce, { authTagLength: tagLength });
  decipher.setAAD(Buffer.from(associated_data));
  decipher.setAuthTag(bytes.subarray(-tagLength));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(0, -tagLength)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
