import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../api';
import { figuresKey, type Range } from './figures';

/** A dashboard is read anew while it stands open, on a wall too. */
const boardMs = 60_000;

export const metricValuesQuery = (range: Range) =>
  queryOptions({ queryKey: [figuresKey, 'values', range], queryFn: ({ signal }) => call('GET /metric-values', { query: range, signal }), placeholderData: keepPreviousData });

export const annualReportsQuery = queryOptions({ queryKey: [figuresKey, 'reports'], queryFn: ({ signal }) => call('GET /annual-reports', { signal }) });

export const annualReportQuery = (id: string) =>
  queryOptions({ queryKey: [figuresKey, 'report', id], queryFn: ({ signal }) => call('GET /annual-reports/:id', { params: { id }, signal }) });

/** The deadlines of this year, or of the one that is named. */
export const deadlinesQuery = (year?: number) =>
  queryOptions({ queryKey: [figuresKey, 'deadlines', year ?? 'present'], queryFn: ({ signal }) => call('GET /deadlines', { query: year === undefined ? {} : { year }, signal }) });

export const presidentBoardQuery = queryOptions({
  queryKey: [figuresKey, 'board', 'president'],
  queryFn: ({ signal }) => call('GET /dashboards/president', { signal }),
  refetchInterval: boardMs,
});

export const adviserBoardQuery = queryOptions({
  queryKey: [figuresKey, 'board', 'adviser'],
  queryFn: ({ signal }) => call('GET /dashboards/adviser', { signal }),
  refetchInterval: boardMs,
});

/** The own market's, or that of the market which is named. */
export const marketBoardQuery = (marketId?: string) =>
  queryOptions({
    queryKey: [figuresKey, 'board', 'market', marketId ?? 'own'],
    queryFn: ({ signal }) => call('GET /dashboards/market', { query: marketId === undefined ? {} : { marketId }, signal }),
    refetchInterval: boardMs,
    placeholderData: keepPreviousData,
  });
