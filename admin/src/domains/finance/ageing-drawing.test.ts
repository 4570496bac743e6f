import { ageingSize, drawAgeing, over30Of } from './ageing-drawing';

const none = { notDueFen: 0, to30Fen: 0, to60Fen: 0, to90Fen: 0, over90Fen: 0 };
const nameOf = (fund: 'dues' | 'service_fee') => (fund === 'dues' ? '会费' : '服务费');

it('draws each age of both funds on one scale, and leaves room for the sums behind the bars', () => {
  const { rows, scale } = drawAgeing([{ fund: 'service_fee', ...none, to30Fen: 600_000 }, { fund: 'dues', ...none, over90Fen: 300_000 }], nameOf);
  expect(rows.map(({ label }) => label)).toEqual(['未到期', '1–30 天', '31–60 天', '61–90 天', '90 天以上']);
  const [longest, half] = [rows[1]!.bars[0]!, rows[4]!.bars[1]!];
  expect(longest.width).toBeCloseTo(half.width * 2, 5);
  expect(scale.at(-1)!.x).toBeLessThanOrEqual(ageingSize.width - ageingSize.right);
  expect(half.sentence).toBe('会费 90 天以上 ¥3,000.00');
});

it('sums what is owed for more than thirty days', () => {
  expect(over30Of({ notDueFen: 1, to30Fen: 2, to60Fen: 4, to90Fen: 8, over90Fen: 16 })).toBe(28);
});
