import type { ListedObject, ObjectStore } from '../../../adapters/storage/storage';

/** Objects after which the progress is kept. */
export const batch = 200;
const pageSize = 1000;

/** The objects of a store after a key, at least as many as a batch where there are so many. */
export type Pages = (store: ObjectStore, after: string) => Promise<ListedObject[]>;

/** Lists stores in pages of 1,000 and hands them out until the next batch is not in them any more: a list is a request that costs. */
export function createPages(): Pages {
  const latest = new Map<string, { after: string; page: ListedObject[] }>();
  return async (store, after) => {
    const kept = latest.get(store.name);
    // A round that begins anew sees what has come meanwhile.
    const left = kept && after !== '' && kept.after <= after ? kept.page.filter(({ key }) => key > after) : [];
    if (left.length >= batch || (left.length > 0 && kept!.page.length < pageSize)) return left;
    const page = await store.listObjects('', after);
    latest.set(store.name, { after, page });
    return page;
  };
}
