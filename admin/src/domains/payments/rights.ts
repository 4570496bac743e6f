import { type Posts, useMayOf } from '../../rights';

/** Acts and readings of payments that depend on the post; acts on one record are told by its own `may`. */
type Ruled =
  | 'GET /payment-orders/:id'
  | 'GET /cash-receipts'
  | 'POST /cash-receipts'
  | 'POST /cash-receipts/:id/confirmation'
  | 'POST /receipts'
  | 'POST /receipts/:id/voiding'
  | 'POST /payment-orders/:id/check'
  | 'POST /refunds/:id/approval'
  | 'PUT /payee-accounts'
  | 'GET /ledger/bookings';

const posts: Posts<Ruled> = {
  'GET /payment-orders/:id': ['finance', 'clerk', 'president', 'auditor'],
  'GET /cash-receipts': ['finance', 'clerk', 'president', 'auditor'],
  'POST /cash-receipts': ['finance', 'clerk'],
  'POST /cash-receipts/:id/confirmation': ['finance', 'president'],
  'POST /receipts': ['finance', 'clerk'],
  'POST /receipts/:id/voiding': ['finance'],
  'POST /payment-orders/:id/check': ['finance'],
  'POST /refunds/:id/approval': ['finance', 'president'],
  'PUT /payee-accounts': ['finance'],
  'GET /ledger/bookings': ['finance', 'president', 'auditor'],
};

/** Asks whether the person who is logged in may call an endpoint of payments; the contract's table of rights is the truth. */
export const useMay = (): ((endpoint: Ruled) => boolean) => useMayOf(posts);
