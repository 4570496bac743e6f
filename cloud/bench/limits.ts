import { setTimeout as pause } from 'node:timers/promises';

/** Waits until it is so. @returns whether it was, within so many seconds */
export async function comesTrue(isSo: () => boolean | Promise<boolean>, withinSeconds: number, everyMs = 20): Promise<boolean> {
  const deadline = performance.now() + withinSeconds * 1000;
  while (!(await isSo())) {
    if (performance.now() > deadline) return false;
    await pause(everyMs);
  }
  return true;
}

const lastWorks: (() => void)[] = [];
process.once('exit', () => {
  for (const work of lastWorks.reverse()) {
    try {
      work();
    } catch (error) {
      console.error(error);
    }
  }
});

/** What is done when this process ends, however it ends; what came last, first. Nothing of a bench stays. */
export const atTheEnd = (work: () => void) => void lastWorks.push(work);

/**
 * Ends the whole bench, as failed, where it has not ended by itself after so many seconds; what it started ends with it.
 * @param doing what it was at, for the last line
 */
export function endAfter(seconds: number, doing: () => string): void {
  setTimeout(() => {
    console.error(`FAILED: not done after ${seconds} s, while ${doing()}`);
    process.exit(1);
  }, seconds * 1000).unref();
}
