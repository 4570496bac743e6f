import { type Posts, useMayOf } from '../../rights';

/** What of reconciliation depends on the post. */
type Ruled = 'POST /bank-statements' | 'POST /provider-bills' | 'POST /statement-lines/:id/decision';

const posts: Posts<Ruled> = {
  'POST /bank-statements': ['finance'],
  'POST /provider-bills': ['finance'],
  'POST /statement-lines/:id/decision': ['finance'],
};

/** Asks whether the person who is logged in may call an endpoint; the contract's table of rights is the truth. */
export const useMay = (): ((endpoint: Ruled) => boolean) => useMayOf(posts);
