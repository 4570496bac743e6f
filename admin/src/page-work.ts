/** Works that must not be cut off by a change of the page, such as the keeping of a picture. */
let running = 0;
const waiting = new Set<() => void>();

/** Does `work`; while it runs the page does not load itself anew, see `pageIsFree`. */
export async function holdPage<T>(work: () => Promise<T>): Promise<T> {
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    if (running === 0) for (const go of waiting) go();
  }
}

/** Resolves when nothing runs that a change of the page would cut off, at the latest after `mostMs`. */
export function pageIsFree(mostMs: number): Promise<void> {
  if (running === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(patience);
      waiting.delete(go);
      resolve();
    };
    const patience = setTimeout(go, mostMs);
    waiting.add(go);
  });
}
