import { type Posts, useMayOf } from '../../rights';

/** What depends on the post alone; acts on a deal are told by its own `may`. */
type Ruled = 'GET /transactions/:id/check-sheet.pdf';

/** Who sees which part. The contract's table of rights is the truth and the server keeps it. */
const posts: Posts<Ruled> = { 'GET /transactions/:id/check-sheet.pdf': ['operator', 'market_manager'] };

/** Asks whether the person who is logged in may call an endpoint of the deals. */
export const useMay = (): ((endpoint: Ruled) => boolean) => useMayOf(posts);
