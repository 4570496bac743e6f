import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { isRefusal, sentenceOf } from '../../../api';
import { forgetSession, sessionKey, type Staff, useSession } from '../../../session';
import { keepForOffline } from '../../../offline-page';
import { line } from './line';
import { onOperatorChange } from './remembered-operator';
import { runSender } from './sender';
import { keeping } from './station';

const tidyMs = 5 * 60_000;

/**
 * Runs the sender of the operator who is logged in while the app is open, in one tab at a time. Who only goes on from before the
 * network was gone is not known to the server: nothing is sent until it has said who is logged in.
 */
export function useSending(staff: Staff): void {
  const client = useQueryClient();
  const { data: session } = useSession();
  const isConfirmed = session?.id === staff.id;
  const isCounter = useLocation().pathname === '/capture' || staff.terminal !== null;

  useEffect(() => {
    if (isCounter) keepForOffline();
  }, [isCounter]);

  useEffect(() => {
    keeping.noteStaff(staff.id);
    void navigator.storage?.persist?.();
    const tidy = () => void keeping.tidy(Date.now()).catch(() => undefined); // Told by `useKeeping`.
    tidy();
    const timer = setInterval(tidy, tidyMs);
    const stopListening = onOperatorChange(() => void client.invalidateQueries({ queryKey: sessionKey }));
    return () => {
      clearInterval(timer);
      stopListening();
    };
  }, [client, staff.id]);

  useEffect(() => {
    const gone = () => keeping.noteLine(false, null);
    if (!isConfirmed || !navigator.onLine) gone();
    addEventListener('offline', gone);
    return () => removeEventListener('offline', gone);
  }, [isConfirmed]);

  useEffect(() => {
    if (!isConfirmed) return;
    const left = new AbortController();
    const onEnded = (error: unknown) => forgetSession(client, isRefusal(error, 'request.unauthenticated') ? undefined : sentenceOf(error));
    const run = () => runSender({ keeping, line, staff, onEnded }, left.signal);
    // A tab that is closed, or crashes, gives the lock to the next one. What fails here is told by `useKeeping`.
    navigator.locks.request('yongche-station-sender', { signal: left.signal }, run).catch(() => undefined);
    return () => left.abort();
    // The same person's answer may be a new object.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [client, isConfirmed, staff.id]);
}
