import { useEffect, useRef } from 'react';
import { useSeen } from './use-seen';

/** Runs `work` every `everyMs` while `active` and the page is seen; the next run waits for the last one. */
export function usePolling(active: boolean, everyMs: number, work: () => Promise<unknown>): void {
  const seen = useSeen();
  const latest = useRef(work);
  latest.current = work;
  useEffect(() => {
    if (!active || !seen) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    let left = false;
    const turn = () => {
      timer = setTimeout(async () => {
        await latest.current().catch(() => undefined);
        if (!left) turn();
      }, everyMs);
    };
    turn();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [active, seen, everyMs]);
}
