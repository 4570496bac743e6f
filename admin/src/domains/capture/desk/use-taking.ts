import type { PhotoRules } from '@yongche/contract/standards/photo-list';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { holdPage } from '../../../page-work';
import type { PictureSource, TakenPicture } from '../counter-deal';
import { type Cut, makePicture } from '../picture/picture-maker';
import { keepPicture } from '../store/station';
import type { Place } from './checklist';
import { messageOf } from './message-of';

/** Where the next picture belongs, and which picture goes then. */
interface Target {
  place: Place;
  gives: string | null;
}

/** A picture with which this PC sees something wrong: it is kept only if the operator says so. */
export interface Doubtful extends Target {
  taken: TakenPicture;
  /** Object URL of its small picture. */
  url: string;
}

/** One picture that is to be made: the camera's, or a file's. */
interface Wish {
  from: ImageBitmap | Blob;
  source: PictureSource;
  cut: Cut | 'auto';
}

interface TakingOptions {
  dealId: string;
  quality: PhotoRules['quality'];
  /** Null where no picture may be taken now. */
  target: () => Target | null;
  /** It is on the disk. */
  onKept: (code: string) => void;
}

/** Takes pictures one after the other: made in the worker, judged at once, kept on the disk, and on to the next place. */
export function useTaking(options: TakingOptions) {
  const [busyWith, setBusyWith] = useState<string | null>(null);
  const [doubtful, setDoubtful] = useState<Doubtful | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const latest = useRef(options);
  useLayoutEffect(() => {
    latest.current = options;
  });
  const line = useRef<(() => Promise<Wish>)[]>([]);
  const isRunning = useRef(false);
  useEffect(() => () => void (doubtful && URL.revokeObjectURL(doubtful.url)), [doubtful]);

  const keep = async ({ place, gives }: Target, taken: TakenPicture) => {
    await keepPicture(latest.current.dealId, place.code, taken, gives);
    // The next file in the line needs its own place at once.
    flushSync(() => {
      setDoubtful(null);
      latest.current.onKept(place.code);
    });
  };

  /** @returns whether it was kept */
  const make = async (open: () => Promise<Wish>): Promise<boolean> => {
    const target = latest.current.target();
    if (!target) return false;
    setBusyWith(target.place.code);
    setTrouble(null);
    try {
      const { from, source, cut } = await open();
      const { longSide, budgetBytes, subject } = target.place;
      const taken = await makePicture(from, { wanted: { longSide, budgetBytes, subject, quality: latest.current.quality[subject] }, cut, source });
      if (taken.problems.length === 0) await keep(target, taken);
      else setDoubtful({ ...target, taken, url: URL.createObjectURL(taken.thumbnail) });
      return taken.problems.length === 0;
    } catch (error) {
      setTrouble(messageOf(error));
      return false;
    } finally {
      setBusyWith(null);
    }
  };

  const run = async () => {
    isRunning.current = true;
    for (let next = line.current.shift(); next; next = line.current.shift()) {
      const open = next;
      if (await holdPage(() => make(open))) continue;
      // What comes after a picture that is to be taken again would land in its place.
      const left = line.current.splice(0).length;
      if (left > 0) setTrouble((said) => `${said ?? ''}后面的${left}张没有放入，处理好这一张后请从下一张起重新放入。`);
    }
    isRunning.current = false;
  };

  return {
    busyWith,
    doubtful,
    trouble,
    /** Takes what is opened, one after the other; files wait for those before them, the camera's key does nothing meanwhile. */
    take(wishes: (() => Promise<Wish>)[], mayWait: boolean) {
      if (isRunning.current && !mayWait) return;
      line.current.push(...wishes);
      if (!isRunning.current) void run();
    },
    /** Keeps the doubtful picture all the same: the server looks at it again. */
    accept() {
      if (doubtful) keep(doubtful, doubtful.taken).catch((error: unknown) => setTrouble(messageOf(error)));
    },
    forget() {
      setDoubtful(null);
      setTrouble(null);
    },
  };
}
