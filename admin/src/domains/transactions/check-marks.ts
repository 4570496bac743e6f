import type { returnCodes } from '@yongche/contract/vocabulary';
import type { Deal, Image, Slot } from './deal';

export type ReturnCode = keyof typeof returnCodes;

/** What the operator decided of one picture: compared with the original, or to be taken again. */
export type Mark = { kind: 'checked' } | { kind: 'return'; code: ReturnCode; note: string };
/** Marks by image id; a picture without one is still open. */
export type Marks = Readonly<Record<string, Mark>>;

/** One picture of the deal with the place where it stands in the list. */
export interface Picture {
  image: Image;
  slot: Slot;
  /** Title of the type, with a number where it has several pictures. */
  title: string;
}

const viewable = new Set<Image['state']>(['accepted', 'returned', 'rejected']);

/** The pictures that can be looked at, in the order of the list. */
export function picturesOf(deal: Pick<Deal, 'slots'>): Picture[] {
  return deal.slots.flatMap((slot) => {
    const images = slot.images.filter(({ state }) => viewable.has(state));
    return images.map((image, at) => ({
      image,
      slot,
      title: images.length > 1 ? `${slot.title}（${at + 1}/${images.length}）` : slot.title,
    }));
  });
}

/** The pictures in force: those that the operator decides on. */
export function decidableOf(pictures: Picture[]): Picture[] {
  return pictures.filter(({ image }) => image.state === 'accepted');
}

export interface Tally {
  checked: string[];
  returning: { imageId: string; code: ReturnCode; note: string }[];
  open: string[];
  /** 其他 without its reason: the server would refuse it. */
  missingNote: string | undefined;
}

/** Counts the marks of the pictures in force; marks of pictures that were replaced meanwhile do not count. */
export function tally(marks: Marks, imageIds: string[]): Tally {
  const result: Tally = { checked: [], returning: [], open: [], missingNote: undefined };
  for (const imageId of imageIds) {
    const mark = marks[imageId];
    if (!mark) result.open.push(imageId);
    else if (mark.kind === 'checked') result.checked.push(imageId);
    else result.returning.push({ imageId, code: mark.code, note: mark.note.trim() });
  }
  result.missingNote = result.returning.find(({ code, note }) => code === 'R13' && note === '')?.imageId;
  return result;
}

/** Where to look after a decision: the next picture, or behind the last one the first that is still open. */
export function nextAfter(imageId: string, imageIds: string[], marks: Marks): string {
  const next = imageIds[imageIds.indexOf(imageId) + 1];
  return next ?? imageIds.find((id) => !marks[id]) ?? imageId;
}

/** The marks that stay when a deal goes back to the agent: what was compared with its original need not be compared again. */
export function withoutReturns(marks: Marks): Marks {
  return Object.fromEntries(Object.entries(marks).filter(([, { kind }]) => kind === 'checked'));
}

/** Whose marks of which deal; a colleague at the same machine starts afresh. */
interface MarksOwner {
  staffId: string;
  transactionId: string;
}

const keyOf = ({ staffId, transactionId }: MarksOwner) => `yongche.marks.${staffId}.${transactionId}`;

/** Marks of this tab survive a reload (F5 lies between F4 and F6); they hold no names and no pictures. */
export function rememberMarks(owner: MarksOwner, marks: Marks): void {
  if (Object.keys(marks).length === 0) sessionStorage.removeItem(keyOf(owner));
  else sessionStorage.setItem(keyOf(owner), JSON.stringify(marks));
}

/** The marks that this tab remembers of a deal. */
export function recallMarks(owner: MarksOwner): Marks {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(owner)) ?? '{}') as Marks;
  } catch {
    return {};
  }
}
