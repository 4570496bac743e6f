import { useIsMutating } from '@tanstack/react-query';
import { pageWantedHeader } from '@yongche/contract/standards/page-version';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useLocation } from 'react-router';
import { pageVersion } from './page-version';
import { pageIsFree } from './page-work';

/** What the server says of this page. */
export interface PageUpdate {
  /** Another version that is to run here, be it newer or older; null where this is the right one. */
  wanted: string | null;
  /** The server answers this page no more. */
  isOutdated: boolean;
  /** It was loaded anew, and is still another version than the wanted one. */
  isStuck: boolean;
}

interface Browser {
  version: string;
  marks: Pick<Storage, 'getItem' | 'setItem'>;
  now: () => number;
  reload: () => void;
}

const markKey = 'page-update';
/** After so long the same version may be tried by itself again: the file may have arrived, or what went on is another roll-back. */
const againAfterMs = 3600_000;
/** What is just being kept is waited for, but no longer than this. */
const mostWaitMs = 5_000;

/** What this page knows of its own version. It loads itself anew at most once for one wanted version, so that it never runs in a circle. */
export function createPageUpdate({ version, marks, now, reload }: Browser) {
  let state: PageUpdate = { wanted: null, isOutdated: false, isStuck: false };
  /** It is being loaded anew: what comes until then changes nothing any more. */
  let isGoing = false;
  const listeners = new Set<() => void>();
  const set = (next: PageUpdate) => {
    const isSame = next.wanted === state.wanted && next.isOutdated === state.isOutdated && next.isStuck === state.isStuck;
    if (isSame) return;
    state = next;
    for (const listener of listeners) listener();
  };
  /** When this tab was loaded anew for which version. */
  const tried = (): Record<string, number> => {
    try {
      return JSON.parse(marks.getItem(markKey) ?? '{}') as Record<string, number>;
    } catch {
      return {};
    }
  };
  const update = {
    get: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** Reads an answer's headers. A page that is served from its sources has no version and is left as it is. */
    take(headers: Headers): void {
      const wanted = headers.get(pageWantedHeader);
      if (!wanted || version === 'unbuilt') return;
      set(wanted === version ? { wanted: null, isOutdated: false, isStuck: false } : { ...state, wanted });
    },
    /** The server has refused this page: whatever is at the counter is kept, so it changes at once. */
    takeRefusal(details: unknown): void {
      const { wanted } = details as { wanted: string };
      set({ ...state, wanted, isOutdated: true });
      update.reloadOnce();
    },
    /** Loads the wanted version, unless that was tried already. */
    reloadOnce(): void {
      const { wanted } = state;
      if (wanted === null || isGoing) return;
      if (now() - (tried()[wanted] ?? 0) < againAfterMs) set({ ...state, isStuck: true });
      else update.reload();
    },
    /** Loads the wanted version because somebody wants it now. */
    reload(): void {
      if (isGoing) return;
      try {
        marks.setItem(markKey, JSON.stringify({ ...tried(), ...(state.wanted && { [state.wanted]: now() }) }));
      } catch {
        // Without a mark the page could run in a circle.
        return set({ ...state, isStuck: true });
      }
      isGoing = true;
      reload();
    },
  };
  return update;
}

/** Session storage is asked for only when it is needed: a browser may refuse it. */
export const pageUpdate = createPageUpdate({
  version: pageVersion,
  marks: { getItem: (key) => sessionStorage.getItem(key), setItem: (key, value) => sessionStorage.setItem(key, value) },
  now: () => Date.now(),
  reload: () => void pageIsFree(mostWaitMs).then(() => window.location.reload()),
});

export const usePageUpdate = (): PageUpdate => useSyncExternalStore(pageUpdate.subscribe, pageUpdate.get);

/** Changes this page to the wanted version as soon as nobody is in the middle of something. */
export function useUpdateBetweenDeals(isBusy: boolean): Pick<PageUpdate, 'wanted' | 'isOutdated'> {
  const { wanted, isOutdated } = usePageUpdate();
  useEffect(() => {
    if (wanted !== null && !isBusy) pageUpdate.reloadOnce();
  }, [wanted, isBusy]);
  return { wanted, isOutdated };
}

/** Changes this page to the wanted version when another page of it is opened and nothing is being sent. */
export function useUpdateOnTheWay(): void {
  const { pathname } = useLocation();
  const isSending = useIsMutating() > 0;
  const sending = useRef(isSending);
  useEffect(() => {
    sending.current = isSending;
  }, [isSending]);
  useEffect(() => {
    if (!sending.current) pageUpdate.reloadOnce();
  }, [pathname]);
}
