import { countOf } from '../../components/counts';

/** The room of a drawing in pixels, and the size of the letters around it. */
export interface Room {
  width: number;
  height: number;
  em: number;
}

/** One bar: what it stands for, its number, and what it is compared with. */
export interface Bar {
  key: string;
  /** Below the bar. */
  word: string;
  value: number;
  /** Drawn as a line across the bar; null where there is nothing to compare with. */
  mark: number | null;
  /** Its time is not over yet. */
  isOpen: boolean;
}

interface DrawnBar extends Bar {
  x: number;
  width: number;
  y: number;
  height: number;
  /** Ends and height of the mark. */
  line: { from: number; to: number; y: number } | null;
  /** Where its number stands, where there is room for all of them. */
  figureY: number | null;
  /** The middle of its word, moved in where it would leave the room; null where it has none. */
  wordX: number | null;
}

interface BarsDrawing {
  bars: DrawnBar[];
  scale: { value: number; y: number; word: string }[];
  left: number;
  /** The middle of each bar's place is this plus half of `slot`. */
  slot: number;
  bottom: number;
}

/** Numbers on the bars are a little smaller than the letters around the drawing. */
export const figureSize = 0.84;
const widestBar = 3.2;

/** Places bars evenly on a scale of whole steps from nought; numbers stand on the bars only, and words below each only, where they do not touch. */
export function drawBars(bars: Bar[], { width, height, em }: Room): BarsDrawing {
  const most = Math.max(4, ...bars.flatMap(({ value, mark }) => [value, mark ?? 0]));
  const step = stepOf(most, height / em > 14 ? 4 : 3);
  const count = Math.ceil(most / step);
  const [top, bottom] = [1.5 * em, 1.7 * em];
  const left = (wordWidth(countOf(count * step)) + 0.7) * em;
  const slot = (width - left) / Math.max(1, bars.length);
  const bar = Math.min(slot * 0.7, widestBar * em);
  const yOf = (value: number) => round(top + (height - top - bottom) * (1 - value / (count * step)));
  const longest = Math.max(0, ...bars.map(({ value }) => wordWidth(countOf(value)))) * figureSize;
  const hasFigures = slot >= (longest + 0.3) * em;
  const every = everyOf(bars, slot / em);
  const last = bars.length - 1;
  return {
    bars: bars.map((one, at) => {
      const x = left + slot * at + (slot - bar) / 2;
      const y = yOf(one.value);
      const line = one.mark === null ? null : { from: round(x - bar * 0.12), to: round(x + bar * 1.12), y: yOf(one.mark) };
      return {
        ...one,
        x: round(x),
        width: round(bar),
        y,
        height: round(yOf(0) - y),
        line,
        figureY: hasFigures ? round(figurePlace(y, line?.y ?? y, em)) : null,
        wordX: (last - at) % every === 0 ? round(Math.min(left + slot * (at + 0.5), width - (wordWidth(one.word) * em) / 2)) : null,
      };
    }),
    scale: Array.from({ length: count + 1 }, (_, at) => ({ value: at * step, y: yOf(at * step), word: countOf(at * step) })),
    left: round(left),
    slot: round(slot),
    bottom: round(height - 0.4 * em),
  };
}

/** Right above its bar, and above the mark too where that would cross it. */
const figurePlace = (bar: number, mark: number, em: number) => (bar - mark > 1.4 * em ? bar : Math.min(bar, mark)) - 0.35 * em;

/** How wide a word is, in letters' sizes: a Chinese character is twice as wide as a figure. */
const wordWidth = (word: string) => [...word].reduce((sum, letter) => sum + (letter === ',' ? 0.3 : letter.charCodeAt(0) < 0x2e80 ? 0.6 : 1), 0);

/** Every how many bars there is room for a word, counted from the last one back. */
function everyOf(bars: Bar[], slot: number): number {
  for (let every = 1; every < bars.length; every++) {
    const named = bars.filter((_, at) => (bars.length - 1 - at) % every === 0).map(({ word }) => wordWidth(word));
    if (named.every((wide, at) => at === 0 || every * slot >= (wide + named[at - 1]!) / 2 + 0.4)) return every;
  }
  return Math.max(1, bars.length);
}

/** 1, 2 or 5 followed by noughts, so that at most so many steps reach so far. */
function stepOf(most: number, steps: number): number {
  for (let power = 1; ; power *= 10) {
    const step = [power, 2 * power, 5 * power].find((one) => most / one <= steps);
    if (step) return step;
  }
}

const round = (value: number) => Math.round(value * 10) / 10;
