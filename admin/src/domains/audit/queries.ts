import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api';

/** Where the chain stands; asked again often while a verification runs. */
export const auditStateQuery = queryOptions({
  queryKey: ['audit', 'state'],
  queryFn: ({ signal }) => call('GET /audit-state', { signal }),
  refetchInterval: ({ state }) => (state.data?.verification?.finishedAt === null ? 1000 : 15_000),
});

/** One event with its proof. */
export const auditEventQuery = (id: string) =>
  queryOptions({
    queryKey: ['audit', 'event', id],
    queryFn: ({ signal }) => call('GET /audit-events/:id', { params: { id }, signal }),
  });
