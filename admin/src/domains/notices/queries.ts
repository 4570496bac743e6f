import { queryOptions } from '@tanstack/react-query';
import { call, download } from '../../api';
import { bulletinsKey } from './bulletins';

/** How often a page asks what became of a sending that is on its way, and of a picture that is being drawn. */
const soon = 1_500;

export const bulletinsQuery = queryOptions({ queryKey: [bulletinsKey, 'list'], queryFn: ({ signal }) => call('GET /bulletins', { signal }) });

export const bulletinQuery = (id: string) =>
  queryOptions({
    queryKey: [bulletinsKey, 'one', id],
    queryFn: ({ signal }) => call('GET /bulletins/:id', { params: { id }, signal }),
    refetchInterval: ({ state: { data } }) => (data && data.posterSha256 === null && data.state !== 'withdrawn' ? soon : false),
  });

/** The long picture with these bytes. */
export const posterQuery = (id: string, sha256: string) =>
  queryOptions({ queryKey: [bulletinsKey, 'poster', id, sha256], queryFn: ({ signal }) => download('GET /bulletins/:id/poster.png', { params: { id }, signal }), staleTime: Infinity });

export const sendingsQuery = (id: string) =>
  queryOptions({
    queryKey: [bulletinsKey, 'sendings', id],
    queryFn: ({ signal }) => call('GET /bulletins/:id/sendings', { params: { id }, signal }),
    refetchInterval: ({ state: { data } }) => (data?.items.some(({ state }) => state === 'waiting') ? soon : false),
  });

export const destinationsQuery = queryOptions({ queryKey: [bulletinsKey, 'destinations'], queryFn: ({ signal }) => call('GET /bulletin-destinations', { signal }) });
