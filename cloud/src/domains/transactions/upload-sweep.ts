import { In, LessThan } from 'typeorm';
import { audit, type By } from '../../audit/audit';
import { subjectOf } from './correction-images';
import { Image } from './image.entity';
import { type ImageDeps, receiveImage } from './images';
import { imageIdOf, incomingPrefix } from './sealed-pictures';

/**
 * Looks for pictures whose news was lost: registers those that arrived, gives up those whose permission has run out, and
 * removes plain objects that a kill, or a permit used twice, left behind.
 * One that cannot be read now is logged and left for the next round; it does not keep the others waiting.
 */
export async function sweepUploads(deps: ImageDeps): Promise<void> {
  const now = deps.clock.now();
  const waiting = await deps.db.manager.find(Image, {
    where: { state: 'uploading', permittedAt: LessThan(new Date(now.getTime() - 20_000)) },
    order: { permittedAt: 'ASC' },
    take: 100,
  });
  for (const { id } of waiting) {
    await sweepUpload(deps, id, now).catch((error: unknown) => deps.log.error({ err: error, imageId: id }, 'an upload could not be looked at'));
  }
  await removeLeftovers(deps);
}

async function sweepUpload(deps: ImageDeps, imageId: string, now: Date): Promise<void> {
  const image = await receiveImage(deps, imageId, { author: { kind: 'system' }, origin: undefined });
  const overSince = new Date(now.getTime() - 60_000);
  if (image.state === 'uploading' && image.permitExpiresAt < overSince) await giveUp(deps, image, overSince);
}

/** Unless its upload was permitted anew meanwhile. */
async function giveUp({ db, clock }: ImageDeps, image: Image, overSince: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const { affected } = await tx.update(Image, { id: image.id, state: 'uploading', permitExpiresAt: LessThan(overSince) }, { state: 'lost' });
    if (!affected) return;
    const by: By = { author: { kind: 'system' }, origin: undefined, at: clock.now() };
    await audit(tx, by, { action: 'transactions.image_lost', subject: subjectOf(image), details: { imageId: image.id, slot: image.slot } });
  });
}

/** What lies under `incoming/` belongs to a picture that is still uploading, or goes. */
async function removeLeftovers({ db, storage }: ImageDeps): Promise<void> {
  const lying = await storage.list(incomingPrefix);
  const ids = lying.map(imageIdOf).filter((id) => id !== undefined);
  if (ids.length === 0) return;
  const uploading = await db.manager.find(Image, { select: { id: true }, where: { id: In(ids), state: 'uploading' } });
  const awaited = new Set(uploading.map(({ id }) => id));
  for (const key of lying) {
    const id = imageIdOf(key);
    if (id && !awaited.has(id)) await storage.remove(key);
  }
}
