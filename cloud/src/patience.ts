/** Nobody waits any longer. */
export class TooLate extends Error {
  constructor(seconds: number) {
    super(`not done within ${seconds} s`);
  }
}

/**
 * What `work` gives, if it does in time. Afterwards it goes on by itself, and only `late` hears of it where it fails.
 * @throws TooLate after so many seconds
 */
export async function within<T>(seconds: number, work: Promise<T>, late: (error: unknown) => void = () => undefined): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isOver = true;
      reject(new TooLate(seconds));
    }, seconds * 1000).unref();
  });
  work.catch((error: unknown) => isOver && late(error));
  return Promise.race([work, over]).finally(() => clearTimeout(timer));
}
