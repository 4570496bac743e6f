import type { MetricCode, ReportParagraph, ReportSection } from './figures';
import { doubtful, hindranceOf, isGap, nextStop, placeWarnings, stopsOf } from './report-places';

const paragraph = (code: string, metrics: MetricCode[], more: Partial<ReportParagraph> = {}): ReportParagraph => ({ code, runs: metrics.map((metric) => ({ text: '1', metric })), wanted: null, writable: false, ...more });
const gap = paragraph('plan', [], { wanted: '2020年工作安排', writable: true });
const sections: ReportSection[] = [
  { number: '', title: '市场概况', level: 1, paragraphs: [paragraph('office', ['office_trades_growth', 'office_city_transfers_growth', 'office_moved_out_growth']), paragraph('again', ['office_trades_growth'])] },
  { number: '一、', title: '运行', level: 1, paragraphs: [paragraph('deals', ['completed']), gap] },
];
const growth = { sentence: '合计增幅 15.64% 不在分项 7.00%–12.40% 之间', metrics: ['office_trades_growth', 'office_city_transfers_growth'] as MetricCode[] };

it('puts a warning beside the paragraph that it concerns, once', () => {
  const { byParagraph, loose } = placeWarnings(sections, [growth]);
  expect([...byParagraph.entries()]).toEqual([['office', [growth]]]);
  expect(loose).toEqual([]);
});
it('keeps a warning of which no paragraph speaks', () => {
  const other = { sentence: '期初会员与上年不符', metrics: ['members_at_start'] as MetricCode[] };
  expect(placeWarnings(sections, [other]).loose).toEqual([other]);
  expect(doubtful([growth, other]).has('members_at_start')).toBe(true);
});
it('takes a paragraph for a gap until somebody has written it', () => {
  expect(isGap(gap)).toBe(true);
  expect(isGap({ ...gap, runs: [{ text: '  ', metric: null }] })).toBe(true);
  expect(isGap({ ...gap, runs: [{ text: '主要工作安排如下', metric: null }] })).toBe(false);
  expect(isGap(sections[0]!.paragraphs[0]!)).toBe(false);
});
it('leads from stop to stop, and back to the first', () => {
  expect(stopsOf({ sections, warnings: [growth] })).toEqual({ gaps: ['plan'], warned: ['office'], placed: 1 });
  expect([nextStop(['a', 'b'], undefined), nextStop(['a', 'b'], 'a'), nextStop(['a', 'b'], 'b'), nextStop([], 'a')]).toEqual(['a', 'b', 'a', undefined]);
});
it('says why a draft cannot be made final, and by whom it can', () => {
  const draft = { state: 'draft' as const, year: 2019, computedAt: '2020-01-04T02:00:00.000Z', computedBy: '文员一号', may: { write: true, approve: false } };
  const president = { role: 'president' as const, name: '会长一号' };
  expect(hindranceOf({ ...draft, may: { write: true, approve: true } }, president, '2020-01-05')).toBeUndefined();
  expect(hindranceOf({ ...draft, computedBy: '会长一号' }, president, '2020-01-05')).toContain('两个人');
  expect(hindranceOf(draft, president, '2019-12-31')).toContain('还没有过完');
  expect(hindranceOf({ ...draft, computedAt: '2019-12-31T15:59:59.000Z' }, president, '2020-01-05')).toContain('重新计算');
  expect(hindranceOf({ ...draft, may: { write: false, approve: false } }, { role: 'clerk', name: '文员一号' }, '2020-01-05')).toContain('只供查阅');
  expect(hindranceOf(draft, { role: 'clerk', name: '文员一号' }, '2020-01-05')).toBeUndefined();
  expect(hindranceOf(draft, { role: 'auditor', name: '审计一号' }, '2020-01-05')).toBeUndefined();
});
