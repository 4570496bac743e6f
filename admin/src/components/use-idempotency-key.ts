import { useRef } from 'react';
import { isPassing, isRefusal } from '../api';

/**
 * One Idempotency-Key per intent: a retry of the same content after a lost answer carries the same key, so that the
 * server acts once. A definite answer, good or bad, ends the intent.
 */
export function useIdempotencyKey() {
  const intent = useRef<{ content: string; key: string }>(undefined);
  return {
    keyFor(content: unknown): string {
      const written = JSON.stringify(content);
      if (intent.current?.content !== written) intent.current = { content: written, key: crypto.randomUUID() };
      return intent.current.key;
    },
    settle(error: unknown): void {
      if (!isPassing(error) && !isRefusal(error, 'request.idempotency_running')) intent.current = undefined;
    },
  };
}
