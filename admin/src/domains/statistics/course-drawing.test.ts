import { courseSize, drawCourse } from './course-drawing';

const month = (at: number, value: number | null, yearBefore: number | null = null) => ({ period: `2026-${String(at).padStart(2, '0')}`, value, yearBefore });

it('draws a stock on a scale that shows its move, within the room', () => {
  const { present, scale } = drawCourse([month(1, 2_900_000), month(2, 2_917_000), month(3, 2_935_500)]);
  expect(scale.map(({ value }) => value)).toEqual([2_900_000, 2_910_000, 2_920_000, 2_930_000, 2_940_000]);
  expect(present[0]!.map(({ y }) => y).every((y) => y >= courseSize.top && y <= courseSize.height - courseSize.bottom)).toBe(true);
});
it('draws a flow from nought where it swings, and interrupts the line where a month is missing', () => {
  const { present, yearBefore, scale } = drawCourse([month(1, 9_000, 20_000), month(2, null, 18_000), month(3, 21_000, null)]);
  expect([scale[0]!.value, present.map((stretch) => stretch.length), yearBefore.map((stretch) => stretch.length)]).toEqual([0, [1, 1], [2]]);
});
it('draws one month alone, and months that are all alike', () => {
  expect(drawCourse([month(1, 5)]).present[0]).toHaveLength(1);
  expect(drawCourse([month(1, 100), month(2, 100)]).present[0]!.every(({ y }) => Number.isFinite(y))).toBe(true);
});
