/** Tells the readers of the same process at once that a picture waits; those of other processes look by themselves. */
export interface Bell {
  ring(): void;
  /** How often it has rung. */
  rings(): number;
  /** Until it has rung after `since` rings, or so many milliseconds. */
  heard(since: number, milliseconds: number): Promise<void>;
}

export function createBell(): Bell {
  let rings = 0;
  const listeners = new Set<() => void>();
  return {
    ring() {
      rings++;
      listeners.forEach((wake) => wake());
    },
    rings: () => rings,
    heard: (since, milliseconds) =>
      new Promise<void>((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          listeners.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, milliseconds);
        listeners.add(wake);
        if (rings !== since) wake();
      }),
  };
}
