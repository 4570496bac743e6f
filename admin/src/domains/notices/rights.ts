import { type Posts, useMayOf } from '../../rights';

/** Pages and buttons of 月度通报 that depend on the post; acts on one bulletin are told by its own `may`. */
type Ruled = 'GET /bulletins' | 'POST /bulletins' | 'POST /bulletin-destinations';

const posts: Posts<Ruled> = {
  'GET /bulletins': ['clerk', 'president', 'auditor'],
  'POST /bulletins': ['clerk'],
  'POST /bulletin-destinations': ['clerk', 'technician'],
};

/** Asks whether the person who is logged in may call an endpoint; the contract's table of rights is the truth. */
export const useMay = (): ((endpoint: Ruled) => boolean) => useMayOf(posts);
