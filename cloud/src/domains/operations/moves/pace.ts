import { setTimeout as sleep } from 'node:timers/promises';
import type { Pace } from './bring-over';

/** 限速: lets so many bytes through in a second, whoever reads them, and none once the signal says that it is over; null for as many as come. */
export function createPace(bytesPerSecond: number | null, signal: AbortSignal): Pace {
  // When all that was let through would have come at that speed; a pause earlier earns nothing.
  let paidUntil = performance.now();
  return async (bytes) => {
    signal.throwIfAborted();
    if (bytesPerSecond === null) return;
    const now = performance.now();
    paidUntil = Math.max(paidUntil, now) + (bytes / bytesPerSecond) * 1000;
    const until = paidUntil;
    // Many wait at once: none of them listens to the signal, each looks at it twice a second.
    for (let left = until - now; left > 5; left = until - performance.now()) {
      await sleep(Math.min(left, 500));
      signal.throwIfAborted();
    }
  };
}
