import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api';
import { financeKey, type Fund } from './finance';

/** The desk is read anew while it stands open: colleagues and payers change it. */
const deskMs = 60_000;

export const financeDeskQuery = queryOptions({
  queryKey: [financeKey, 'desk'],
  queryFn: ({ signal }) => call('GET /finance-desk', { signal }),
  refetchInterval: deskMs,
});

export const receivablesQuery = (fund: Fund) =>
  queryOptions({ queryKey: [financeKey, 'receivables', fund], queryFn: ({ signal }) => call('GET /receivables', { query: { fund }, signal }) });
