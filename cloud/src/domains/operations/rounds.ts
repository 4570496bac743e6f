import type { Deps } from '../../deps';

/** What operations owe to the day. */
export async function operationsRound(_deps: Deps): Promise<void> {}
