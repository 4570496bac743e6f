import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ListedObject } from './storage';

const mostListed = 1000;

/** The first 1,000 objects below a folder whose keys begin with `prefix` and come after `after`, in the order of keys: `a.b` before `a/b`. */
export async function listFolder(folder: string, prefix: string, after = ''): Promise<ListedObject[]> {
  const found: ListedObject[] = [];
  for await (const key of walk(folder, '', { prefix, after })) {
    // One that is gone by now was removed meanwhile.
    const about = await stat(join(folder, key)).catch(unlessGone);
    if (about) found.push({ key, bytes: about.size });
    if (found.length === mostListed) break;
  }
  return found;
}

async function* walk(folder: string, path: string, asked: { prefix: string; after: string }): AsyncGenerator<string> {
  const entries = await readdir(join(folder, path), { withFileTypes: true }).catch(unlessGone);
  // What has a `~` in its name is the store's own, and `lost+found` at the root is the file system's.
  const names = (entries ?? []).filter(({ name }) => !name.includes('~') && (path !== '' || name !== 'lost+found')).map((entry) => path + entry.name + (entry.isDirectory() ? '/' : ''));
  for (const key of names.sort(byBytes)) {
    if (!key.endsWith('/')) {
      if (key.startsWith(asked.prefix) && key > asked.after) yield key;
    } else if ((key.startsWith(asked.prefix) || asked.prefix.startsWith(key)) && (key > asked.after || asked.after.startsWith(key))) {
      yield* walk(folder, key, asked);
    }
  }
}

/** All our characters are ASCII: the order of strings is that of bytes. */
const byBytes = (one: string, other: string) => (one < other ? -1 : 1);

function unlessGone(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
