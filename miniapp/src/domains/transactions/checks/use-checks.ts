import { useEffect } from 'react';
import { call } from '@/api';
import { useStore } from '@/store';
import { useAnswer } from '@/use-answer';
import { usePolling } from '@/use-polling';
import type { Deal } from '../slot-state';
import { lastArrival } from '../upload-queue';
import type { DealCheck } from './check-view';

const pollMs = 1500;

/** 预检 of a deal, read anew while the machine reads, after each picture that has arrived, and when the deal moves on. */
export function useChecks(id: string, state: Deal['state'] | undefined) {
  const { data, error, reload, set } = useAnswer<DealCheck>(
    () => call('GET /transactions/:id/checks', { params: { id } }),
    [id, state],
  );
  const arrival = useStore(lastArrival);
  usePolling(data?.state === 'reading', pollMs, reload);
  useEffect(() => {
    if (arrival?.of === id) void reload();
  }, [arrival, id, reload]);
  return { check: data, error, reload, set };
}
