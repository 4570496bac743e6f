import { type Posts, useMayOf } from '../../rights';

/** Acts and readings of payments that depend on the post; acts on one record are told by its own `may`. */
type Ruled = 'GET /cash-receipts' | 'POST /receipts/:id/voiding';

const posts: Posts<Ruled> = {
  'GET /cash-receipts': ['finance', 'clerk', 'president', 'auditor'],
  'POST /receipts/:id/voiding': ['finance'],
};

/** Asks whether the person who is logged in may call an endpoint of payments; the contract's table of rights is the truth. */
export const useMay = (): ((endpoint: Ruled) => boolean) => useMayOf(posts);
