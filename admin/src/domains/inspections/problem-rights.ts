import { type Posts, useMayOf } from '../../rights';

type Ruled = 'POST /transactions/:id/image-views' | 'GET /problems/:id/letter.pdf' | 'GET /violations';

/** What of a problem card depends on the post; acts are told by the card's own `may`. The server keeps the table of rights. */
const posts: Posts<Ruled> = {
  'POST /transactions/:id/image-views': ['inspector', 'clerk', 'market_manager', 'operator'],
  'GET /problems/:id/letter.pdf': ['inspector', 'clerk', 'market_manager'],
  'GET /violations': ['inspector', 'clerk', 'president', 'market_manager', 'operator'],
};

/** Asks whether the person who is logged in may call an endpoint about a problem card. */
export const useMay = (): ((endpoint: Ruled) => boolean) => useMayOf(posts);
