import { useEffect, useMemo, useState } from 'react';
import type { RuleResult, Spot } from '../../checks/check';
import { type Look, lookAfter } from '../../checks/places';
import type { PictureStore } from '../../transactions/picture-store';
import type { Frame } from '../../transactions/picture-viewer/picture-viewer';
import type { Case } from '../inspection';
import { type Beside, besideOf, caseItems, caseLooks, casePictures, nextOf } from './case-order';

/** The way through one case: what is shown, what is framed on it, and which picture is held beside it. */
export function useCase({ deal, check }: Pick<Case, 'deal' | 'check'>, store: PictureStore) {
  const pictures = useMemo(() => casePictures({ deal }), [deal]);
  const items = useMemo(() => caseItems(pictures, deal), [pictures, deal]);
  const looks = useMemo(() => caseLooks({ check }, pictures), [check, pictures]);
  const [look, setLook] = useState<Look | undefined>(looks[0]);
  const [selected, setSelected] = useState(looks[0]?.spot.imageId ?? items[0]!.key);
  const [beside, setBeside] = useState<Beside>();

  const item = items.find(({ key }) => key === selected) ?? items[0]!;
  const { imageId } = item;
  const lookHere = look?.spot.imageId === imageId ? look : undefined;
  const usual = useMemo(
    () => (imageId === null ? undefined : besideOf({ look: lookHere, imageId, pictures })),
    [lookHere, imageId, pictures],
  );
  const other = beside ?? usual;
  const otherId = other?.imageId;
  const frame = useFrame(lookHere?.spot);
  const otherFrame = useFrame(other?.spot);

  useEffect(() => {
    void store.want('full', [imageId, otherId].filter((id) => id != null));
  }, [store, imageId, otherId]);

  /** A picture chosen by hand begins whole. */
  const select = (key: string) => {
    const chosen = items.find((candidate) => candidate.key === key)?.picture;
    setLook(undefined);
    setSelected(key);
    setBeside(beside && chosen && besideOf({ look: undefined, imageId: key, pictures }));
  };
  const show = (next: Look) => {
    setLook(next);
    setSelected(next.spot.imageId);
    setBeside(beside && besideOf({ look: next, imageId: next.spot.imageId, pictures }));
  };
  return {
    items,
    item,
    position: `第 ${items.indexOf(item) + 1} / ${pictures.length} 张`,
    look: lookHere,
    frame,
    /** The picture that would be held beside this one, or is. */
    other: pictures.find(({ image }) => image.id === otherId),
    otherFrame,
    isPaired: beside !== undefined,
    isOf: (id: string) => pictures.some(({ image }) => image.id === id),
    titleOf: (id: string) => pictures.find(({ image }) => image.id === id)?.title ?? '已替换的照片',
    select,
    /** The next line; while two pictures are beside each other, the one at the right changes. */
    step: (by: 1 | -1) => {
      const next = beside ? nextOf(pictures, beside.imageId, by, imageId ?? undefined) : items[items.indexOf(item) + by]?.key;
      if (next === undefined) return;
      if (beside) setBeside({ imageId: next, spot: undefined });
      else select(next);
    },
    show: (result: RuleResult, spot: Spot) => show({ result, spot }),
    showNext: (): boolean => {
      const next = lookAfter(looks, look);
      if (next) show(next);
      return next !== undefined;
    },
    pair: () => setBeside(beside ? undefined : other),
    unpair: () => setBeside(undefined),
  };
}

export type CaseSight = ReturnType<typeof useCase>;

/** The same object as long as the same place is meant, as the viewer wants it. */
function useFrame(spot: Spot | undefined): Frame | undefined {
  return useMemo(() => (spot?.box ? { area: spot.box, label: spot.label } : undefined), [spot]);
}
