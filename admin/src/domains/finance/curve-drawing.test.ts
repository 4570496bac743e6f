import { curveSize, drawCurve } from './curve-drawing';

const month = (number: string, receivableFen: number, receivedFen: number) => ({ month: `2026-${number}`, receivableFen, receivedFen });

it('draws what was raised beside what came in, on a scale from nought', () => {
  const { months, scale } = drawCurve([month('09', 3_000_000, 1_500_000), month('10', 0, 2_000_000), month('11', 0, 0)]);
  expect(scale.map(({ fen }) => fen)).toEqual([0, 1_000_000, 2_000_000, 3_000_000]);
  const [raised, received] = months[0]!.bars;
  expect(raised!.height).toBeCloseTo(received!.height * 2, 0);
  expect(raised!.y).toBe(curveSize.top);
  expect(raised!.y + raised!.height).toBeCloseTo(received!.y + received!.height, 5);
  expect(months.map(({ bars }) => bars.map(({ part }) => part))).toEqual([['raised', 'received'], ['received'], []]);
  expect(months[1]!.sentence).toBe('2026-10：新增应收 ¥0.00，实收 ¥20,000.00');
});

it('draws below the line where more was taken back than came', () => {
  const { months, scale } = drawCurve([month('10', 400_000, 400_000), month('11', 0, -200_000)]);
  expect(scale.map(({ fen }) => fen)).toEqual([-200_000, 0, 200_000, 400_000]);
  const nought = scale.find(({ fen }) => fen === 0)!.y;
  expect(months[1]!.bars).toMatchObject([{ part: 'received', y: nought }]);
});

it('draws a year without money', () => {
  expect(drawCurve([month('11', 0, 0)]).months[0]!.bars).toEqual([]);
  expect(drawCurve([]).months).toEqual([]);
});
