import { queryOptions } from '@tanstack/react-query';
import type { AnswerOf } from '@yongche/contract';
import { call } from '../../api';
import { type Posts, useMayOf } from '../../rights';

export type PageReleases = AnswerOf<'GET /page-releases'>;
export type PageRelease = PageReleases['items'][number];
export type ReleaseTerminal = PageReleases['terminals'][number];
export type Standing = ReleaseTerminal['standing'];

export const releasesKey = ['page-releases'];

/** Terminals change by and by after a roll-out: whoever watches sees it. */
const watchEveryMs = 15_000;

export const releasesQuery = queryOptions({
  queryKey: releasesKey,
  queryFn: ({ signal }) => call('GET /page-releases', { signal }),
  refetchInterval: watchEveryMs,
});

type Ruled = 'PUT /page-releases/:version' | 'PUT /page-minimum' | 'GET /terminals/:id';

/** Who sees which act and link. The contract's table of rights is the truth and the server keeps it. */
const posts: Posts<Ruled> = {
  'PUT /page-releases/:version': ['technician'],
  'PUT /page-minimum': ['technician'],
  'GET /terminals/:id': ['clerk', 'president', 'market_manager'],
};

/** Asks whether the person who is logged in may call an endpoint of the versions. */
export const useMay = (): ((endpoint: Ruled) => boolean) => useMayOf(posts);
