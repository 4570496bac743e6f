import type Koa from 'koa';
import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { readRaw } from '../../http/raw-body';
import { receiveImage } from './images';
import { withTerminals } from './image-terminals';
import { presentImage } from './present';

/** Path on which the object storage reports an upload; its answer goes back to the phone that uploads. */
export const storageCallbackPath = '/api/storage/callback';

/**
 * The storage's own news of an upload: the signature over the raw bytes is verified first, then the object is read again.
 * Answers `{ image }` within the five seconds that OSS waits; whatever fails here is mended by the phone or the sweep.
 */
export function storageCallback(deps: Deps): Koa.Middleware {
  return async (koa) => {
    const rawBody = await readRaw(koa.req, 10_000);
    const callback = await deps.storage
      .verifyCallback({ path: koa.path, query: koa.search, headers: koa.headers as Record<string, string | undefined>, rawBody })
      .catch((error: unknown) => {
        deps.log.warn({ err: error }, 'a storage callback was refused');
        throw new Refusal('storage.callback_untrusted');
      });
    const imageId = String(callback.variables.image ?? '');
    const origin = { requestId: String(koa.state.requestId), ip: koa.ip };
    const image = await receiveImage(deps, imageId, { author: { kind: 'system' }, origin });
    await withTerminals(deps.db.manager, [image]);
    koa.body = { image: presentImage(image) };
  };
}
