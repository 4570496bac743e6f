import type { ListedObject, ObjectStore } from '../../../adapters/storage/storage';
import { contentsOf } from './bucket-contents';

export const copiesFolder = 'pictures/objects/';

/** One key, and how long it is in the bucket and in the store of backups; undefined where it is not there. */
export interface Pair {
  key: string;
  original: number | undefined;
  copy: number | undefined;
}

/** All keys of the bucket that are backed up and all copies, after `after`, in their order: two listings side by side, of which only a page each is in memory. */
export async function* comparedListings(bucket: Pick<ObjectStore, 'listObjects'>, store: Pick<ObjectStore, 'listObjects'>, after = ''): AsyncGenerator<Pair> {
  const [originals, copies] = [listed(bucket, '', after), listed(store, copiesFolder, after)];
  let [original, copy] = [await originals.next(), await copies.next()];
  while (!original.done || !copy.done) {
    const [one, other] = [original.done ? undefined : original.value, copy.done ? undefined : copy.value];
    const key = !other || (one && one.key <= other.key) ? one!.key : other.key;
    const isOriginal = one?.key === key;
    const isCopy = other?.key === key;
    yield { key, original: isOriginal ? one.bytes : undefined, copy: isCopy ? other.bytes : undefined };
    if (isOriginal) original = await originals.next();
    if (isCopy) copy = await copies.next();
  }
}

/** Above every character of a key. */
const last = '~';

async function* listed(store: Pick<ObjectStore, 'listObjects'>, folder: string, after: string): AsyncGenerator<ListedObject, undefined> {
  for (let from = after && folder + after; ; ) {
    const page = await store.listObjects(folder, from || undefined);
    const next = page.at(-1)?.key;
    if (!next) return undefined;
    from = next;
    for (const { key: whole, bytes } of page) {
      const key = whole.slice(folder.length);
      const contents = contentsOf(key);
      if (contents?.backUp !== false) yield { key, bytes };
      // What is not backed up may be as long as everything else.
      else if (whole === next) from = folder + contents.prefix + last;
    }
  }
}
