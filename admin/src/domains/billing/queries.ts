import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api';
import { billingKey, tariffsKey } from './billing';

export const tariffsQuery = queryOptions({
  queryKey: [tariffsKey],
  queryFn: ({ signal }) => call('GET /tariffs', { signal }),
});

export const tariffQuery = (version: string) =>
  queryOptions({ queryKey: [tariffsKey, version], queryFn: ({ signal }) => call('GET /tariffs/:version', { params: { version }, signal }) });

export const contractsQuery = queryOptions({
  queryKey: [billingKey, 'contracts'],
  queryFn: ({ signal }) => call('GET /service-contracts', { signal }),
});

export const meterFiguresQuery = (month: string) =>
  queryOptions({ queryKey: [billingKey, 'figures', month], queryFn: ({ signal }) => call('GET /meter-figures', { query: { month }, signal }) });

/** 试算 of a month. */
export const billPreviewsQuery = (month: string) =>
  queryOptions({ queryKey: [billingKey, 'previews', month], queryFn: ({ signal }) => call('GET /bill-previews', { query: { month }, signal }) });

export const billQuery = (id: string) =>
  queryOptions({ queryKey: [billingKey, 'bill', id], queryFn: ({ signal }) => call('GET /bills/:id', { params: { id }, signal }) });

/** The latest bills of one market, as many as a drawing holds. */
export const billsOfMarketQuery = (marketId: string) =>
  queryOptions({
    queryKey: [billingKey, 'bills', 'market', marketId],
    queryFn: ({ signal }) => call('GET /bills', { query: { marketId, limit: 24 }, signal }),
  });

/** The bills of a month, void ones too: as many as there may be markets. */
export const billsOfMonthQuery = (month: string) =>
  queryOptions({ queryKey: [billingKey, 'bills', 'month', month], queryFn: ({ signal }) => call('GET /bills', { query: { month, limit: 100 }, signal }) });
