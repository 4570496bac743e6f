import { type Posts, useMayOf } from '../../rights';

/** Readings and acts of the evidence whose tabs and buttons depend on the post. */
type Ruled =
  | 'GET /transactions/:id/evidence'
  | 'POST /transactions/:id/evidence-packages'
  | 'GET /evidence-verifications'
  | 'POST /evidence-verifications';

/** Who sees which part. The contract's table of rights is the truth and the server keeps it. */
const posts: Posts<Ruled> = {
  'GET /transactions/:id/evidence': ['operator', 'market_manager', 'inspector', 'clerk'],
  'POST /transactions/:id/evidence-packages': ['market_manager', 'inspector', 'clerk'],
  'GET /evidence-verifications': ['auditor', 'security_officer', 'technician'],
  'POST /evidence-verifications': ['auditor', 'technician'],
};

/** Asks whether the person who is logged in may call an endpoint of the evidence. */
export const useMay = (): ((endpoint: Ruled) => boolean) => useMayOf(posts);
