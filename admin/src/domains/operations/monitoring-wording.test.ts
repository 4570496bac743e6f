import { bytesOf, lengthOf, stateWord, subjectOf, valueOf, wholeOf } from './monitoring-wording';

it('says values in the unit that people use', () => {
  expect(valueOf('cpu', 87.25)).toBe('87.3%');
  expect(valueOf('net_in', 1_234_567)).toBe('1.2 MB/秒');
  expect(valueOf('upload_p95', 340)).toBe('340毫秒');
  expect(valueOf('upload_p95', 20_400)).toBe('20.4秒');
  expect(valueOf('tcp', 12_345)).toBe('12,345');
  expect([bytesOf(0), bytesOf(999), bytesOf(2_500_000_000), bytesOf(999_960_000_000)]).toEqual(['0 B', '999 B', '2.5 GB', '1.0 TB']);
});

it('says lengths of time in two units at most', () => {
  expect([0, 45, 60, 200, 3600, 7500, 90_000].map(lengthOf)).toEqual(['0秒', '45秒', '1分钟', '3分20秒', '1小时', '2小时5分', '1天1小时']);
  expect([subjectOf('tsa'), subjectOf('daily'), subjectOf('node-1')]).toEqual(['时间戳机构', '技术单位每日备份', 'node-1']);
});

it('calls nothing slow because a backup is late, and says that people can work', () => {
  const part = (name: 'use' | 'safekeeping', state: 'normal' | 'slow' | 'down') => ({ part: name, state, since: null, meaning: '', advice: '' });
  expect(wholeOf({ state: 'slow', isStale: false, parts: [part('use', 'normal'), part('safekeeping', 'slow')] })).toMatchObject({ word: '正常', tone: 'warn' });
  expect(wholeOf({ state: 'slow', isStale: false, parts: [part('use', 'slow'), part('safekeeping', 'slow')] }).word).toBe('变慢');
  expect(wholeOf({ state: 'normal', isStale: true, parts: [] }).word).toBe('状态不明');
  expect([stateWord('safekeeping', 'slow'), stateWord('use', 'slow')]).toEqual(['要处理', '变慢']);
});
