import { breakdownSize, drawBreakdown } from './breakdown-drawing';

const row = (member: string, value: number) => ({ member, value, share: 0, growth: null });

it('leaves room for the longest name and the widest figure, and none is so small that it cannot be seen', () => {
  const { bars, left, height } = drawBreakdown([row('示范区', 1_262_000), row('样板区', 631_000), row('范例市', 0)]);
  const { width, share, growth, line } = breakdownSize;
  expect(left).toBeGreaterThanOrEqual(3 * 12);
  expect(left + bars[0]!.width + '1,262,000'.length * 7).toBeLessThanOrEqual(width - share - growth);
  expect([bars[1]!.width * 2, bars[2]!.width, height]).toEqual([bars[0]!.width, 2, 3 * line]);
});
it('counts what is not drawn, and cuts a name that does not fit', () => {
  const { bars, more } = drawBreakdown([row('插电式混合动力汽车', 20), row('3年以下', 19), ...Array.from({ length: 10 }, (_, at) => row(`品牌${at}`, 9))]);
  expect([bars.length, more, bars[0]!.name, bars[1]!.name]).toEqual([10, 2, '插电式混合动力…', '3年以下']);
});
