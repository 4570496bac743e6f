import { useEffect, useRef, useState } from 'react';
import { useStaff } from '../../session';
import {
  decidableOf,
  nextAfter,
  picturesOf,
  recallMarks,
  rememberMarks,
  tally,
  withoutReturns,
  type Mark,
  type Marks,
} from './check-marks';
import type { Deal } from './deal';

/** The operator's way through the pictures of one deal: which one is shown, and what was decided of each. */
export function useCheck(deal: Deal) {
  const staffId = useStaff().id;
  const pictures = picturesOf(deal);
  const isDeciding = deal.may.complete || deal.may.return;
  const decidable = isDeciding ? decidableOf(pictures).map(({ image }) => image.id) : [];
  const [marks, setMarks] = useState<Marks>(() => recallMarks({ staffId, transactionId: deal.id }));
  const [chosen, setChosen] = useState<string>();
  const list = useRef<HTMLDivElement>(null);

  const isOver = deal.state === 'completed' || deal.state === 'cancelled';

  useEffect(
    () => rememberMarks({ staffId, transactionId: deal.id }, isOver ? {} : marks),
    [staffId, deal.id, isOver, marks],
  );

  const ids = pictures.map(({ image }) => image.id);
  const selected = chosen && ids.includes(chosen) ? chosen : (decidable.find((id) => !marks[id]) ?? ids[0]);
  const picture = pictures.find(({ image }) => image.id === selected);

  const select = (imageId: string) => {
    setChosen(imageId);
    list.current?.focus({ preventScroll: true });
  };
  const step = (by: 1 | -1) => {
    const next = selected && ids[ids.indexOf(selected) + by];
    if (next) setChosen(next);
  };
  const put = (imageId: string, mark: Mark | undefined) => {
    setMarks(({ [imageId]: _, ...others }) => (mark ? { ...others, [imageId]: mark } : others));
  };
  return {
    pictures,
    selected,
    picture,
    marks: isDeciding ? marks : {},
    isDecidable: selected !== undefined && decidable.includes(selected),
    tally: tally(marks, decidable),
    list,
    select,
    step,
    put,
    /** Marks a picture as compared with the original and goes on. */
    check: (imageId: string) => {
      put(imageId, { kind: 'checked' });
      select(nextAfter(imageId, decidable, { ...marks, [imageId]: { kind: 'checked' } }));
    },
    forgetReturns: () => setMarks(withoutReturns),
    /** Puts back all marks as they were. */
    restore: setMarks,
  };
}
