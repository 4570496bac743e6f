import { bytesText, costText, fromText, lineSum, lineTitle, monthText, votesText, type BillLine } from './bill-view';

const line = (change: Partial<BillLine>): BillLine => ({ position: 0, kind: 'usage', member: true, unitFen: 300, vehicles: 158, fen: 47_400, month: null, storedBytes: 0, ...change });

it('says what a line is for and how its amount comes about', () => {
  expect(lineTitle(line({}))).toBe('本期车辆，会员市场');
  expect(lineSum(line({}))).toBe('158辆 × ¥3.00');
  expect(lineTitle(line({ kind: 'adjustment', member: false, unitFen: 800, month: '2026-02' }))).toBe('往期补计（2026年2月），非会员市场');
  const carried = line({ kind: 'carried', member: null, unitFen: null, vehicles: 0, fen: -800 });
  expect(lineTitle(carried)).toBe('上期结转');
  expect(lineSum(carried)).toBeUndefined();
});

it('says what a car costs, or why it costs nothing', () => {
  expect(costText({ fen: 300, exemption: null })).toBe('¥3.00');
  expect(costText({ fen: -800, exemption: null })).toBe('−¥8.00');
  expect(costText({ fen: 0, exemption: 'redone' })).toBe('重办，不再计费');
});

it('writes months, days, years, sizes and votes as people do', () => {
  expect(monthText('2026-03')).toBe('2026年3月');
  expect(fromText('2026-06-01')).toBe('2026年6月1日起');
  expect(fromText('2026')).toBe('2026年度起');
  expect(bytesText(320.4 * 1024 * 1024)).toBe('320.4 MB');
  expect(bytesText(0)).toBe('0.0 KB');
  expect(votesText({ inFavour: 36, against: 1, abstained: 2 })).toBe('同意36，反对1，弃权2');
});
