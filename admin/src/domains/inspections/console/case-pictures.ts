import type { PictureStore, Variant } from '../../transactions/picture-store';
import type { Case } from '../inspection';
import { loadingOrder } from './case-order';
import type { HeldCases } from './held-cases';

/** Full pictures that are fetched at once in the background; more would keep the one that is looked at waiting. */
const atOnce = 3;

interface Wish {
  one: Case;
  variant: Variant;
  imageIds: string[];
}

/** What is to be loaded for the cases in hand, the most urgent first: all of the first two, of the others what they open with. */
export function wishesOf(held: HeldCases): Wish[] {
  const orders = held.map((one) => ({ one, ids: loadingOrder(one) }));
  const opening = orders.flatMap(({ one, ids }): Wish[] => [
    { one, variant: 'thumbnail', imageIds: ids },
    { one, variant: 'full', imageIds: ids.slice(0, 1) },
  ]);
  const whole = orders.slice(0, 2).map(({ one, ids }): Wish => ({ one, variant: 'full', imageIds: ids }));
  return [...opening.slice(0, 4), ...whole, ...opening.slice(4)];
}

type Store = Pick<PictureStore, 'has' | 'get' | 'want' | 'retry'>;

/** The pictures of the cases in hand: loaded before they are needed, given up when a case is gone. */
export function createCasePictures<S extends Store>(open: (transactionId: string) => S) {
  const stores = new Map<string, S>();
  let held: HeldCases = [];
  let isLoading = false;

  const of = (one: Case): S => {
    const store = stores.get(one.id) ?? open(one.deal.id);
    stores.set(one.id, store);
    return store;
  };

  async function loadAll(): Promise<void> {
    if (isLoading) return;
    isLoading = true;
    try {
      for (let next = nextWish(); next; next = nextWish()) await next.store.want(next.variant, next.imageIds);
    } finally {
      isLoading = false;
    }
  }

  function nextWish() {
    for (const { one, variant, imageIds } of wishesOf(held)) {
      const store = of(one);
      const missing = imageIds.filter((imageId) => !store.has(variant, imageId));
      if (missing.length > 0) return { store, variant, imageIds: variant === 'full' ? missing.slice(0, atOnce) : missing };
    }
    return undefined;
  }

  function retryFailed(one: Case): void {
    const store = of(one);
    loadingOrder(one).filter((imageId) => store.get('full', imageId).state === 'failed').forEach(store.retry);
  }

  return {
    of,
    /** The cases in hand are these now; the pictures of others are given up, but for those in `kept`. */
    attend: (cases: HeldCases, kept: readonly string[] = []): void => {
      const stays = new Set([...cases.map(({ id }) => id), ...kept]);
      for (const id of stores.keys()) if (!stays.has(id)) stores.delete(id);
      const former = held[0]?.id;
      held = cases;
      // What did not come in the background may come now that somebody looks at it.
      if (held[0] && held[0].id !== former && stores.has(held[0].id)) retryFailed(held[0]);
      void loadAll();
    },
  };
}

export type CasePictures<S extends Store = PictureStore> = ReturnType<typeof createCasePictures<S>>;
