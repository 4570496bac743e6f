import { type Posts, useMayOf } from '../../rights';

/** Pages and buttons of the ledger that depend on the post; acts on one record are told by its own `may`. */
type Ruled = 'GET /ledger/accounts' | 'GET /ledger/bookings' | 'GET /expenses' | 'POST /expenses' | 'POST /expenses/:id/approval' | 'GET /budgets' | 'PUT /budgets' | 'POST /months/:month/closing';

const posts: Posts<Ruled> = {
  'GET /ledger/accounts': ['finance', 'president', 'auditor'],
  'GET /ledger/bookings': ['finance', 'president', 'auditor'],
  'GET /expenses': ['finance', 'president', 'auditor', 'clerk'],
  'POST /expenses': ['finance', 'clerk'],
  'POST /expenses/:id/approval': ['president'],
  'GET /budgets': ['finance', 'president', 'auditor', 'clerk'],
  'PUT /budgets': ['finance'],
  'POST /months/:month/closing': ['finance'],
};

/** Asks whether the person who is logged in may call an endpoint; the contract's table of rights is the truth. */
export const useMay = (): ((endpoint: Ruled) => boolean) => useMayOf(posts);
