import { forget, recall, remember } from './storage';

interface Intent {
  key: string;
  fingerprint: string;
}

/** A UUID v4. It only tells requests of one account apart, so an ordinary random source is enough. */
export function newKey(): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (letter) => {
    const random = Math.floor(Math.random() * 16);
    return (letter === 'x' ? random : (random & 3) | 8).toString(16);
  });
}

/**
 * The Idempotency-Key of what the user wants now: the same request, sent again after a lost answer or a killed app,
 * keeps its key; a changed one gets a new key.
 */
export function keyOfIntent(path: string, body: unknown): string {
  const fingerprint = fingerprintOf(JSON.stringify(body ?? null));
  const open = recall<Intent>(`intent:${path}`);
  if (open?.fingerprint === fingerprint) return open.key;
  const key = newKey();
  remember(`intent:${path}`, { key, fingerprint } satisfies Intent);
  return key;
}

/** The server has answered for good: the next request of this kind is a new intent. */
export function settleIntent(path: string): void {
  forget(`intent:${path}`);
}

/** FNV-1a over the text, twice with different seeds: tells bodies apart without keeping what they say. */
function fingerprintOf(text: string): string {
  const hash = (seed: number) => {
    let value = seed;
    for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 16777619);
    return (value >>> 0).toString(16);
  };
  return hash(2166136261) + hash(40389);
}
