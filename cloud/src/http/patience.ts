import { Refusal } from './errors';

/**
 * What `work` gives, or a refusal after so many seconds: the work then goes on and is settled by itself, and nobody is told.
 * @throws server.unavailable where it took longer
 */
export async function within<T>(seconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal('server.unavailable')), seconds * 1000).unref();
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
