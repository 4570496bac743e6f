import type { Deps } from '../../deps';

export function makeBackup(_deps: Deps, backupId: string): Promise<void> {
  throw new Error(`not written yet: ${backupId}`);
}
