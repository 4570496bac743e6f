import { type EntityManager, In, Not } from 'typeorm';
import { audit, type By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { Actor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { inspectPhoto } from '../checks/inspect-photo';
import type { PhotoInspection } from '../checks/photo-inspection';
import { expectedKind } from '../checks/slots';
import { dropReadings, requestReading } from '../checks/reading/queue';
import { replaceEarlierCorrections, subjectOf, takesCorrections } from './correction-images';
import { Image } from './image.entity';
import { isAwaited, namedImages } from './named-images';
import { rulesOf } from './rules-in-force';
import { readIncoming, removeIncoming, type SealedPicture, sealPicture } from './sealed-pictures';
import { Transaction } from './transaction.entity';
import { mayCapture } from './transactions.policy';
import { permitPictures, type PermitRequest, photosByCode } from './upload-permits';

export type ImageDeps = Pick<Deps, 'db' | 'clock' | 'keys' | 'storage' | 'storageCallbackUrl' | 'readingBell' | 'log'>;

/**
 * 直传许可 for pictures of an open deal (see upload-permits.ts). A picture that its page has named may be asked for again: what
 * has not arrived is permitted anew, what has is answered as it stands.
 * @throws transaction.images_locked, image.id_taken, transaction.slot_unknown, transaction.slot_full, request.invalid where a picture is over its budget
 */
export async function permitUploads(tx: EntityManager, { deps, deal, actor, requests }: { deps: ImageDeps; deal: Transaction; actor: Actor; requests: PermitRequest[] }, by: By) {
  ensure(mayCapture(actor, deal), 'transaction.images_locked');
  const list = await photosByCode(tx, deal);
  const known = await namedImages(tx, deal, requests);
  const most = (slot: string) => list.photos.get(slot)?.max ?? 1;
  const several = requests.some(({ slot }) => most(slot) > 1);
  const accepted = several ? await tx.find(Image, { select: { slot: true }, where: { transactionId: deal.id, state: 'accepted' } }) : [];
  for (const { id, slot, replaces } of requests) {
    const image = known.get(id ?? '');
    if (image && !isAwaited(image)) continue;
    const full = most(slot) > 1 && accepted.filter((image) => image.slot === slot).length >= most(slot);
    ensure(!full || replaces, 'transaction.slot_full', { slot });
  }
  return permitPictures(tx, { deps, deal, problemId: null, requests, known, ...list }, by);
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
  const received = image.state === 'uploading' ? await receiveTogether(deps, image, by) : image;
  if (received.state !== 'uploading') await removeIncoming(deps, received);
  return received;
}

/** Pictures that this process is receiving at this moment, of each database. */
const inHand = new WeakMap<Deps['db'], Map<string, Promise<Image>>>();

/** Callback and phone wait for the same reception: under the greatest load, when storages and phones lose patience, nothing is looked at twice. */
function receiveTogether(deps: ImageDeps, image: Image, by: Omit<By, 'at'>): Promise<Image> {
  const receiving = inHand.get(deps.db) ?? new Map<string, Promise<Image>>();
  inHand.set(deps.db, receiving);
  const received = receiving.get(image.id) ?? receive(deps, image, by).finally(() => receiving.delete(image.id));
  receiving.set(image.id, received);
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
  if (settled.state === 'accepted' && !settled.problemId) deps.readingBell.ring();
  return settled;
}

async function settleImage(tx: EntityManager, { of, inspection, sealed }: { of: Image; inspection: PhotoInspection; sealed: SealedPicture }, by: By): Promise<Image> {
  const { id: imageId, transactionId } = of;
  const deal = await tx.findOneOrFail(Transaction, { where: { id: transactionId }, lock: { mode: 'pessimistic_write' } });
  const image = await tx.findOneOrFail(Image, { where: { id: imageId }, lock: { mode: 'pessimistic_write' } });
  if (image.state !== 'uploading') return image;
  const { sha256, bytes, width, height, sharpness, brightness, problems } = inspection;
  const open = image.problemId ? await takesCorrections(tx, image.problemId) : deal.state === 'capturing' || deal.state === 'returned';
  const verdict = problems.length > 0 ? 'rejected' : 'accepted';
  const others = image.problemId ? [] : await othersInSlot(tx, image);
  const state = !open ? 'lost' : isSuperseded(image, others) ? 'replaced' : verdict;
  const facts = { state, sha256, bytes, width, height, sharpness, brightness, problems, ...sealed, receivedAt: by.at } as const;
  await tx.update(Image, imageId, facts);
  if (open && state !== 'replaced') await (image.problemId ? replaceEarlierCorrections(tx, image, { accepted: state === 'accepted' }) : replaceEarlier(tx, { deal, image, others, accepted: state === 'accepted' }));
  if (state === 'accepted' && !image.problemId) await requestReading(tx, image, { owner: deal, at: by.at });
  await audit(tx, by, {
    action: `transactions.image_${state === 'replaced' ? verdict : state}`,
    subject: subjectOf(image),
    details: { imageId, slot: image.slot, sha256, ...(problems.length > 0 ? { problems } : {}) },
  });
  return { ...image, ...facts };
}

type Other = Pick<Image, 'id' | 'state' | 'replacesId'>;

/** What else the slot holds. Seldom anything: most pictures are the first of their slot. */
const othersInSlot = (tx: EntityManager, { id, transactionId, slot }: Image): Promise<Other[]> =>
  tx.find(Image, { select: { id: true, state: true, replacesId: true }, where: { transactionId, slot, state: In(['accepted', 'rejected', 'returned']), id: Not(id) } });

/** What was taken in its place is here already: it came late, and nobody wants it any more. */
const isSuperseded = ({ id }: Image, others: Other[]) => others.some(({ state, replacesId }) => state === 'accepted' && replacesId === id);

/**
 * A good picture takes the place of what it was taken for; a bad one only of earlier bad ones. Where the type allows
 * several, it replaces the one that the agent named, or else those that were refused. What is replaced is not read any more.
 */
async function replaceEarlier(tx: EntityManager, { deal, image, others, accepted }: { deal: Transaction; image: Image; others: Other[]; accepted: boolean }): Promise<void> {
  if (others.length === 0) return;
  const several = ((await photosByCode(tx, deal)).photos.get(image.slot)?.max ?? 1) > 1;
  const replaceable: Image['state'][] = !accepted ? ['rejected'] : several && !image.replacesId ? ['rejected', 'returned'] : ['accepted', 'rejected', 'returned'];
  const named = several ? image.replacesId : null;
  const earlier = others.filter(({ id, state }) => replaceable.includes(state) && (named === null || id === named));
  if (earlier.length === 0) return;
  // By their keys: a search that locks might go over the pictures of other deals, which do the same at this moment.
  await tx.update(Image, earlier.map((row) => row.id), { state: 'replaced' });
  if (accepted) await dropReadings(tx, deal.id);
}
