import type { PictureStore } from '../../transactions/picture-store';
import type { Case } from '../inspection';
import { loadingOrder } from './case-order';
import type { HeldCases } from './held-cases';

/** Full pictures that are fetched at once in the background; more would keep the one that is looked at waiting. */
const atOnce = 3;

type Store = Pick<PictureStore, 'has' | 'get' | 'want' | 'retry'>;

/**
 * The pictures of the cases in hand: what each opens with and the thumbnails at once, all others of the first two in the background;
 * given up when a case is gone.
 */
export function createCasePictures<S extends Store>(open: (transactionId: string) => S) {
  const stores = new Map<string, S>();
  let held: HeldCases = [];
  let isLoading = false;

  const of = (one: Case): S => {
    const store = stores.get(one.id) ?? open(one.deal.id);
    stores.set(one.id, store);
    return store;
  };

  async function loadRest(): Promise<void> {
    if (isLoading) return;
    isLoading = true;
    try {
      for (let next = nextWish(); next; next = nextWish()) await next.store.want('full', next.imageIds);
    } finally {
      isLoading = false;
    }
  }

  /** The next few of the two cases on top; of the others nothing more than what they open with is needed yet. */
  function nextWish() {
    for (const one of held.slice(0, 2)) {
      const store = of(one);
      const missing = loadingOrder(one).filter((imageId) => !store.has('full', imageId));
      if (missing.length > 0) return { store, imageIds: missing.slice(0, atOnce) };
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
      for (const one of held) {
        const order = loadingOrder(one);
        void of(one).want('full', order.slice(0, 1));
        void of(one).want('thumbnail', order);
      }
      void loadRest();
    },
  };
}

export type CasePictures<S extends Store = PictureStore> = ReturnType<typeof createCasePictures<S>>;
