import { ProviderError } from '../../../adapters/provider-error';
import type { ObjectStore } from '../../../adapters/storage/storage';
import { inParallel } from '../moves/copy-some';

/** The code of what was removed and is listed all the same. */
export const stillThere = 'still-there';

/** Removes everything that lies below `folder`, until the store lists none of it. @throws ProviderError where it does not answer, or lists what it has just removed */
export async function emptyFolder(storage: Pick<ObjectStore, 'name' | 'list' | 'remove'>, folder: string, signal: AbortSignal): Promise<void> {
  const removed = new Set<string>();
  for (let keys = await storage.list(folder); keys.length > 0; keys = await storage.list(folder)) {
    if (keys.some((key) => removed.has(key))) throw new ProviderError('unavailable', storage.name.startsWith('disk') ? 'disk' : 'oss', 'remove', stillThere);
    await inParallel(keys, (key) => {
      signal.throwIfAborted();
      return storage.remove(key);
    });
    for (const key of keys) removed.add(key);
  }
}
