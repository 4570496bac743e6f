import { useEffect } from 'react';
import { call } from '@/api';
import { arrivedIn, lastArrival, release, useUploads } from '@/domains/transactions/upload-queue';
import { primeDeal } from '@/domains/transactions/use-deal';
import { createStore, useStore } from '@/store';
import { useAnswer } from '@/use-answer';
import type { Problem } from './problem-view';

/** The 问题单 that were read since the app started, so that the camera opens on one without the network. */
const problems = createStore<Record<string, Problem>>({});

/** A 问题单 as it stands: the server's word, and the photos of its correction that are on their way from this phone. */
export function useProblem(id: string) {
  const { data, error, reload, set } = useAnswer<Problem>(() => call('GET /problems/:id', { params: { id } }), [id]);
  const known = useStore(problems)[id];
  const problem = data ?? known;
  const uploads = useUploads(id);
  const arrival = useStore(lastArrival);
  useEffect(() => {
    if (arrival?.of === id) void reload();
  }, [arrival, id, reload]);
  useEffect(() => {
    if (!data) return;
    problems.set({ ...problems.get(), [id]: data });
    const told = new Set(data.items.flatMap(({ corrections }) => corrections.map((image) => image.id)));
    release(arrivedIn(id).filter(({ arrived }) => arrived && told.has(arrived.id)));
  }, [data, id]);
  const dealId = problem?.may.correct ? problem.transactionId : undefined;
  useEffect(() => {
    if (dealId) primeDeal(dealId);
  }, [dealId]);
  return { problem, uploads, error, reload, set };
}
