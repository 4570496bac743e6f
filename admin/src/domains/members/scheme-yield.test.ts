import { yieldOf, yieldSentence } from './scheme-yield';

const payers = { president_unit: 1, vice_president_unit: 5, council_unit: 20, ordinary_unit: 13 };
const tiers = [
  { code: 'A', name: '会长、副会长单位', fen: 1_000_000, positions: ['president_unit' as const, 'vice_president_unit' as const] },
  { code: 'B', name: '理事单位', fen: 600_000, positions: ['council_unit' as const] },
  { code: 'C', name: '会员单位', fen: 300_000, positions: ['ordinary_unit' as const] },
];

it('reckons what the tiers of 2019 bring: 6 × 10,000 + 20 × 6,000 + 13 × 3,000 = 219,000 yuan', () => {
  expect(yieldOf(tiers, payers)).toEqual({
    tiers: [
      { code: 'A', members: 6, fen: 6_000_000 },
      { code: 'B', members: 20, fen: 12_000_000 },
      { code: 'C', members: 13, fen: 3_900_000 },
    ],
    members: 39,
    fen: 21_900_000,
  });
  // A position that is in no tier yet brings nothing.
  expect(yieldOf(tiers.slice(0, 2), payers)).toMatchObject({ members: 26, fen: 18_000_000 });
});

it('says it beside the version that it is to follow', () => {
  const now = yieldOf(tiers, payers);
  expect(yieldSentence(now, undefined)).toBe('按今天的 39 家会员，每年共 ¥219,000.00。');
  expect(yieldSentence(now, { version: '2026-1', fen: 20_000_000 })).toBe('按今天的 39 家会员，每年共 ¥219,000.00，比 2026-1 多 ¥19,000.00。');
  expect(yieldSentence(now, { version: '2026-1', fen: 22_000_050 })).toContain('比 2026-1 少 ¥1,000.50');
  expect(yieldSentence(now, { version: '2026-1', fen: 21_900_000 })).toContain('与 2026-1 一样');
});
