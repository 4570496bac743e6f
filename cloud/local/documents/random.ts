import { createHash } from 'node:crypto';

/** Numbers that look random and are the same for the same seed, so that a made picture is the same on every machine. */
export interface Random {
  /** 0 ≤ n < 1. */
  next(): number;
  between(low: number, high: number): number;
  /** Both ends included. */
  integer(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  chance(share: number): boolean;
  /** `length` characters of an alphabet. */
  text(alphabet: string, length: number): string;
}

/** A stream of its own for each seed (sfc32, seeded by SHA-256). */
export function randomOf(seed: string): Random {
  const digest = createHash('sha256').update(seed).digest();
  let [a, b, c, d] = [0, 4, 8, 12].map((at) => digest.readInt32LE(at)) as [number, number, number, number];
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  const integer = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    integer,
    between: (low, high) => low + next() * (high - low),
    pick: (list) => list[integer(0, list.length - 1)]!,
    chance: (share) => next() < share,
    text: (alphabet, length) => Array.from({ length }, () => alphabet[integer(0, alphabet.length - 1)]).join(''),
  };
}
