import { type EntityManager, In, Not } from 'typeorm';
import type { z } from 'zod';
import type { transactionEndpoints } from '@yongche/contract/transactions';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { Actor } from '../../http/actor';
import { ensure, refuseField } from '../../http/errors';
import { insertRows } from '../../insert-rows';
import { inspectPhoto } from '../checks/inspect-photo';
import type { PhotoInspection } from '../checks/photo-inspection';
import { expectedKind } from '../checks/slots';
import { dropReadings, requestReading } from '../checks/reading/queue';
import { captureColumns } from './capture';
import { Image } from './image.entity';
import { presentImage } from './present';
import { Party } from './party.entity';
import type { RequiredPhoto } from './photo-rules';
import { newPictureKey, personsShownBy, type PictureKey } from './picture-keys';
import { photosOf, rulesOf } from './rules-in-force';
import { incomingKeyOf, readIncoming, removeIncoming, type SealedPicture, sealPicture } from './sealed-pictures';
import { Transaction } from './transaction.entity';
import { mayCapture } from './transactions.policy';

type PermitRequest = z.output<(typeof transactionEndpoints)['POST /transactions/:id/images']['body']>['images'][number];
export type ImageDeps = Pick<Deps, 'db' | 'clock' | 'keys' | 'storage' | 'storageCallbackUrl' | 'readingBell' | 'log'>;

const permitSeconds = 600;

/**
 * 直传许可: one row and one upload form per picture, bound to deal, slot, size and type.
 * @throws transaction.images_locked, transaction.slot_unknown, transaction.slot_full, request.invalid where a picture is over its budget
 */
export async function permitUploads(tx: EntityManager, { deps, deal, actor, requests }: { deps: ImageDeps; deal: Transaction; actor: Actor; requests: PermitRequest[] }, by: By) {
  ensure(mayCapture(actor, deal), 'transaction.images_locked');
  const { photos, parties } = await photosByCode(tx, deal);
  const several = requests.some(({ slot }) => (photos.get(slot)?.max ?? 1) > 1);
  const accepted = several ? await tx.find(Image, { select: { slot: true }, where: { transactionId: deal.id, state: 'accepted' } }) : [];
  const images = requests.map((request, at) => {
    const photo = photos.get(request.slot);
    ensure(photo, 'transaction.slot_unknown', { slot: request.slot });
    ensureWithinBudget(photo, request, at);
    const full = photo.max > 1 && accepted.filter(({ slot }) => slot === request.slot).length >= photo.max;
    ensure(!full || request.replaces, 'transaction.slot_full', { slot: request.slot });
    const image = imageOf(deps.keys, deal, request, by.at);
    return { ...image, ...newPictureKey(deps.keys, personsShownBy(photo, parties), image.id) };
  });
  await insertRows(tx, Image, images);
  await audit(tx, by, { action: 'transactions.upload_permitted', subject: { type: 'transaction', id: deal.id }, details: { slots: images.map((image) => image.slot) } });
  const permits = images.map((image, at) => {
    const { bytes } = requests[at]!;
    const form = deps.storage.permitUpload({
      key: incomingKeyOf(image),
      contentType: image.contentType,
      minBytes: bytes,
      maxBytes: bytes,
      expiresInSeconds: permitSeconds,
      callback: { url: deps.storageCallbackUrl, variables: { image: image.id } },
    });
    return { image: presentImage(image), ...form };
  });
  return { permits };
}

/** The deal's photo list by code, and its parties with their keys. */
async function photosByCode(tx: EntityManager, deal: Transaction): Promise<{ photos: Map<string, RequiredPhoto>; parties: Party[] }> {
  const parties = await tx.findBy(Party, { transactionId: deal.id });
  return { photos: new Map((await photosOf(tx, { ...deal, parties })).map((photo) => [photo.code, photo])), parties };
}

/** The phone compresses to the budget; twice the budget is refused, or the storage of 2019 comes back (CAP-B4). */
function ensureWithinBudget(photo: RequiredPhoto, { bytes }: PermitRequest, at: number): void {
  const most = photo.budgetBytes * 2;
  if (bytes > most) refuseField(`images.${at}.bytes`, `“${photo.title}”超过${Math.round(most / 1000)}KB，请更新小程序后重拍。`);
}

function imageOf(keys: ImageDeps['keys'], deal: Transaction, { slot, replaces, contentType, sha256, capturedAt, capture }: PermitRequest, now: Date): Omit<Image, keyof PictureKey> {
  return {
    id: uuidv7(),
    transactionId: deal.id,
    slot,
    state: 'uploading',
    replacesId: replaces ?? null,
    objectKey: null,
    thumbnailKey: null,
    contentType,
    declaredSha256: sha256 ?? null,
    sha256: null,
    sealedSha256: null,
    bytes: null,
    width: null,
    height: null,
    sharpness: null,
    brightness: null,
    problems: [],
    returnCode: null,
    returnNote: null,
    capturedAt: new Date(capturedAt),
    permittedAt: now,
    permitExpiresAt: new Date(now.getTime() + permitSeconds * 1000),
    receivedAt: null,
    ...captureColumns(keys, deal.id, capture, now),
  };
}

