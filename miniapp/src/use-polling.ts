import { useEffect, useRef, useState } from 'react';
import { useDidHide, useDidShow } from '@tarojs/taro';

/** Runs `work` every `everyMs` while `active` and the page is seen; the next run waits for the last one. */
export function usePolling(active: boolean, everyMs: number, work: () => Promise<unknown>): void {
  const [seen, setSeen] = useState(true);
  useDidShow(() => setSeen(true));
  useDidHide(() => setSeen(false));
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
