import { collectionWords, drawTiers, openFirst, rateWord, runSentence, tierSize } from './dues-wording';

const tier = (code: string, name: string, fen: number, members: number, paidMembers: number) => ({ code, name, fen, members, paidMembers });
const ningbo = [tier('A', '会长、副会长单位', 1_000_000, 6, 6), tier('B', '理事单位', 600_000, 20, 19), tier('C', '会员单位', 300_000, 13, 10)];

it('labels both rates of 2019 by what they are of', () => {
  expect(rateWord(9315)).toBe('93.15%');
  expect(rateWord(8974)).toBe('89.74%');
  expect(rateWord(10_000)).toBe('100.00%');
  expect(rateWord(null)).toBe('—');
  expect(collectionWords({ dueFen: 21_900_000, paidFen: 20_400_000, members: 39, paidMembers: 35, byAmount: 9315, byMembers: 8974 })).toEqual({
    byAmount: '实收 ¥204,000.00 / 应收 ¥219,000.00',
    byMembers: '缴清 35 户 / 应缴 39 户',
  });
});

it('draws each member of a tier as wide as its due', () => {
  const bars = drawTiers(ningbo);
  const widthOf = (at: number) => bars[at]!.cells.reduce((sum, { width }) => sum + width, 0);
  expect(widthOf(1)).toBeCloseTo(tierSize.width, 0);
  expect(widthOf(0)).toBeCloseTo(tierSize.width / 2, 0);
  expect(bars[0]!.cells.every(({ isPaid }) => isPaid)).toBe(true);
  expect(bars[1]!.cells.filter(({ isPaid }) => !isPaid)).toHaveLength(1);
  expect(bars[2]!.sentence).toBe('会员单位：每户 ¥3,000.00，13 户中 10 户缴清，缴清 ¥30,000.00，共应缴 ¥39,000.00');
});

it('draws tiers that owe nothing', () => {
  expect(drawTiers([tier('A', '会员单位', 0, 3, 3)])[0]!.cells).toHaveLength(3);
  expect(drawTiers([])).toEqual([]);
});

it('says what a run of dues would do, or why it cannot', () => {
  const item = { memberId: 'x', memberName: '示范市场', position: 'council_unit' as const, tier: 'B', fen: 600_000 };
  const run = { year: 2026, scheme: '2019-1', items: [item], totalFen: 600_000, raised: 0 };
  expect(runSentence(run)).toBe('将部署 1 笔，共 ¥6,000.00，按会费标准 2019-1。');
  expect(runSentence({ ...run, raised: 38 })).toContain('已部署 38 笔，将部署 1 笔');
  expect(runSentence({ ...run, items: [], totalFen: 0, raised: 39 })).toBe('2026 年的会费都已部署，共 39 笔。');
  expect(runSentence({ ...run, scheme: null, items: [] })).toContain('不能部署');
});

it('lists first who has to be asked', () => {
  const due = (memberNumber: string, standing: 'paid' | 'overdue' | 'unpaid' | 'partly' | 'cancelled') => ({ memberNumber, standing }) as never;
  const dues = [due('1', 'paid'), due('2', 'unpaid'), due('3', 'cancelled'), due('4', 'overdue'), due('5', 'partly')];
  expect(openFirst(dues).map(({ memberNumber }) => memberNumber)).toEqual(['4', '2', '5', '1', '3']);
});
