import { billStateOf, eventPrice, handsOff, lineSum, lineTitle, meteredSentence, sizeWord } from './billing-wording';

it.each([
  [0, '0 B'],
  [820, '820 B'],
  [839_680, '820 KB'],
  [1_503_238_553, '1.4 GB'],
  [1_649_267_441_664, '1.5 TB'],
  [157_286_400, '150 MB'],
])('says %d bytes as %s', (bytes, words) => {
  expect(sizeWord(bytes)).toBe(words);
});

it('names a bill by what has to happen with it', () => {
  expect(billStateOf({ state: 'draft', standing: 'unpaid' })).toEqual({ label: '待复核', tone: 'warn' });
  expect(billStateOf({ state: 'published', standing: 'overdue' })).toEqual({ label: '逾期', tone: 'bad' });
  expect(billStateOf({ state: 'void', standing: 'cancelled' }).tone).toBe('over');
});

it('tells who drafted a bill why another person has to go on', () => {
  const no = { check: false, publish: false };
  expect(handsOff({ state: 'draft', may: no, obstacle: null })).toBe('您是出账人，复核和发布须由另一人办理。');
  expect(handsOff({ state: 'draft', may: { check: true, publish: false }, obstacle: '没有服务合同' })).toBeUndefined();
  expect(handsOff({ state: 'checked', may: no, obstacle: null })).toBe('您是出账人，复核和发布须由另一人办理。');
  expect(handsOff({ state: 'checked', may: no, obstacle: '与这个市场没有服务合同' })).toContain('服务合同');
  expect(handsOff({ state: 'published', may: no, obstacle: null })).toBeUndefined();
});

it('writes out a line of a bill with its arithmetic', () => {
  const line = { kind: 'usage' as const, member: true, month: null, vehicles: 157_858, unitFen: 300, fen: 47_357_400 };
  expect(lineTitle(line)).toBe('本期车辆　会员价');
  expect(lineSum(line)).toBe('157858 辆 × ¥3.00 ＝ ¥473,574.00');
  expect(lineTitle({ kind: 'adjustment', member: false, month: '2026-09' })).toBe('2026-09 往期补计　非会员价');
  const carried = { kind: 'carried' as const, member: null, month: null, vehicles: 0, unitFen: null, fen: -2400 };
  expect([lineTitle(carried), lineSum(carried)]).toEqual(['上期结转', '−¥24.00']);
});

it('says why a car costs nothing, and whether every deal is metered', () => {
  expect(eventPrice({ member: true, exemption: 'redone', kind: 'charge' })).toBe('重办，不再计费');
  expect(eventPrice({ member: false, exemption: null, kind: 'reversal' })).toBe('冲减　非会员价');
  expect(meteredSentence({ completed: 120, unmetered: 0 })).toBe('本月完成 120 笔，全部已计量。');
  expect(meteredSentence({ completed: 120, unmetered: 2 })).toContain('不能出账');
});
