import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api';
import { type AgendaItem, governanceKey } from './governance';

export const meetingsQuery = queryOptions({
  queryKey: [governanceKey, 'meetings'],
  queryFn: ({ signal }) => call('GET /meetings', { signal }),
});

/** One meeting with its agenda; asked again now and then, because clerk and president sit at two screens. */
export const meetingQuery = (id: string) =>
  queryOptions({
    queryKey: [governanceKey, 'meeting', id],
    queryFn: ({ signal }) => call('GET /meetings/:id', { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'held' && state.data.decided < state.data.items ? 15_000 : false),
  });

export const agendaItemsQuery = (state: AgendaItem['state']) =>
  queryOptions({
    queryKey: [governanceKey, 'items', state],
    queryFn: ({ signal }) => call('GET /agenda-items', { query: { state }, signal }),
  });

export const agendaItemQuery = (id: string) =>
  queryOptions({
    queryKey: [governanceKey, 'item', id],
    queryFn: ({ signal }) => call('GET /agenda-items/:id', { params: { id }, signal }),
  });
