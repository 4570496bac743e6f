import { useCallback, useEffect, useRef, useState } from 'react';
import { openReaderLine, type ReaderState } from './id-reader-line';
import { addressProblem, type IdCard } from './id-reader-messages';

export { type IdCard, usualAddress } from './id-reader-messages';

export interface IdReader {
  /** `off` until the operator gives an address; then the reader's program is looked for, and found again, by itself. */
  state: 'off' | ReaderState['state'];
  model: string | null;
  /** What is wrong and what to do; null where all is well. */
  trouble: string | null;
  /** Empty while it is off. */
  address: string;
  /** Switches it on, or off by an empty one; this PC remembers it. `usualAddress` is where most programs listen. */
  setAddress: (address: string) => void;
}

const kept = 'yongche-id-reader';

/**
 * 身份证读卡器 by the program of `.readme/id-reader.md` on this PC: `onCard` gets each card once, while the page is before the operator.
 * For one component at a time.
 */
export function useIdReader(onCard: (card: IdCard) => void): IdReader {
  const [address, setOwn] = useState(() => localStorage.getItem(kept) ?? '');
  const [found, setFound] = useState<ReaderState>({ state: 'searching', model: null, trouble: null });
  const latest = useRef(onCard);
  useEffect(() => {
    latest.current = onCard;
  });
  const problem = address === '' ? undefined : addressProblem(address);
  const isOpen = address !== '' && problem === undefined;
  useEffect(() => {
    if (!isOpen) return;
    return openReaderLine(address, { onState: setFound, onCard: (card) => latest.current(card) });
  }, [address, isOpen]);
  const setAddress = useCallback((given: string) => {
    const next = given.trim().replace(/\/+$/, '');
    if (next === '') localStorage.removeItem(kept);
    else if (addressProblem(next) === undefined) localStorage.setItem(kept, next);
    setOwn(next);
  }, []);
  if (address === '') return { state: 'off', model: null, trouble: null, address, setAddress };
  if (problem !== undefined) return { state: 'trouble', model: null, trouble: problem, address, setAddress };
  return { ...found, address, setAddress };
}
