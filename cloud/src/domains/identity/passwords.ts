import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Refusal, refuseField } from '../../http/errors';
import { commonPasswords } from './common-passwords';

/** argon2id, m = 19 MiB, t = 2, p = 1 (security.md 3). */
const argon = { memoryCost: 19456, timeCost: 2, parallelism: 1 };
/** A hash of nobody's password, so that an unknown name takes as long as a wrong password. */
const nobody = '$argon2id$v=19$m=19456,t=2,p=1$4yKhNVH3d4fpQwDMD5EsYg$+C4JvYu0gnXG3M5jvcKpRfl5rQiMduzM7c/I745bCGM';

/** Two at a time, so that a wave of log-ins leaves room for everybody else; who would wait for over a second is sent away. */
const atOnce = 2;
const mayWait = 60;

/** Password hashing with bounded work. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Whether a password belongs to a hash; without a hash the same work is done for nobody. @throws server.unavailable */
  matches(passwordHash: string | undefined, password: string): Promise<boolean>;
  /** How many comparisons were made since the start. */
  comparisons(): number;
}

export const hashPassword = (password: string) => hash(password, argon);

export function createPasswords(): Passwords {
  let running = 0;
  let compared = 0;
  const waiting: (() => void)[] = [];
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) {
      if (waiting.length >= mayWait) throw new Refusal('server.unavailable');
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  }
  return {
    hash: (password) => inTurn(() => hashPassword(password)),
    matches: (passwordHash, password) =>
      inTurn(() => {
        compared++;
        return verify(passwordHash ?? nobody, password).catch(() => false);
      }),
    comparisons: () => compared,
  };
}

/** Refuses a new password that anybody would try first; its length is the contract's business. @throws request.invalid */
export function ensureUncommon(password: string, username: string, field: string): void {
  const plain = password.toLowerCase();
  if (plain.includes(username)) refuseField(field, '密码里不要包含用户名，请换一个。');
  if (commonPasswords.has(plain) || /^(.)\1*$/.test(plain)) refuseField(field, '这个密码太常见，容易被猜到，请换一个。');
}

/** How long a temporary password opens the first log-in. */
export const temporaryPasswordHours = 72;
/** No letter or digit that is easily taken for another one. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password for the first log-in, such as `k7wm-2pqx-hv9t-c4rn`: 79 bits, easy to read out. */
export function newTemporaryPassword(): string {
  return Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join('-');
}
