import type { Deps } from '../../deps';

export async function inspectionsRound(_deps: Deps): Promise<void> {}
