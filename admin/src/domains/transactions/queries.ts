import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api';

/** The queue is asked again by itself this often. */
export const queueRefetchMs = 5_000;

/** 待核对, the longest wait first; a page of 100 is more than a counter clears before the next refresh. */
export const queueQuery = queryOptions({
  queryKey: ['queue'],
  queryFn: ({ signal }) =>
    call('GET /transactions', { query: { state: 'awaiting_check', order: 'oldest_submitted', limit: 100 }, signal }),
});

/** One deal with its photos; asked again by itself while it waits, because a colleague may be faster. */
export const dealQuery = (id: string) =>
  queryOptions({
    queryKey: ['transaction', id],
    queryFn: ({ signal }) => call('GET /transactions/:id', { params: { id }, signal }),
  });

/** The whole history of a deal, oldest first. */
export const historyQuery = (id: string) =>
  queryOptions({
    queryKey: ['transaction', id, 'history'],
    queryFn: ({ signal }) => call('GET /transactions/:id/history', { params: { id }, signal }),
  });

/** 本市场统计 of a day or a month. */
export const marketFiguresQuery = (period: string) =>
  queryOptions({
    queryKey: ['market-figures', period],
    queryFn: ({ signal }) => call('GET /market-figures', { query: { period }, signal }),
  });
