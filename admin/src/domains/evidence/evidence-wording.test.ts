import { hashGroups, isUnchangedOnTheWay, verdictOf, verificationLine } from './evidence-wording';

it('says in plain words what a verification found', () => {
  expect(verdictOf({ finishedAt: null, ok: null, found: 0 }).label).toBe('正在验证');
  expect(verdictOf({ finishedAt: '2026-11-24T00:00:00Z', ok: true, found: 0 })).toEqual({ label: '完好', tone: 'good' });
  expect(verdictOf({ finishedAt: '2026-11-24T00:00:00Z', ok: false, found: 3 })).toEqual({ label: '发现 3 处问题', tone: 'bad' });
  expect(verdictOf({ finishedAt: '2026-11-24T00:00:00Z', ok: null, found: 0 })).toEqual({ label: '没有验完', tone: 'bad' });
  expect(verificationLine({ requestedBy: null, startedAt: '2026-11-23T19:30:00Z', pictures: 12_034, leaves: 1_003 })).toBe(
    '2026-11-24 03:30 每夜自动验证，12,034 张照片、1,003 条存证',
  );
  expect(verificationLine({ requestedBy: '审计一号', startedAt: '2026-11-23T19:30:00Z', pictures: 1, leaves: 0 })).toContain('由审计一号发起');
});

it('writes a hash in groups, and tells whether the picture changed on its way', () => {
  const hash = '0123456789abcdef'.repeat(4);
  expect(hashGroups(hash)).toHaveLength(8);
  expect(isUnchangedOnTheWay({ sha256: hash, declaredSha256: hash })).toBe(true);
  expect(isUnchangedOnTheWay({ sha256: hash, declaredSha256: hash.replace('0', '1') })).toBe(false);
  expect(isUnchangedOnTheWay({ sha256: hash, declaredSha256: null })).toBeNull();
});
