import type { Deps } from '../../deps';

export async function settleLook(_deps: Deps, _lookId: string): Promise<void> {}
