import type { RuleResult, Spot } from '../../checks/check';
import { spotOfValue } from '../../checks/check-wording';
import { findingsOf, type Look } from '../../checks/places';
import { decidableOf, type Picture, picturesOf } from '../../transactions/check-marks';
import type { Case } from '../inspection';
import type { Marked } from './case-marks';

/** The pictures in force of a case, in the order of the list. */
export function casePictures({ deal }: Pick<Case, 'deal'>): Picture[] {
  return decidableOf(picturesOf(deal));
}

/** One line of a case's list. */
export interface CaseItem extends Marked {
  key: string;
  title: string;
  /** Undefined for a photo type without a picture, and for the deal itself. */
  picture: Picture | undefined;
}

/** The deal itself, for what no picture shows. */
const theDeal: CaseItem = { key: 'deal', imageId: null, slot: null, title: '整笔交易', picture: undefined };

/** What can be looked at and marked: the pictures, the photo types that have none, and the deal itself. */
export function caseItems(pictures: Picture[], { slots }: Pick<Case['deal'], 'slots'>): CaseItem[] {
  const empty = slots.filter(({ code }) => !pictures.some(({ slot }) => slot.code === code));
  return [
    ...pictures.map((picture): CaseItem => ({ key: picture.image.id, imageId: picture.image.id, slot: null, title: picture.title, picture })),
    ...empty.map(({ code, title }): CaseItem => ({ key: code, imageId: null, slot: code, title, picture: undefined })),
    theDeal,
  ];
}

/** The places on these pictures that findings speak of, the worst first, whether the counter let them through or not. */
export function caseLooks({ check }: Pick<Case, 'check'>, pictures: Picture[]): Look[] {
  return findingsOf(check.results).filter(({ spot }) => pictures.some(({ image }) => image.id === spot.imageId));
}

/** The other picture to hold beside this one: its place, or as a whole. */
export type Beside = Pick<Spot, 'imageId'> & { spot: Spot | undefined };

/**
 * What is held beside a picture: the value that the rule compared with the one shown, first one that says something else; without a
 * finding the next picture.
 */
export function besideOf({ look, imageId, pictures }: { look: Look | undefined; imageId: string | undefined; pictures: Picture[] }): Beside | undefined {
  const others = pictures.map(({ image }) => image.id).filter((id) => id !== imageId);
  const compared = look ? comparedWith(look.result, imageId).find((spot) => others.includes(spot.imageId)) : undefined;
  if (compared) return { imageId: compared.imageId, spot: compared };
  const next = nextOf(pictures, imageId, 1) ?? others[0];
  return next === undefined ? undefined : { imageId: next, spot: undefined };
}

/** The places of the other values of a rule: those that disagree with the one shown before those that agree, then its areas. */
function comparedWith({ values, areas }: RuleResult, imageId: string | undefined): Spot[] {
  const shown = values.find((value) => value.imageId === imageId);
  const others = values.filter((value) => value.imageId !== null && value.imageId !== imageId);
  const ordered = [...others].sort((one, other) => Number(one.differs === shown?.differs) - Number(other.differs === shown?.differs));
  return [...ordered.flatMap((value) => spotOfValue(value) ?? []), ...areas.filter((area) => area.imageId !== imageId)];
}

/** The picture before or after one in the list; `passing` is left out, for two pictures beside each other are never the same. */
export function nextOf(pictures: Picture[], imageId: string | undefined, by: 1 | -1, passing?: string): string | undefined {
  const ids = pictures.map(({ image }) => image.id).filter((id) => id !== passing);
  if (imageId === undefined) return ids[0];
  return ids[ids.indexOf(imageId) + by];
}

/** In which order the pictures of a case are loaded: what findings frame first, what is compared with it, then the list. */
export function loadingOrder(one: Case): string[] {
  const pictures = casePictures(one);
  const looks = caseLooks(one, pictures);
  const first = looks[0];
  const beside = first && besideOf({ look: first, imageId: first.spot.imageId, pictures });
  const ids = [first?.spot.imageId, beside?.imageId, ...looks.map(({ spot }) => spot.imageId), ...pictures.map(({ image }) => image.id)];
  return [...new Set(ids.filter((id) => id !== undefined))];
}
