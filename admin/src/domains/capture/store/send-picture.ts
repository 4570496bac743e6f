import { isRefusal, sentenceOf } from '../../../api';
import type { KeptPicture } from '../counter-deal';
import { StorageSilence } from './faults';
import { fullOf, isAltered, isOver, isUnsent, type OwnPicture, thumbnailOf, withArrival } from './kept-deal';
import type { Errand, Permit } from './line';
import { sha256Of } from './sealing';

type Image = NonNullable<KeptPicture['image']>;

/** After so many times a storage that refuses, or a line that spoils, is a fault that a person must see. */
const mostSpoiled = 3;

/** The picture itself cannot be handed in; `message` says what to do. */
class PictureRefusal extends Error {
  override name = 'PictureRefusal';
}

/**
 * Brings one picture to the server: permit under the picture's own name → form to the storage → the server's word. Each step may be
 * done again: the server knows the picture by its name and tells how it stands.
 * @throws ApiError for what is no fault of the picture
 */
export async function sendPicture(errand: Errand, dealId: string, pictureId: string): Promise<void> {
  const { keeping, signal } = errand;
  const deal = await keeping.read(dealId);
  const picture = deal?.pictures.find(({ id }) => id === pictureId);
  if (!deal || !picture || isOver(deal) || !isUnsent(picture)) return;
  const bytes = await keeping.picture(fullOf(pictureId));
  // What goes up is what was hashed when it was taken: a disk that has spoiled it is found here.
  if (!bytes || (await sha256Of(bytes)) !== picture.sha256) return refuse(errand, dealId, pictureId, '这张照片在本机硬盘上已损坏，没有传，请重拍。');

  await mark(errand, dealId, pictureId, { state: 'sending', asked: true });
  try {
    const permit = await permitFor(errand, dealId, picture);
    const isThere = permit.image.state !== 'uploading' && permit.image.state !== 'lost';
    const image = isThere ? permit.image : await upload(errand, picture, permit, bytes);
    await settle(errand, dealId, picture, image, bytes);
  } catch (error) {
    if (isRefusal(error, 'image.id_taken') && countSpoiled(errand, pictureId) < mostSpoiled) return rename(errand, dealId, picture, bytes);
    if (error instanceof PictureRefusal) return refuse(errand, dealId, pictureId, error.message);
    if (isRefusal(error, 'transaction.slot_unknown', 'transaction.slot_full', 'request.invalid', 'image.id_taken')) {
      return refuse(errand, dealId, pictureId, error.fields[0]?.message ?? sentenceOf(error));
    }
    if (!signal.aborted) await mark(errand, dealId, pictureId, { state: 'waiting' });
    throw error;
  }
}

async function permitFor({ keeping, line, now, signal }: Errand, dealId: string, picture: OwnPicture) {
  const { id, slot, replaces, sha256, bytes, source, nonce } = picture;
  // This PC's clock may have been ahead: no picture comes from the future.
  const latest = now() + (keeping.state().facts?.ahead ?? 0);
  const capturedAt = new Date(Math.min(Date.parse(picture.capturedAt), latest)).toISOString();
  const image = { id, slot, contentType: 'image/jpeg' as const, bytes, sha256, capturedAt, ...(replaces && { replaces }), capture: { method: source, ...(nonce && { nonce }) } };
  // A key of its own each time: the picture's name makes it safe, and what is wanted is how it stands now, not what was answered before.
  const { permits } = await line.call('POST /transactions/:id/images', { params: { id: dealId }, body: { images: [image] }, idempotencyKey: crypto.randomUUID(), signal });
  return permits[0]!;
}

async function upload(errand: Errand, { id }: OwnPicture, permit: Permit, bytes: ArrayBuffer): Promise<Image> {
  const { line, signal } = errand;
  const answer = await line.upload(permit, bytes, signal);
  // The storage hands on what our server answered to its callback.
  const told = answer?.status === 200 ? imageIn(answer.text) : undefined;
  if (told && told.state !== 'uploading') return told;
  if (answer && answer.status >= 400 && answer.status < 500 && answer.status !== 409) {
    // Once or twice that is an old permit.
    if (countSpoiled(errand, id) >= mostSpoiled) throw new PictureRefusal('存储没有接受这张照片，请重拍；仍不行请联系协会。');
    throw new StorageSilence();
  }
  // 409: it lies there since an earlier try. No answer, or one that nobody can read: the picture may be there all the same.
  try {
    return (await line.call('POST /images/:id/arrival', { params: { id }, signal })).image;
  } catch (error) {
    throw isRefusal(error, 'image.not_arrived') && answer?.status !== 200 ? new StorageSilence() : error;
  }
}

function imageIn(text: string): Image | undefined {
  try {
    const { image } = JSON.parse(text) as { image?: Image };
    return image?.id && image.state ? image : undefined;
  } catch {
    return undefined;
  }
}

async function settle(errand: Errand, dealId: string, picture: OwnPicture, image: Image, bytes: ArrayBuffer): Promise<void> {
  const { keeping, now, spoiled } = errand;
  if (image.state === 'lost') throw new PictureRefusal('这张照片传到时，交易已提交或结束，没有收下。');
  // The bytes here are right: what the way there has changed goes once more, under another name.
  if (isAltered(image) && countSpoiled(errand, picture.id) < mostSpoiled) return rename(errand, dealId, picture, bytes);
  spoiled.delete(picture.id);
  const without = (pictures: OwnPicture[]) => pictures.filter(({ id }) => id !== picture.id);
  // Replaced: a newer one of this slot was faster.
  await keeping.change(dealId, (deal) => (image.state === 'replaced' ? { ...deal, pictures: without(deal.pictures) } : withArrival(deal, picture.id, image, now())), { durability: 'relaxed' });
}

function countSpoiled({ spoiled }: Errand, pictureId: string): number {
  const count = (spoiled.get(pictureId) ?? 0) + 1;
  spoiled.set(pictureId, count);
  return count;
}

const mark = ({ keeping }: Errand, dealId: string, pictureId: string, fields: Partial<OwnPicture>) =>
  keeping.change(dealId, (deal) => ({ ...deal, pictures: deal.pictures.map((picture) => (picture.id === pictureId ? { ...picture, ...fields } : picture)) }), { durability: 'relaxed' });

async function refuse(errand: Errand, dealId: string, pictureId: string, refusal: string): Promise<void> {
  await mark(errand, dealId, pictureId, { state: 'refused', refusal });
}

/** The same picture under a new name, in one change. */
async function rename({ keeping, spoiled }: Errand, dealId: string, picture: OwnPicture, bytes: ArrayBuffer): Promise<void> {
  const id = crypto.randomUUID();
  spoiled.set(id, spoiled.get(picture.id) ?? 0);
  const thumbnail = await keeping.picture(thumbnailOf(picture.id));
  const named = { ...picture, id, state: 'waiting' as const, image: null, arrivedAt: null, asked: false };
  await keeping.change(dealId, (deal) => ({ ...deal, pictures: deal.pictures.map((each) => (each.id === picture.id ? named : each.replaces === picture.id ? { ...each, replaces: id } : each)) }), {
    bytes: [{ id: fullOf(id), bytes }, ...(thumbnail ? [{ id: thumbnailOf(id), bytes: thumbnail }] : [])],
  });
}
