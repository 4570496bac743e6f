import { queryOptions } from '@tanstack/react-query';
import type { licenceStates } from '@yongche/contract/vocabulary';
import { call } from '../../api';
import { registerKey } from './register';

export const importsQuery = queryOptions({
  queryKey: [registerKey, 'licence-imports'],
  queryFn: ({ signal }) => call('GET /licence-imports', { signal }),
});

export const importQuery = (id: string) =>
  queryOptions({ queryKey: [registerKey, 'licence-import', id], queryFn: ({ signal }) => call('GET /licence-imports/:id', { params: { id }, signal }) });

export const cleanupItemsQuery = (licenceState?: keyof typeof licenceStates) =>
  queryOptions({
    queryKey: [registerKey, 'cleanup-items', licenceState],
    queryFn: ({ signal }) => call('GET /cleanup-items', { query: licenceState ? { licenceState } : {}, signal }),
  });

export const batchesQuery = queryOptions({
  queryKey: [registerKey, 'cleanup-batches'],
  queryFn: ({ signal }) => call('GET /cleanup-batches', { signal }),
});

export const batchQuery = (id: string) =>
  queryOptions({ queryKey: [registerKey, 'cleanup-batch', id], queryFn: ({ signal }) => call('GET /cleanup-batches/:id', { params: { id }, signal }) });

export const dutiesQuery = queryOptions({
  queryKey: [registerKey, 'duties'],
  queryFn: ({ signal }) => call('GET /duties', { signal }),
});
