import { useEffect } from 'react';
import { call } from '@/api';
import { arrivedIn, lastArrival, release, useUploads } from '@/domains/transactions/upload-queue';
import { useStore } from '@/store';
import { useAnswer } from '@/use-answer';
import type { Problem } from './problem-view';

/** A 问题单 as it stands: the server's word, and the photos of its correction that are on their way from this phone. */
export function useProblem(id: string) {
  const { data: problem, error, reload, set } = useAnswer<Problem>(
    () => call('GET /problems/:id', { params: { id } }),
    [id],
  );
  const uploads = useUploads(id);
  const arrival = useStore(lastArrival);
  useEffect(() => {
    if (arrival?.of === id) void reload();
  }, [arrival, id, reload]);
  useEffect(() => {
    const known = new Set(problem?.items.flatMap(({ corrections }) => corrections.map((image) => image.id)));
    release(arrivedIn(id).filter(({ arrived }) => arrived && known.has(arrived.id)));
  }, [problem, id]);
  return { problem, uploads, error, reload, set };
}
