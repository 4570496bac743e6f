import { useCallback, useRef, useState } from 'react';
import { messageOf } from './use-answer';

/** Something that the user started: one at a time, with the sentence that explains a failure. */
export interface Action {
  busy: boolean;
  error: string | undefined;
  /** Runs unless one is running already; gives back whether it ended well. */
  run(work: () => Promise<unknown>): Promise<boolean>;
}

export function useAction(onFailure?: (reason: unknown) => void): Action {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const running = useRef(false);
  const failed = useRef(onFailure);
  failed.current = onFailure;
  const run = useCallback(async (work: () => Promise<unknown>) => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setError(undefined);
    try {
      await work();
      return true;
    } catch (reason) {
      setError(messageOf(reason));
      failed.current?.(reason);
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  return { busy, error, run };
}
