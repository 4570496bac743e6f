import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api';

const whileReadingMs = 1_500;
/** An operator at the next window may override, the agent may dispute. */
const whileDoneMs = 20_000;

export const dealCheckKey = (id: string) => ['transaction', id, 'checks'];

/** 预检 of one deal; asked often while pictures are read. */
export const dealCheckQuery = (id: string, isOver: boolean) =>
  queryOptions({
    queryKey: dealCheckKey(id),
    queryFn: ({ signal }) => call('GET /transactions/:id/checks', { params: { id }, signal }),
    refetchInterval: ({ state }) => {
      if (state.data?.state === 'reading') return whileReadingMs;
      return isOver ? false : whileDoneMs;
    },
  });

/** Every query of rule packs begins with this word, so that one act makes all of them ask again. */
export const rulePacksKey = 'rule-packs';

export const rulePacksQuery = queryOptions({
  queryKey: [rulePacksKey],
  queryFn: ({ signal }) => call('GET /rule-packs', { signal }),
});

export const rulePackQuery = (version: string) =>
  queryOptions({
    queryKey: [rulePacksKey, version],
    queryFn: ({ signal }) => call('GET /rule-packs/:version', { params: { version }, signal }),
  });

/** What a pack would have meant; asked again while a replay runs, and now and then while it runs in the shadow. */
export const rulePackEffectQuery = (version: string) =>
  queryOptions({
    queryKey: [rulePacksKey, version, 'effect'],
    queryFn: ({ signal }) => call('GET /rule-packs/:version/effect', { params: { version }, signal }),
    refetchInterval: ({ state }) => (state.data?.replay ? 2_000 : 60_000),
  });

export const checkFiguresQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['check-figures', from, to],
    queryFn: ({ signal }) => call('GET /check-figures', { query: { from, to }, signal }),
  });

export const checkQueueQuery = queryOptions({
  queryKey: ['check-queue'],
  queryFn: ({ signal }) => call('GET /check-queue', { signal }),
  refetchInterval: 5_000,
});
