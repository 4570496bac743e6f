import { type Posts, useMayOf } from '../../rights';

/** What of the comparison depends on the post. */
type Ruled = 'POST /registration-lists' | 'PUT /comparison-rules' | 'GET /unmatched-deals' | 'GET /transactions/:id';

const posts: Posts<Ruled> = {
  'POST /registration-lists': ['clerk'],
  'PUT /comparison-rules': ['clerk', 'president'],
  'GET /unmatched-deals': ['clerk', 'president', 'auditor'],
  'GET /transactions/:id': ['clerk', 'president'],
};

/** Asks whether the person who is logged in may call an endpoint; the contract's table of rights is the truth. */
export const useMay = (): ((endpoint: Ruled) => boolean) => useMayOf(posts);
