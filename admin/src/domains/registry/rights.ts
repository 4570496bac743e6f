import { type Posts, useMayOf } from '../../rights';

/** Acts and readings of the register whose buttons and pages depend on the post. */
type Ruled =
  | 'GET /companies'
  | 'GET /companies.xlsx'
  | 'GET /certificates.xlsx'
  | 'GET /register-events'
  | 'GET /register-figures'
  | 'POST /register/:subjectType/:id/suspension'
  | 'POST /register-checks'
  | 'POST /terminals/:id/pairing'
  | 'PUT /markets/:id/terminal-requirement'
  | 'POST /register-requests'
  | 'GET /register-requests'
  | 'POST /register-requests/:id/evidence/:evidenceId/view';

const readers = ['clerk', 'inspector', 'finance', 'president'] as const;

/**
 * Who sees which button. The contract's table of rights is the truth and the server keeps it; a post that is not named
 * there does not compile here.
 */
const posts: Posts<Ruled> = {
  'GET /companies': readers,
  'GET /companies.xlsx': ['clerk'],
  'GET /certificates.xlsx': ['clerk'],
  'GET /register-events': readers,
  'GET /register-figures': [...readers, 'auditor', 'policy_adviser'],
  'POST /register/:subjectType/:id/suspension': ['clerk'],
  'POST /register-checks': ['clerk', 'auditor'],
  'POST /terminals/:id/pairing': ['clerk', 'market_manager'],
  'PUT /markets/:id/terminal-requirement': ['clerk'],
  'POST /register-requests': ['clerk', 'market_manager'],
  'GET /register-requests': ['clerk', 'market_manager', 'inspector', 'president'],
  'POST /register-requests/:id/evidence/:evidenceId/view': ['clerk', 'market_manager', 'inspector'],
};

/** Asks whether the person who is logged in may call an endpoint of the register. */
export const useMay = (): ((endpoint: Ruled) => boolean) => useMayOf(posts);
