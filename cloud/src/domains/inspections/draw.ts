import type { Deps } from '../../deps';

export async function drawCase(_deps: Deps, _transactionId: string): Promise<void> {}
