import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { In } from 'typeorm';
import type { Deps } from '../../deps';
import { audit } from '../../audit/audit';
import { ensure } from '../../http/errors';
import { route } from '../../http/route';
import { qrOf } from '../evidence/qr';
import { findProblem } from '../inspections/problems';
import { ensureWorking, findDeal, lockDeal } from './deals';
import { Image } from './image.entity';
import { withTerminals } from './image-terminals';
import { permitUploads, receiveImage } from './images';
import { addressSeconds, pictureAddress, watermarkOf } from './picture-address';
import { isDisposed, isErased, personKeysOfPictures } from './picture-keys';
import { presentImage } from './present';

const samples = join(__dirname, 'photo-samples');

/** 影像: permission to upload, arrival, and each look at a private picture. */
export const imageRoutes = (deps: Deps) => {
  const { db, clock, keys } = deps;
  return [
    route('POST /transactions/:id/images', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        const deal = await lockDeal(tx, params.id, actor);
        ensureWorking(actor, deal);
        return permitUploads(tx, { deps, deal, actor, requests: body.images }, { author: actor, origin, at: clock.now() });
      }),
    ),

    route('POST /images/:id/arrival', async ({ actor, params, origin }) => {
      const image = await db.manager.findOneBy(Image, { id: params.id });
      ensure(image, 'image.not_found');
      await (image.problemId ? findProblem(db.manager, image.problemId, actor) : findDeal(db.manager, image.transactionId, actor));
      const received = await receiveImage(deps, image.id, { author: actor, origin });
      ensure(received.state !== 'uploading', 'image.not_arrived');
      await withTerminals(db.manager, [received]);
      return { image: presentImage(received) };
    }),

    route('POST /transactions/:id/image-views', async ({ actor, params, body, origin }) => {
      const deal = await findDeal(db.manager, params.id, actor);
      ensureWorking(actor, deal);
      const images = await db.manager.findBy(Image, { id: In(body.imageIds), transactionId: deal.id });
      ensure(images.length === new Set(body.imageIds).size, 'image.not_found');
      ensure(!images.some(isDisposed), 'image.disposed');
      ensure(images.every(({ thumbnailKey }) => thumbnailKey !== null), 'image.not_arrived');
      const persons = await personKeysOfPictures(db.manager, keys, images);
      ensure(!images.some((image) => isErased(image, persons)), 'image.erased');
      const at = clock.now();
      const viewer = { words: await watermarkOf(db.manager, keys, actor, at), sessionId: actor.sessionId };
      const views = images.map(({ id }) => ({ imageId: id, url: pictureAddress(deps, { imageId: id, variant: body.variant, ...viewer }, at) }));
      await audit(
        db.manager,
        { author: actor, origin, at },
        ...images.map((image) => ({
          action: 'transactions.image_viewed' as const,
          subject: { type: 'transaction' as const, id: deal.id },
          details: { imageId: image.id, slot: image.slot, variant: body.variant },
        })),
      );
      return { views, expiresAt: new Date(at.getTime() + addressSeconds * 1000) };
    }),

    route('GET /transactions/:id/counter-code', async ({ actor, params }) => {
      const { serial } = await findDeal(db.manager, params.id, actor);
      return { serial, qr: await qrOf(serial) };
    }),

    route('GET /photo-samples/:code', async ({ params, koa }) => {
      const picture = await readFile(join(samples, `${params.code}.jpg`)).catch(() => undefined);
      ensure(picture, 'request.not_found');
      koa.set('Cache-Control', 'public, max-age=86400');
      return picture;
    }),
  ];
};
