import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api';

export const dealEvidenceKey = (id: string) => ['transaction', id, 'evidence'];

/** 存证 of one deal; asked again until a signed checkpoint covers it. */
export const dealEvidenceQuery = (id: string) =>
  queryOptions({
    queryKey: dealEvidenceKey(id),
    queryFn: ({ signal }) => call('GET /transactions/:id/evidence', { params: { id }, signal }),
    refetchInterval: ({ state }) => {
      if (state.data?.state === 'waiting') return 3_000;
      return state.data?.state === 'logged' ? 60_000 : false;
    },
  });

/** As many checkpoints as the page shows: a quarter of a year of days. */
const shownCheckpoints = 90;

export const checkpointsQuery = queryOptions({
  queryKey: ['evidence', 'checkpoints'],
  queryFn: ({ signal }) => call('GET /evidence-checkpoints', { query: { limit: shownCheckpoints }, signal }),
});

/** The walks over all pictures and the log; asked often while one of them is under way. */
export const verificationsQuery = queryOptions({
  queryKey: ['evidence', 'verifications'],
  queryFn: ({ signal }) => call('GET /evidence-verifications', { signal }),
  refetchInterval: ({ state }) => (state.data?.items[0]?.finishedAt === null ? 1_500 : 30_000),
});
