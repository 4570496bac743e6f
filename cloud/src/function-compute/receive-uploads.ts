import type { Deps } from '../deps';
import { readWaiting } from '../domains/checks/workers';
import { receiveImage } from '../domains/transactions/images';
import { imageIdOf } from '../domains/transactions/sealed-pictures';
import { Refusal } from '../http/errors';
import { storageEvent } from './events';
import type { Invocation } from './serve-events';

/** No longer than an invocation may take, with the picture in hand. */
const readingSeconds = 240;

/**
 * Pictures of which the storage tells: received, where neither its callback nor the phone was faster, and read. An event that
 * comes twice finds nothing left to do; for one that never comes there are the callback, the phone, the sweep and the timer.
 * @throws what kept a picture from being received, after all of them were tried; Function Compute then sends the event again.
 */
export async function receiveUploads({ deps, env, event, signal }: Invocation): Promise<void> {
  const { events } = storageEvent.parse(event);
  const ids = events.map(({ oss }) => imageIdOf(decodeURIComponent(oss.object.key))).filter((id) => id !== undefined);
  const tried = await Promise.allSettled([...new Set(ids)].map((id) => receive(deps, id)));
  await readWaiting(deps, { workers: env.CHECK_WORKERS, until: AbortSignal.any([signal, AbortSignal.timeout(readingSeconds * 1000)]) });
  const failed = tried.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}

async function receive(deps: Deps, imageId: string): Promise<void> {
  await receiveImage(deps, imageId, { author: { kind: 'system' }, origin: undefined }).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    // Nobody was permitted to put it there, and no repetition changes that; the sweep removes it.
    deps.log.warn({ err: error, imageId }, 'an object that no picture waits for was announced');
  });
}
