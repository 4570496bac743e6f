import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../api';
import { reconciliationKey } from './reconciliation';

export const figuresQuery = (month: string) =>
  queryOptions({ queryKey: [reconciliationKey, 'figures', month], queryFn: ({ signal }) => call('GET /reconciliation', { query: { month }, signal }), placeholderData: keepPreviousData });

/** How many lines wait, of whatever month. */
export const openCountQuery = queryOptions({
  queryKey: [reconciliationKey, 'open-count'],
  queryFn: ({ signal }) => call('GET /statement-lines', { query: { state: 'open', limit: 1 }, signal }),
});

/** One line; there is none where the list is empty. */
export const lineQuery = (id: string) => queryOptions({ queryKey: [reconciliationKey, 'line', id], queryFn: ({ signal }) => call('GET /statement-lines', { query: { id }, signal }) });

/** One statement; there is none where the list is empty. */
export const statementQuery = (id: string) => queryOptions({ queryKey: [reconciliationKey, 'statement', id], queryFn: ({ signal }) => call('GET /statements', { query: { id }, signal }) });
