import { type Posts, useMayOf } from '../../rights';

/** What of 车管数据 depends on the post. */
type Ruled = 'POST /statistic-imports';

const posts: Posts<Ruled> = { 'POST /statistic-imports': ['clerk'] };

/** Asks whether the person who is logged in may call an endpoint; the contract's table of rights is the truth. */
export const useMay = (): ((endpoint: Ruled) => boolean) => useMayOf(posts);
