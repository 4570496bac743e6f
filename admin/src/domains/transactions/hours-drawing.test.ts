import { drawHours, hoursSize } from './hours-drawing';

it('draws the day from eight to six, and every hour in which something was done', () => {
  expect(drawHours([]).bars.map(({ hour }) => hour)).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17]);
  const { bars, scale } = drawHours([
    { hour: 7, completed: 1, returned: 0 },
    { hour: 9, completed: 6, returned: 2 },
  ]);
  expect([bars[0]!.hour, bars.at(-1)!.hour]).toEqual([7, 17]);
  expect(scale.map(({ count }) => count)).toEqual([0, 2, 4, 6, 8]);
  expect(scale.at(-1)!.y).toBe(hoursSize.top);
  const [completed, returned] = bars[2]!.parts;
  expect(completed!.height).toBeCloseTo(returned!.height * 3, 0);
  expect(returned!.y + returned!.height).toBeCloseTo(completed!.y, 5);
  expect(bars[2]!.sentence).toBe('9时至10时：完成6笔，退回2笔');
  expect(bars[1]!.parts).toEqual([]);
});
