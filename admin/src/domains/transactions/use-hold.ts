import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call, isRefusal } from '../../api';
import type { Deal } from './deal';
import { dealQuery, queueQuery } from './queries';

/** The server keeps a deal for three minutes; a page in use asks again well before. */
const renewMs = 45_000;
/** A page that nobody touches for so long is not in use. */
const idleMs = 120_000;

/**
 * 占用: keeps the waiting deal for the operator while its page is open and used, and gives it back when the page is left. Where a
 * colleague has it, it is taken as soon as that colleague lets it go. @returns whether it was this operator's before
 */
export function useHold({ id, may }: Deal): { hadIt: boolean } {
  const client = useQueryClient();
  const isForMe = may.complete || may.takeOver;
  const hold = useMutation({
    mutationFn: () => call('PUT /transactions/:id/hold', { params: { id } }),
    onSuccess: (deal) => client.setQueryData(dealQuery(id).queryKey, deal),
    onError: (error) => {
      if (isRefusal(error, 'transaction.held', 'transaction.wrong_state', 'transaction.not_found')) {
        void client.invalidateQueries({ queryKey: dealQuery(id).queryKey, exact: true });
      }
    },
  });
  const { mutate } = hold;

  useEffect(() => {
    if (!isForMe) return;
    let usedAt = Date.now();
    const isIdle = () => Date.now() - usedAt >= idleMs;
    const touch = () => {
      const wasIdle = isIdle();
      usedAt = Date.now();
      if (wasIdle) mutate();
    };
    const leave = () => {
      void call('DELETE /transactions/:id/hold', { params: { id }, keepalive: true })
        .catch(() => undefined)
        .then(() => client.invalidateQueries({ queryKey: queueQuery.queryKey }));
    };
    const comeBack = (event: PageTransitionEvent) => event.persisted && mutate();
    mutate();
    const renewing = setInterval(() => !isIdle() && document.visibilityState === 'visible' && mutate(), renewMs);
    const uses = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    for (const use of uses) window.addEventListener(use, touch, { passive: true });
    window.addEventListener('pagehide', leave);
    window.addEventListener('pageshow', comeBack);
    return () => {
      clearInterval(renewing);
      for (const use of uses) window.removeEventListener(use, touch);
      window.removeEventListener('pagehide', leave);
      window.removeEventListener('pageshow', comeBack);
      leave();
    };
  }, [client, id, isForMe, mutate]);
  return { hadIt: hold.data !== undefined };
}
