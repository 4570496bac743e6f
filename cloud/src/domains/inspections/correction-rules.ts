import type { returnCodes } from '@yongche/contract';
import type { Image } from '../transactions/image.entity';
import type { ProblemItem } from './problem.entity';

type Item = Pick<ProblemItem, 'id' | 'imageId' | 'slot' | 'code'>;

/**
 * 怎样改正: what is wrong with a picture is put right by a better one; what is wrong with data or persons (人证不符, 与其他证件
 * 不一致, 车与证不符, 其他) by what the note says of it, with or without a picture.
 */
const correctedBy: Record<keyof typeof returnCodes, 'picture' | 'note'> = {
  R01: 'picture',
  R02: 'picture',
  R03: 'picture',
  R04: 'picture',
  R05: 'picture',
  R06: 'picture',
  R07: 'note',
  R08: 'picture',
  R09: 'note',
  R10: 'picture',
  R11: 'picture',
  R12: 'note',
  R13: 'note',
};

/** Whether a finding is one of a missing photo that does not say which. */
const isAnyMissing = ({ slot, code }: Item) => slot === null && code === 'R01';

/** Whether a finding needs a picture: one of the deal itself does not, but for a photo that is missing. */
const needsPicture = (item: Item) => correctedBy[item.code] === 'picture' && (item.slot !== null || isAnyMissing(item));

/** Whether a picture in this slot may be taken for the correction: one in which something was found, or any where it is not said which is missing. */
export function hasFinding(items: Item[], slot: string): boolean {
  return items.some((item) => item.slot === slot || isAnyMissing(item));
}

/** Whether a picture was taken for this finding. */
export function isPictureFor(item: Item, { slot }: Pick<Image, 'slot'>, items: Item[]): boolean {
  return item.slot === slot || (isAnyMissing(item) && !items.some((other) => other.slot === slot));
}

/**
 * The findings for which a good picture is still missing. Two faulty pictures of one slot need two; of the same picture with
 * two faults, one. A file that the frozen deal holds already corrects nothing.
 */
export function withoutPicture<T extends Item>(items: T[], images: Pick<Image, 'state' | 'slot' | 'sha256'>[], frozen: Set<string | null>): T[] {
  const good = images.filter(({ state, sha256 }) => state === 'accepted' && !frozen.has(sha256));
  return items.filter(needsPicture).filter((item) => {
    const taken = new Set(good.filter((image) => isPictureFor(item, image, items)).map(({ sha256 }) => sha256));
    const faulty = new Set(items.filter((other) => needsPicture(other) && other.slot === item.slot).map((other) => other.imageId ?? other.id));
    return taken.size < faulty.size;
  });
}
