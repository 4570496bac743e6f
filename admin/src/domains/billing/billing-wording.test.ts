import { billStateOf, endMeans, eventPrice, handsOff, lineSum, lineTitle, meteredWord, previewSentence, sizeWord } from './billing-wording';

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
  expect(lineSum(line)).toBe('157,858 辆 × ¥3.00 ＝ ¥473,574.00');
  expect(lineTitle({ kind: 'adjustment', member: false, month: '2026-09' })).toBe('2026-09 往期补计　非会员价');
  const carried = { kind: 'carried' as const, member: null, month: null, vehicles: 0, unitFen: null, fen: -2400 };
  expect([lineTitle(carried), lineSum(carried)]).toEqual(['上期结转', '−¥24.00']);
});

it('says why a car costs nothing, and whether every deal is metered', () => {
  expect(eventPrice({ member: true, exemption: 'redone', kind: 'charge' })).toBe('重办，不再计费');
  expect(eventPrice({ member: false, exemption: null, kind: 'reversal' })).toBe('冲减　非会员价');
  expect([meteredWord({ completed: 0, unmetered: 0 }), meteredWord({ completed: 120, unmetered: 0 }), meteredWord({ completed: 120, unmetered: 2 })]).toEqual(['没有完成的交易', '全部已计量', '2 笔没有计量']);
});

it('says of a dry run what is still to be drafted', () => {
  const preview = { month: '2026-10', items: [{}, {}, {}] as never, vehicles: 12_345, fen: 3_703_500 };
  const sum = '2026-10 共 3 个市场、12,345 辆、¥37,035.00';
  expect(previewSentence(preview, { open: 3, isOver: false })).toBe(`${sum}。这个月还没有过完，只能试算，不能出账。`);
  expect(previewSentence(preview, { open: 3, isOver: true })).toBe(`${sum}，还没有出账。`);
  expect(previewSentence(preview, { open: 1, isOver: true })).toBe(`${sum}；2 个市场已经出账，还有 1 个。`);
  expect(previewSentence(preview, { open: 0, isOver: true })).toBe(`${sum}，已全部出账。`);
});

it('warns that a contract has to last to the end of a month that is billed', () => {
  expect(endMeans('2026-11-30')).toBe('2026-12 起的账单不能再发布。');
  expect(endMeans('2026-12-31')).toBe('2027-01 起的账单不能再发布。');
  expect(endMeans('2026-11-28')).toBe('2026-11 起的账单不能再发布（终止日不是月末，当月也不能）。');
  expect(endMeans('2028-02-29')).toBe('2028-03 起的账单不能再发布。');
});
