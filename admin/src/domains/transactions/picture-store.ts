import type { ErrorBody } from '@yongche/contract';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { call, isRefusal, sentenceOf } from '../../api';
import type { LoadedPicture } from './picture-viewer/picture-viewer';

export type Variant = 'thumbnail' | 'full';

/** As many as the API gives addresses for in one call. */
const batch = 40;
const loading: LoadedPicture = { state: 'loading' };

/**
 * The pictures of one deal, loaded once and kept in memory while its page is open. Addresses live for 60 seconds and
 * each one is written into the audit log, so a picture is asked for when it is needed and never twice.
 */
export function createPictureStore(transactionId: string) {
  const pictures = new Map<string, LoadedPicture>();
  const listeners = new Set<() => void>();
  let version = 0;

  const put = (variant: Variant, imageId: string, picture: LoadedPicture) => {
    pictures.set(`${variant} ${imageId}`, picture);
    version += 1;
    listeners.forEach((listener) => listener());
  };

  async function load(variant: Variant, imageIds: string[]): Promise<void> {
    imageIds.forEach((imageId) => put(variant, imageId, loading));
    try {
      const { views } = await call('POST /transactions/:id/image-views', {
        params: { id: transactionId },
        body: { imageIds, variant },
      });
      const urls = new Map(views.map(({ imageId, url }) => [imageId, url]));
      await Promise.all(imageIds.map(async (imageId) => put(variant, imageId, await fetchPicture(urls.get(imageId)))));
    } catch (error) {
      // One picture that is gone refuses the whole call; the others need not wait for it.
      if (imageIds.length > 1 && isRefusal(error, 'image.not_found', 'image.not_arrived', 'image.erased', 'image.disposed')) {
        await Promise.all(imageIds.map((imageId) => load(variant, [imageId])));
        return;
      }
      const state = isRefusal(error, 'image.erased', 'image.disposed') ? 'gone' : 'failed';
      imageIds.forEach((imageId) => put(variant, imageId, { state, message: sentenceOf(error) }));
    }
  }

  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    version: () => version,
    get: (variant: Variant, imageId: string): LoadedPicture => pictures.get(`${variant} ${imageId}`) ?? loading,
    /** Loads those that were never asked for; a failed one waits for `retry`. */
    want: async (variant: Variant, imageIds: string[]): Promise<void> => {
      const missing = imageIds.filter((imageId) => !pictures.has(`${variant} ${imageId}`));
      const batches = Array.from({ length: Math.ceil(missing.length / batch) }, (_, at) => missing.slice(at * batch, (at + 1) * batch));
      await Promise.all(batches.map((imageIds) => load(variant, imageIds)));
    },
    /** Whether a picture was asked for, whatever came of it. */
    has: (variant: Variant, imageId: string): boolean => pictures.has(`${variant} ${imageId}`),
    /** Tries a picture again, and with it the thumbnails that failed too: they had the same cause. */
    retry: (imageId: string) => {
      void load('full', [imageId]);
      const failed = [...pictures].filter(([key, { state }]) => key.startsWith('thumbnail ') && state === 'failed');
      if (failed.length > 0) void load('thumbnail', failed.map(([key]) => key.slice('thumbnail '.length)).slice(0, batch));
    },
  };
}

export type PictureStore = ReturnType<typeof createPictureStore>;

/** The picture store of a deal's page; draws again when a picture arrives. */
export function usePictureStore(transactionId: string): PictureStore {
  const [store] = useState(() => createPictureStore(transactionId));
  useArrivals(store);
  return store;
}

/** Draws again when a picture of the store arrives. */
export function useArrivals(store: PictureStore): void {
  useSyncExternalStore(store.subscribe, store.version);
}

/** Loads the thumbnails together, and in full the picture that is looked at and the next one. */
export function useWantedPictures(store: PictureStore, imageIds: string[], shown: string | undefined): void {
  const ids = imageIds.join(' ');
  useEffect(() => {
    const all = ids.split(' ').filter(Boolean);
    void store.want('thumbnail', all);
    if (!shown) return;
    const next = all[all.indexOf(shown) + 1];
    void store.want('full', next ? [shown, next] : [shown]);
  }, [store, ids, shown]);
}

async function fetchPicture(url: string | undefined): Promise<LoadedPicture> {
  if (!url) return { state: 'failed', message: '服务器没有给出这张照片，可能已被替换，请刷新页面。' };
  const element = new Image();
  element.referrerPolicy = 'no-referrer';
  element.src = url;
  try {
    await element.decode();
    return { state: 'ready', element };
  } catch {
    return { state: 'failed', message: await reasonOf(url) };
  }
}

/** An image element does not tell why it stays empty; the address does, to who asks it for words. */
async function reasonOf(url: string): Promise<string> {
  const answer = (await fetch(url).then((response) => response.json(), () => undefined).catch(() => undefined)) as ErrorBody | undefined;
  return answer?.error?.message ?? '照片没有取到，请检查网络后重试。';
}
