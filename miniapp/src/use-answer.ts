import { useCallback, useEffect, useRef, useState } from 'react';
import { useDidShow } from '@tarojs/taro';
import { ApiError } from './api';
import { errors } from '@yongche/contract/errors';

/** What a page shows of something that is fetched: nothing yet, the answer, or why there is none. */
export interface Answered<T> {
  data: T | undefined;
  /** Ready to be shown; an older `data` may still stand beside it. */
  error: string | undefined;
  reload(): Promise<void>;
  set(data: T): void;
}

/** Fetches when the page is first shown, each time that it comes back, and when `deps` change. */
export function useAnswer<T>(fetch: () => Promise<T>, deps: unknown[] = []): Answered<T> {
  const [data, setData] = useState<T>();
  const [error, setError] = useState<string>();
  const latest = useRef(0);
  const fetchNow = useRef(fetch);
  fetchNow.current = fetch;
  const reload = useCallback(async () => {
    const turn = (latest.current += 1);
    try {
      const answer = await fetchNow.current();
      if (turn !== latest.current) return;
      setData(answer);
      setError(undefined);
    } catch (reason) {
      if (turn === latest.current) setError(messageOf(reason));
    }
  }, []);
  const shown = useRef(false);
  useDidShow(() => {
    if (shown.current) void reload();
    shown.current = true;
  });
  useEffect(() => {
    void reload();
    // The caller names what the answer depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [reload, ...deps]);
  const set = useCallback((next: T) => {
    latest.current += 1;
    setData(next);
    setError(undefined);
  }, []);
  return { data, error, reload, set };
}

/** The Chinese sentence for anything that was thrown. */
export function messageOf(reason: unknown): string {
  if (reason instanceof ApiError) {
    return reason.code === 'server.internal' && reason.requestId
      ? `${reason.message}（编号 ${reason.requestId}）`
      : reason.message;
  }
  return reason instanceof Error && /[\u4e00-\u9fff]/.test(reason.message)
    ? reason.message
    : errors['server.internal'][1];
}
