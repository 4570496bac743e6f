import { bandOf, drawTrend, lineOf, monthWord, trendSize } from './trend';

const month = (name: string, share: number | null) => ({ month: name, problemRate: share === null ? null : { share, low: share / 2, high: share * 2 } });

it('draws the rates on a scale that takes in every interval', () => {
  const { stretches, scale, months } = drawTrend([month('2026-09', 0.02), month('2026-10', 0.05), month('2026-11', 0.03)]);
  expect(scale.map(({ share }) => share)).toEqual([0, 0.02, 0.04, 0.06, 0.08, 0.1]);
  expect(scale[0]!.y).toBe(trendSize.height - trendSize.bottom);
  expect(scale.at(-1)!.y).toBe(trendSize.top);
  expect(months.map(({ x }) => x)).toEqual([44, 336, 628]);
  expect(stretches).toHaveLength(1);
  expect(stretches[0]![1]).toMatchObject({ month: '2026-10', high: trendSize.top, y: 93 });
  expect(lineOf(stretches[0]!)).toBe('44,141.6 336,93 628,125.4');
  expect(bandOf(stretches[0]!)).toBe('44,109.2 336,12 628,76.8 628,149.7 336,133.5 44,157.8');
});

it('interrupts the line where nothing was inspected', () => {
  const { stretches } = drawTrend([month('2026-08', 0.02), month('2026-09', null), month('2026-10', 0.05)]);
  expect(stretches.map((stretch) => stretch.map(({ month: name }) => name))).toEqual([['2026-08'], ['2026-10']]);
});

it('draws a single month, and months without anything', () => {
  expect(drawTrend([month('2026-11', 0)]).months[0]!.x).toBe(336);
  expect(drawTrend([month('2026-11', null)]).stretches).toEqual([]);
});

it('names the year once', () => {
  const words = (months: string[]) => months.map((name, at) => monthWord(name, at, months.map((one) => ({ month: one }))));
  expect(words(['2025-12', '2026-01', '2026-02'])).toEqual(['12月', '2026-01', '2月']);
  expect(words(['2026-06', '2026-07'])).toEqual(['2026-06', '7月']);
});
