import type { Deps } from '../../deps';

export async function disciplineRound(_deps: Deps): Promise<void> {}
