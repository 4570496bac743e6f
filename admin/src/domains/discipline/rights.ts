import { type Posts, useMayOf } from '../../rights';

/** Pages and buttons of discipline that depend on the post; acts on one record are told by its own `may`. */
type Ruled =
  | 'POST /violations'
  | 'GET /standings/:subjectType/:id'
  | 'GET /problems/:id'
  | 'GET /transactions/:id'
  | 'POST /transactions/:id/image-views'
  | 'POST /rule-books'
  | 'GET /rule-books/:version/effect'
  | 'GET /agenda-items/:id';

const staffReaders = ['inspector', 'clerk', 'president'] as const;
const marketPeople = ['market_manager', 'operator'] as const;

/** Who sees which part. The contract's table of rights is the truth and the server keeps it. */
const posts: Posts<Ruled> = {
  'POST /violations': ['inspector', 'clerk'],
  'GET /standings/:subjectType/:id': [...staffReaders, ...marketPeople],
  'GET /problems/:id': [...staffReaders, ...marketPeople],
  'GET /transactions/:id': [...staffReaders, ...marketPeople],
  'POST /transactions/:id/image-views': ['inspector', 'clerk', ...marketPeople],
  'POST /rule-books': ['inspector', 'clerk'],
  'GET /rule-books/:version/effect': [...staffReaders, 'auditor'],
  'GET /agenda-items/:id': [...staffReaders, 'auditor'],
};

/** Asks whether the person who is logged in may call an endpoint of discipline. */
export const useMay = (): ((endpoint: Ruled) => boolean) => useMayOf(posts);
