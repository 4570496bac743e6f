import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api';

/** How the day goes; the page counts its own decisions between two answers. */
export const inspectionDayQuery = queryOptions({
  queryKey: ['inspection-day'],
  queryFn: ({ signal }) => call('GET /inspection-day', { signal }),
  refetchInterval: 20_000,
});

export const inspectionFiguresQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['inspection-figures', from, to],
    queryFn: ({ signal }) => call('GET /inspection-figures', { query: { from, to }, signal }),
  });

/** Every query of sampling plans begins with this word, so that one act makes all of them ask again. */
export const samplingPlansKey = 'sampling-plans';

export const samplingPlansQuery = queryOptions({
  queryKey: [samplingPlansKey],
  queryFn: ({ signal }) => call('GET /sampling-plans', { signal }),
});

export const samplingTrialQuery = (version: string, from: string, to: string) =>
  queryOptions({
    queryKey: [samplingPlansKey, version, 'trial', from, to],
    queryFn: ({ signal }) => call('GET /sampling-plans/:version/trial', { params: { version }, query: { from, to }, signal }),
  });

/** 扣分标准 in force: the violations behind the return codes; null while no rule book has taken effect. */
export const codesInForceQuery = queryOptions({
  queryKey: ['rule-books', 'codes-in-force'],
  queryFn: async ({ signal }) => {
    const { items } = await call('GET /rule-books', { signal });
    const version = items.find(({ inForce }) => inForce)?.version;
    if (version === undefined) return null;
    const { content } = await call('GET /rule-books/:version', { params: { version }, signal });
    return { codes: content.codes, byReturnCode: content.byReturnCode };
  },
  staleTime: 30 * 60_000,
});
