import { type Posts, useMayOf } from '../../rights';

/** What of the money pages depends on the post. */
type Ruled = 'GET /finance-desk' | 'GET /receivables' | 'GET /ledger/bookings';

const posts: Posts<Ruled> = {
  'GET /finance-desk': ['finance', 'president', 'auditor'],
  'GET /receivables': ['finance', 'president', 'auditor', 'clerk'],
  'GET /ledger/bookings': ['finance', 'president', 'auditor'],
};

/** Asks whether the person who is logged in may call an endpoint; the contract's table of rights is the truth. */
export const useMay = (): ((endpoint: Ruled) => boolean) => useMayOf(posts);
