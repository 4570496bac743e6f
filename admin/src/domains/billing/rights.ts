import { type Posts, useMayOf } from '../../rights';

/** Pages and buttons of billing that depend on the post; acts on one record are told by its own `may`. */
type Ruled = 'POST /tariffs' | 'POST /service-contracts' | 'POST /service-contracts/:id/end' | 'POST /bill-runs' | 'POST /bill-checks' | 'GET /bill-previews' | 'GET /transactions/:id';

const posts: Posts<Ruled> = {
  'POST /tariffs': ['finance', 'clerk'],
  'POST /service-contracts': ['finance', 'clerk'],
  'POST /service-contracts/:id/end': ['finance'],
  'POST /bill-runs': ['finance'],
  'POST /bill-checks': ['finance', 'president'],
  'GET /bill-previews': ['finance', 'president', 'clerk', 'auditor'],
  'GET /transactions/:id': ['finance', 'president', 'clerk', 'market_manager'],
};

/** Asks whether the person who is logged in may call an endpoint; the contract's table of rights is the truth. */
export const useMay = (): ((endpoint: Ruled) => boolean) => useMayOf(posts);
