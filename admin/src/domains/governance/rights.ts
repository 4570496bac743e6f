import { type Posts, useMayOf } from '../../rights';

/** What the matters on an agenda are read by. */
export type MatterReading = 'GET /violations' | 'GET /measures' | 'GET /score-cards' | 'GET /members' | 'GET /tariffs';

/** Acts that begin something; those on a meeting or item as it stands are told by its own `may`. */
type Ruled = 'POST /meetings' | 'POST /agenda-items' | 'GET /agenda-items/:id' | MatterReading;

const posts: Posts<Ruled> = {
  'POST /meetings': ['clerk'],
  'POST /agenda-items': ['clerk', 'president'],
  'GET /agenda-items/:id': ['inspector', 'clerk', 'president', 'auditor'],
  'GET /violations': ['inspector', 'clerk', 'president'],
  'GET /measures': ['inspector', 'clerk', 'president'],
  'GET /score-cards': ['inspector', 'clerk', 'president'],
  'GET /members': ['clerk', 'president', 'auditor'],
  'GET /tariffs': ['clerk', 'president', 'auditor'],
};

/** Asks whether the person who is logged in may call an endpoint; the contract's table of rights is the truth. */
export const useMay = (): ((endpoint: Ruled) => boolean) => useMayOf(posts);
