import { queryOptions } from '@tanstack/react-query';
import { call } from '../api';

/** The markets by name, as every field that names one offers them. */
export const marketsQuery = queryOptions({
  queryKey: ['markets'],
  queryFn: ({ signal }) => call('GET /markets', { signal }),
  staleTime: 5 * 60_000,
});
