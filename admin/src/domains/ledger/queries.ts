import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../api';
import type { Fund } from '../finance/finance';
import { ledgerKey } from './ledger';

type Period = { fund: Fund; from: string; to: string };

export const accountsQuery = (query: Period) =>
  queryOptions({ queryKey: [ledgerKey, 'accounts', query], queryFn: ({ signal }) => call('GET /ledger/accounts', { query, signal }), placeholderData: keepPreviousData });

export const sourcesAndUsesQuery = (query: Period) =>
  queryOptions({ queryKey: [ledgerKey, 'sources-and-uses', query], queryFn: ({ signal }) => call('GET /ledger/sources-and-uses', { query, signal }), placeholderData: keepPreviousData });

export const budgetsQuery = (fund: Fund, year: number) =>
  queryOptions({ queryKey: [ledgerKey, 'budgets', fund, year], queryFn: ({ signal }) => call('GET /budgets', { query: { fund, year }, signal }) });

export const monthsQuery = (year: number) => queryOptions({ queryKey: [ledgerKey, 'months', year], queryFn: ({ signal }) => call('GET /months', { query: { year }, signal }) });

/** Expenses that wait for the president. */
export const waitingExpensesQuery = queryOptions({
  queryKey: [ledgerKey, 'expenses', 'waiting'],
  queryFn: ({ signal }) => call('GET /expenses', { query: { state: 'submitted', limit: 100 }, signal }),
});
