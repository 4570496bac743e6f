import { useSyncExternalStore } from 'react';

const query = window.matchMedia('(min-width: 2400px)');

/** Whether the screen is as wide as a 4K monitor without scaling: then buttons and letters are larger, too. */
export function useIsHuge(): boolean {
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => query.matches,
  );
}
