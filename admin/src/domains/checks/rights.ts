import { type Posts, useMayOf } from '../../rights';

/** Readings of the checks whose tabs and cards depend on the post; acts are told by the answers' own `may`. */
type Ruled = 'GET /transactions/:id/checks' | 'GET /check-queue' | 'POST /rule-packs';

/** Who sees which part. The contract's table of rights is the truth and the server keeps it. */
const posts: Posts<Ruled> = {
  'GET /transactions/:id/checks': ['operator', 'market_manager', 'inspector', 'clerk'],
  'GET /check-queue': ['technician'],
  'POST /rule-packs': ['technician', 'inspector'],
};

/** Asks whether the person who is logged in may call an endpoint of the checks. */
export const useMay = (): ((endpoint: Ruled) => boolean) => useMayOf(posts);
