import { queryOptions } from '@tanstack/react-query';
import { call, download } from '../../api';
import { bulletinsKey } from './bulletins';

/** How often a page asks what became of a sending that is on its way. */
const soon = 1_500;

export const bulletinsQuery = queryOptions({ queryKey: [bulletinsKey, 'list'], queryFn: ({ signal }) => call('GET /bulletins', { signal }) });

export const bulletinQuery = (id: string) =>
  queryOptions({ queryKey: [bulletinsKey, 'one', id], queryFn: ({ signal }) => call('GET /bulletins/:id', { params: { id }, signal }) });

/** The long picture with these bytes. */
export const posterQuery = (id: string, sha256: string) =>
  queryOptions({ queryKey: [bulletinsKey, 'poster', id, sha256], queryFn: ({ signal }) => download('GET /bulletins/:id/poster.png', { params: { id }, signal }), staleTime: Infinity });

/** 小程序码 of its page. Where WeChat gives none there is the long picture's QR code, so nobody waits for more than one answer. It never changes, whatever becomes of the bulletin. */
export const pageCodeQuery = (id: string) =>
  queryOptions({ queryKey: ['bulletin-page-code', id], queryFn: ({ signal }) => download('GET /bulletins/:id/mini-program-code', { params: { id }, signal }), staleTime: Infinity, retry: false });

export const sendingsQuery = (id: string) =>
  queryOptions({
    queryKey: [bulletinsKey, 'sendings', id],
    queryFn: ({ signal }) => call('GET /bulletins/:id/sendings', { params: { id }, signal }),
    refetchInterval: ({ state: { data } }) => (data?.items.some(({ state }) => state === 'waiting') ? soon : false),
  });

export const destinationsQuery = queryOptions({ queryKey: [bulletinsKey, 'destinations'], queryFn: ({ signal }) => call('GET /bulletin-destinations', { signal }) });
