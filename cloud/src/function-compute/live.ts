import type { RunningFunction } from './serve-events';

/** A process of a function: starts, and ends in order where it is told to; a start that fails is said and ends it at once. */
export function live(start: () => Promise<RunningFunction>): void {
  start().then(
    ({ close }) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close().then(() => process.exit(0)));
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    },
  );
}
