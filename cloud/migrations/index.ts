import { FirstDeal1764000000000 } from './1764000000000-first-deal';

/** Every migration, oldest first. */
export const migrations = [FirstDeal1764000000000];
