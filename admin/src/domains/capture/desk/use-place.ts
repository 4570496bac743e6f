import { useState } from 'react';
import { nextOpen, type Place } from './checklist';

/** Where the desk stands in the list: what the operator chose, else by itself the next place that is open. */
export function usePlace(places: Place[], begin: string | null) {
  const [chosen, setChosen] = useState<string | null>(begin);
  const [last, setLast] = useState<string | null>(null);
  const [looked, setLooked] = useState<string | null>(null);
  const find = (code: string | null) => places.find((place) => place.code === code);
  const open = nextOpen(places, last);
  const current = find(chosen) ?? open ?? find(last) ?? places[0];
  const isChosen = find(chosen) !== undefined;
  // While the desk goes on by itself, keys for a picture mean the one that was taken last.
  const shownPlace = isChosen ? current : (find(last) ?? current);
  const shown = shownPlace?.pictures.find(({ picture }) => picture.id === looked) ?? shownPlace?.pictures.at(-1);
  const go = (code: string) => {
    setChosen(code);
    setLooked(null);
  };
  return {
    current,
    /** The operator went there; else the desk goes on by itself. */
    isChosen,
    /** Nothing is open any more. */
    isWhole: open === undefined,
    shownPlace,
    /** The picture that the keys for a picture mean. */
    shown,
    go,
    step(by: 1 | -1) {
      const at = places.findIndex(({ code }) => code === current?.code);
      const next = places[Math.min(places.length - 1, Math.max(0, at + by))];
      if (next) go(next.code);
    },
    /** To the next open place after the one at hand. */
    skip() {
      const next = nextOpen(places, current?.code ?? null);
      if (next) go(next.code);
    },
    /** A picture has just been kept in this place. */
    noteKept(code: string) {
      setLast(code);
      setChosen(null);
      setLooked(null);
    },
    /** To another picture of the same place. */
    turnTo(by: 1 | -1) {
      const pictures = shownPlace?.pictures ?? [];
      const at = pictures.findIndex(({ picture }) => picture.id === shown?.picture.id);
      if (pictures.length > 1) setLooked(pictures[(at + by + pictures.length) % pictures.length]!.picture.id);
    },
  };
}
