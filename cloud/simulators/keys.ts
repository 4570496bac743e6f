import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads what an earlier start made, or makes it; only the owner of the folder may read it. */
function kept(directory: string, name: string, make: () => string): string {
  const file = join(directory, name);
  if (!existsSync(file)) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, make(), { mode: 0o600 });
    // Of two that make it at once, the first one's stays.
    try {
      linkSync(unfinished, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(unfinished);
    }
  }
  return readFileSync(file, 'utf8');
}

export interface KeyPair {
  /** PKCS#8 PEM. */
  privateKey: string;
  /** SPKI PEM. */
  publicKey: string;
}

const pem = {
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
} as const;

/** An RSA pair of 2048 bits that stays the same from start to start. */
export function rsaKeys(directory: string, name: string): KeyPair {
  const pair = kept(directory, `${name}.json`, () =>
    JSON.stringify(generateKeyPairSync('rsa', { modulusLength: 2048, ...pem })),
  );
  return JSON.parse(pair) as KeyPair;
}

/** A pair on the curve P-256, made in no time, that stays the same from start to start. */
export function curveKeys(directory: string, name: string): KeyPair {
  const pair = kept(directory, `${name}.json`, () =>
    JSON.stringify(generateKeyPairSync('ec', { namedCurve: 'P-256', ...pem })),
  );
  return JSON.parse(pair) as KeyPair;
}

/** A random word of letters and digits that stays the same from start to start. */
export function secretWord(directory: string, name: string, bytes = 16): string {
  return kept(directory, name, () => randomBytes(bytes).toString('hex'));
}
