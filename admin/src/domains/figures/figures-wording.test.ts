import type { MetricValue } from './figures';
import { dateWord, daysIn, growthOf, intervalPlaces, rangeWord, shareWord, shortShare, tookWord, valueOf, valueWithUnit, wholeYuan } from './figures-wording';

const metric = (code: MetricValue['code'], kind: MetricValue['kind'], value: number | null, text: string | null = null) => ({ code, kind, value, text, unit: kind === 'count' ? '辆次' : '' });

it('writes each kind of number as the yearly report does', () => {
  expect(valueWithUnit(metric('completed', 'count', 307_031))).toBe('307,031 辆次');
  expect(valueOf(metric('fees_received', 'fen', 64_352_600))).toBe('¥643,526.00');
  expect(valueOf(metric('mobile_rate', 'percent', 6_079))).toBe('60.79%');
  expect(valueOf(metric('fee_from', 'month', null, '2019-05'))).toBe('2019年5月');
  expect(valueOf(metric('inspections_from', 'day', null, '2019-10-14'))).toBe('2019年10月14日');
});
it('keeps the sign where a metric says how much more or less', () => {
  expect(valueOf(metric('office_trades_growth', 'percent', 1_564))).toBe('+15.64%');
  expect([3_563, -20, 0].map((value) => valueOf(metric('office_difference', 'count', value)))).toEqual(['+3,563', '−20', '0']);
});
it('puts a dash where nothing is known, never a nought', () => {
  expect(valueWithUnit(metric('completed', 'count', null))).toBe('—');
  expect([shareWord(null), shortShare(null), valueOf(metric('fee_from', 'month', null))]).toEqual(['—', '—', '—']);
  expect(growthOf({ growthHundredths: null })).toEqual({ word: '没有上年同期', way: 'none' });
});
it('names whole years and months, and other periods by their days', () => {
  expect(rangeWord({ from: '2019-01-01', to: '2019-12-31' })).toBe('2019年全年');
  expect(rangeWord({ from: '2020-02-01', to: '2020-02-29' })).toBe('2020年2月');
  expect(rangeWord({ from: '2019-10-14', to: '2019-12-31' })).toBe('2019-10-14 至 2019-12-31');
  expect(dateWord('2019-09')).toBe('2019年9月');
  expect([daysIn({ from: '2020-01-01', to: '2020-12-31' }), daysIn({ from: '2019-10-14', to: '2019-10-14' })]).toEqual([366, 1]);
});
it('rounds half up for large type, on both sides of nought', () => {
  expect([6_075, 6_074, -125, -5, 0].map(shortShare)).toEqual(['60.8%', '60.7%', '−1.3%', '−0.1%', '0.0%']);
  expect([64_352_650, -150].map(wholeYuan)).toEqual(['¥643,527', '−¥2']);
});
it('says how long it took', () => {
  expect([31, 2_310].map(tookWord)).toEqual(['31 毫秒', '2.3 秒']);
});
it('says growth with an arrow', () => {
  expect([1_564, -320, 0].map((growthHundredths) => growthOf({ growthHundredths }).word)).toEqual(['▲ +15.64%', '▼ −3.20%', '0.00%']);
});
it('places an interval on a line that leaves room behind it', () => {
  expect(intervalPlaces({ hundredths: 489, low: 462, high: 518 })).toEqual({ at: 48.9, from: 46.2, to: 51.8, end: 1_000 });
  expect(intervalPlaces({ hundredths: 0, low: 0, high: 87 }).end).toBe(200);
  expect(intervalPlaces({ hundredths: 9_900, low: 9_500, high: 10_000 })).toMatchObject({ to: 100, end: 10_000 });
});
