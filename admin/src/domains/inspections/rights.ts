import { type Posts, useMayOf } from '../../rights';

/** Pages and buttons of inspection that depend on the post; acts on a plan are told by its own `may`. */
type Ruled = 'POST /sampling-plans' | 'POST /inspection-cases';

/** Who sees which part. The contract's table of rights is the truth and the server keeps it. */
const posts: Posts<Ruled> = { 'POST /sampling-plans': ['inspector'], 'POST /inspection-cases': ['inspector'] };

/** Asks whether the person who is logged in may call an endpoint of inspection. */
export const useMay = (): ((endpoint: Ruled) => boolean) => useMayOf(posts);
