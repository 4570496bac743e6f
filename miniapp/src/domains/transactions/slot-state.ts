import type { AnswerOf } from '@yongche/contract';
import { returnCodes } from '@yongche/contract/vocabulary';
import type { Capture, Image } from './upload-queue';

export type Deal = AnswerOf<'GET /transactions/:id'>;
export type Slot = Deal['slots'][number];

/** How one place of the list stands, with what the agent reads. */
export interface SlotView {
  tone: 'off' | 'calm' | 'wrong' | 'good';
  /** 待拍, 上传中 42%, 合格, 需重拍, 核对退回. */
  label: string;
  /** What happened and what to do. */
  sentences: string[];
  /** Whether the camera should open on it: something is missing or must be taken again. */
  open: boolean;
  /** Whether another picture may be taken beside the present ones. */
  mayAdd: boolean;
  /** The picture, or the capture on its way, that a new photo replaces. */
  retake?: { imageId?: string; captureId?: string };
}

/** The deal with the pictures that have arrived since it was read, replacing what the server replaces by them. */
export function withArrivals(deal: Deal, uploads: Capture[]): Deal {
  const arrivals = uploads.flatMap(({ arrived, replaces }) => (arrived ? [{ image: arrived, replaces }] : []));
  return arrivals.reduce(
    (known, { image, replaces }) => ({
      ...known,
      slots: known.slots.map((slot) => (slot.code === image.slot ? withImage(slot, image, replaces) : slot)),
    }),
    deal,
  );
}

function withImage(slot: Slot, image: Image, replaces: string | undefined): Slot {
  if (slot.images.some(({ id }) => id === image.id)) return slot;
  const accepted = image.state === 'accepted';
  const gives = (old: Image) =>
    slot.max > 1 && replaces
      ? old.id === replaces && (accepted || old.state === 'rejected')
      : accepted
        ? slot.max === 1 || isBad(old)
        : old.state === 'rejected';
  return { ...slot, images: [...slot.images.filter((old) => !gives(old)), image] };
}

/** Joins what the server knows with what is still on the phone: the phone's newer photo counts. */
export function viewOf(slot: Slot, uploads: Capture[]): SlotView {
  const own = uploads.filter((capture) => capture.slot === slot.code);
  const several = slot.max > 1;
  const covered = new Set(several ? own.map((capture) => capture.replaces) : slot.images.map(({ id }) => id));
  const images = own.length > 0 ? slot.images.filter(({ id }) => !covered.has(id)) : slot.images;
  const bad = images.filter(isBad);
  const good = images.filter(({ state }) => state === 'accepted');
  const refused = own.find(({ state }) => state === 'refused');
  const moving = own.filter(({ state }) => state !== 'refused');
  const onServer = images.filter(({ state }) => state === 'uploading');
  const coming = moving.length + (own.length > 0 ? 0 : onServer.length);
  const missing = Math.max(0, slot.min - good.length - coming);
  const open = bad.length > 0 || refused !== undefined || missing > 0;
  const mayAdd = several && good.length + coming < slot.max && bad.length === 0;
  const retake = retakeOf({
    refused,
    bad: bad[0],
    moving: moving[moving.length - 1],
    present: images[images.length - 1],
  });
  const base = { open, mayAdd, ...(retake ? { retake } : {}) };

  if (refused) return { ...base, tone: 'wrong', label: '没有传上', sentences: [refused.message ?? '请重拍。'] };
  if (bad[0]) return { ...base, ...badView(bad) };
  if (moving[0]) return { ...base, ...movingView(moving[0]) };
  if (good.length > 0 && good.length >= slot.min) {
    return { ...base, tone: 'good', label: several ? `合格 ${good.length}张` : '合格', sentences: [] };
  }
  if (onServer.length > 0) return { ...base, tone: 'calm', label: '上传中', sentences: [] };
  const label = good.length > 0 ? `还差${missing}张` : slot.required ? '待拍' : '可不拍';
  return { open, mayAdd, tone: 'off', label, sentences: [] };
}

/** What a new photo takes the place of: first what hinders, then what was taken last. */
function retakeOf(found: { refused?: Capture; bad?: Image; moving?: Capture; present?: Image }): SlotView['retake'] {
  const { refused, bad, moving, present } = found;
  if (refused) return { captureId: refused.id };
  if (bad) return { imageId: bad.id };
  if (moving) return { captureId: moving.id };
  return present && { imageId: present.id };
}

/** Must be taken again. */
export const isBad = ({ state }: Image) => state === 'rejected' || state === 'returned';

function badView(bad: Image[]): Pick<SlotView, 'tone' | 'label' | 'sentences'> {
  const returned = bad.some(({ state }) => state === 'returned');
  return {
    tone: 'wrong',
    label: returned ? '核对退回' : '需重拍',
    sentences: bad.flatMap((image) =>
      image.returned
        ? [
            `${image.returned.code} ${returnCodes[image.returned.code]}${image.returned.note ? `：${image.returned.note}` : ''}`,
          ]
        : image.problems.map(({ sentence }) => sentence),
    ),
  };
}

function movingView({ state, progress, message }: Capture): Pick<SlotView, 'tone' | 'label' | 'sentences'> {
  const stuck = state === 'waiting' && message;
  return {
    tone: 'calm',
    label: stuck ? '等待网络' : state === 'sending' && progress > 0 ? `上传中 ${progress}%` : '上传中',
    sentences: stuck ? [message] : [],
  };
}

/** Required places that are good, of all required. */
export function progressOf(deal: Deal, uploads: Capture[]): { good: number; of: number } {
  const required = deal.slots.filter((slot) => slot.required);
  return { good: required.filter((slot) => viewOf(slot, uploads).tone === 'good').length, of: required.length };
}

/** The places on which the camera should open, in the order of the list. */
export const openSlots = ({ slots }: Pick<Deal, 'slots'>, uploads: Capture[]) =>
  slots.filter((slot) => viewOf(slot, uploads).open);
