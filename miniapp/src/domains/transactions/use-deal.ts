import { useEffect } from 'react';
import { call } from '@/api';
import { createStore, useStore } from '@/store';
import { useAnswer } from '@/use-answer';
import { withArrivals, type Deal } from './slot-state';
import { arrivedIn, lastArrival, release, useUploads, type Capture } from './upload-queue';

/** The deals that were read since the app started; list and camera look at the same one. */
const deals = createStore<Record<string, Deal>>({});
let reads = 0;
const applied = new Map<string, number>();

/** What is still on its way, without what has arrived. */
export const inTransit = (uploads: Capture[]) => uploads.filter(({ state }) => state !== 'arrived');

/** Keeps what the server has just said of a deal. */
export function keepDeal(deal: Deal): void {
  applied.set(deal.id, (reads += 1));
  deals.set({ ...deals.get(), [deal.id]: deal });
}

/** Reads a deal; an answer that was overtaken by a newer one is left out. */
async function readDeal(id: string): Promise<void> {
  const turn = (reads += 1);
  const arrived = arrivedIn(id);
  const deal = await call('GET /transactions/:id', { params: { id } });
  if (turn < (applied.get(id) ?? 0)) return;
  applied.set(id, turn);
  deals.set({ ...deals.get(), [id]: deal });
  release(arrived);
}

/** A deal as it stands: the server's word, the pictures that have arrived since, and those on their way from this phone. */
export function useDeal(id: string) {
  const { error, reload } = useAnswer(() => readDeal(id), [id]);
  const known = useStore(deals)[id];
  const uploads = useUploads(id);
  const arrival = useStore(lastArrival);
  useEffect(() => {
    if (arrival?.of === id) void reload();
  }, [arrival, id, reload]);
  return { deal: known && withArrivals(known, uploads), uploads: inTransit(uploads), error, reload };
}

/** Reads a deal beforehand, so that its photo list is known where there is no network; without it a camera frames as usual. */
export const primeDeal = (id: string) => void readDeal(id).catch(() => undefined);

/** The deal as it stands at this moment, outside of a page's rendering. */
export function dealNow(id: string, uploads: Capture[]): Deal | undefined {
  const known = deals.get()[id];
  return known && withArrivals(known, uploads);
}
