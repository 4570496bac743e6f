import { type Posts, useMayOf } from '../../rights';

/** Acts that begin something; those on a meeting or item as it stands are told by its own `may`. */
type Ruled = 'POST /meetings' | 'POST /agenda-items' | 'GET /violations' | 'GET /measures' | 'GET /score-cards';

const posts: Posts<Ruled> = {
  'POST /meetings': ['clerk'],
  'POST /agenda-items': ['clerk', 'president'],
  'GET /violations': ['inspector', 'clerk', 'president'],
  'GET /measures': ['inspector', 'clerk', 'president'],
  'GET /score-cards': ['inspector', 'clerk', 'president'],
};

/** Asks whether the person who is logged in may call an endpoint; the contract's table of rights is the truth. */
export const useMay = (): ((endpoint: Ruled) => boolean) => useMayOf(posts);
