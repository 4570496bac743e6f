import { type Posts, useMayOf } from '../../rights';

/** Pages and buttons of members and dues that depend on the post; acts on one record are told by its own `may`. */
type Ruled = 'GET /members' | 'POST /membership-changes' | 'POST /dues-runs' | 'POST /dues-schemes' | 'GET /companies/:id';

const posts: Posts<Ruled> = {
  'GET /members': ['clerk', 'finance', 'president', 'auditor'],
  'POST /membership-changes': ['clerk'],
  'POST /dues-runs': ['clerk'],
  'POST /dues-schemes': ['clerk'],
  'GET /companies/:id': ['clerk', 'finance', 'president'],
};

/** Asks whether the person who is logged in may call an endpoint; the contract's table of rights is the truth. */
export const useMay = (): ((endpoint: Ruled) => boolean) => useMayOf(posts);