/**
 * The one way by which a picture is received, whoever tells of it first: the storage's callback, the phone, or the sweep.
 * Reads the object from the storage, judges what it really is, writes it sealed, and removes the plain one once all this
 * is committed. Repeatable; only the first one writes.
 * @returns the picture as it stands, still `uploading` where the storage does not have it.
 */
export async function receiveImage(deps: ImageDeps, imageId: string, by: Omit<By, 'at'>): Promise<Image> {
  const [image] = await deps.db.manager.find(Image, { where: { id: imageId }, relations: { transaction: true } });
  ensure(image, 'image.not_found');
  const received = image.state === 'uploading' ? await receive(deps, image, by) : image;
  if (received.state !== 'uploading') await removeIncoming(deps, received);
  return received;
}

async function receive(deps: ImageDeps, image: Image, by: Omit<By, 'at'>): Promise<Image> {
  const { db, clock } = deps;
  const bytes = await readIncoming(deps, image);
  // Where nothing is there, another one may have received it this very moment.
  if (!bytes) return db.manager.findOneByOrFail(Image, { id: image.id });
  const deal = image.transaction!;
  const { rules } = await rulesOf(db.manager, deal.rulesVersion);
  const subject = rules.photos.find((photo) => photo.code === image.slot)!.subject;
  const inspection = await inspectPhoto(bytes, rules.quality[subject], image.declaredSha256, expectedKind(image.slot));
  const sealed = await sealPicture(deps, { image, deal, sha256: inspection.sha256, full: bytes, thumbnail: inspection.thumbnail });
  const settled = await db.transaction((tx) => settleImage(tx, { of: image, inspection, sealed }, { ...by, at: clock.now() }));
  if (settled.state === 'accepted') deps.readingBell.ring();
  return settled;
}

async function settleImage(tx: EntityManager, { of, inspection, sealed }: { of: Image; inspection: PhotoInspection; sealed: SealedPicture }, by: By): Promise<Image> {
  const { id: imageId, transactionId } = of;
  const deal = await tx.findOneOrFail(Transaction, { where: { id: transactionId }, lock: { mode: 'pessimistic_write' } });
  const image = await tx.findOneOrFail(Image, { where: { id: imageId }, lock: { mode: 'pessimistic_write' } });
  if (image.state !== 'uploading') return image;
  const { sha256, bytes, width, height, sharpness, brightness, problems } = inspection;
  const open = deal.state === 'capturing' || deal.state === 'returned';
  const state = !open ? 'lost' : problems.length > 0 ? 'rejected' : 'accepted';
  const facts = { state, sha256, bytes, width, height, sharpness, brightness, problems, ...sealed, receivedAt: by.at } as const;
  await tx.update(Image, imageId, facts);
  if (open) await replaceEarlier(tx, { deal, image, accepted: state === 'accepted' });
  if (state === 'accepted') {
    await dropReadings(tx, deal.id);
    await requestReading(tx, image, { owner: deal, at: by.at });
  }
  await audit(tx, by, {
    action: `transactions.image_${state}`,
    subject: { type: 'transaction', id: deal.id },
    details: { imageId, slot: image.slot, sha256, ...(problems.length > 0 ? { problems } : {}) },
  });
  return { ...image, ...facts };
}

/**
 * A good picture takes the place of what it was taken for; a bad one only of earlier bad ones. Where the type allows
 * several, it replaces the one that the agent named, or else those that were refused.
 */
async function replaceEarlier(tx: EntityManager, { deal, image, accepted }: { deal: Transaction; image: Image; accepted: boolean }): Promise<void> {
  const several = ((await photosByCode(tx, deal)).photos.get(image.slot)?.max ?? 1) > 1;
  const replaceable: Image['state'][] = !accepted ? ['rejected'] : several && !image.replacesId ? ['rejected', 'returned'] : ['accepted', 'rejected', 'returned'];
  const id = several && image.replacesId ? image.replacesId : Not(image.id);
  const earlier = await tx.find(Image, { select: { id: true }, where: { transactionId: deal.id, slot: image.slot, state: In(replaceable), id } });
  // By their keys: a search that locks might go over the pictures of other deals, which do the same at this moment.
  if (earlier.length > 0) await tx.update(Image, earlier.map((row) => row.id), { state: 'replaced' });
}
