import { type Bar, drawBars } from './bars-drawing';

const bars = (values: number[], marks: (number | null)[] = []): Bar[] => values.map((value, at) => ({ key: String(at), word: `${at + 1}月`, value, mark: marks[at] ?? null, isOpen: at === values.length - 1 }));
const year = bars(Array.from({ length: 13 }, (_, at) => 24_000 + at * 500), Array.from({ length: 13 }, (_, at) => 22_000 + at * 400));

it('keeps every bar, mark and number within the room', () => {
  for (const room of [{ width: 300, height: 200, em: 12 }, { width: 640, height: 260, em: 14 }, { width: 1_000, height: 420, em: 21 }]) {
    const { bars: drawn, scale } = drawBars(year, room);
    for (const { x, width, y, height, line, figureY } of drawn) {
      expect(x).toBeGreaterThan(0);
      expect(x + width).toBeLessThanOrEqual(room.width);
      expect(y + height).toBeLessThan(room.height);
      expect(Math.min(y, line!.y, (figureY ?? y) - room.em * 0.7)).toBeGreaterThanOrEqual(0);
    }
    expect(scale[0]!.value).toBe(0);
    expect(scale.at(-1)!.value).toBeGreaterThanOrEqual(30_000);
  }
});
it('writes numbers on the bars where there is room for all of them, on a phone on none', () => {
  expect(drawBars(year, { width: 300, height: 200, em: 12 }).bars.every(({ figureY }) => figureY === null)).toBe(true);
  expect(drawBars(year, { width: 800, height: 260, em: 14 }).bars.every(({ figureY }) => figureY !== null)).toBe(true);
});
it('names the last bar always, and so many before it that no names touch', () => {
  const { bars: drawn, slot } = drawBars(year, { width: 300, height: 200, em: 12 });
  const named = drawn.flatMap(({ wordX }, at) => (wordX === null ? [] : [at]));
  expect(named.at(-1)).toBe(12);
  expect((named[1]! - named[0]!) * slot).toBeGreaterThan(2.2 * 12);
  expect(drawn.at(-1)!.wordX! + 1.1 * 12).toBeLessThanOrEqual(300);
});
it('draws an empty day without falling over', () => {
  const { bars: drawn, scale } = drawBars(bars([0, 0]), { width: 300, height: 120, em: 14 });
  expect(drawn.map(({ height }) => height)).toEqual([0, 0]);
  expect(scale.map(({ value }) => value)).toEqual([0, 2, 4]);
  expect(drawBars([], { width: 300, height: 120, em: 14 }).bars).toEqual([]);
});
it('puts a number right above its bar, and above the mark of the year before where that would cross it', () => {
  const [near, far] = drawBars(bars([85, 10], [90, 90]), { width: 300, height: 200, em: 14 }).bars;
  expect(near!.figureY!).toBeLessThan(near!.line!.y);
  expect(far!.figureY!).toBeGreaterThan(far!.line!.y + 14);
  expect(far!.figureY!).toBeLessThan(far!.y);
});
