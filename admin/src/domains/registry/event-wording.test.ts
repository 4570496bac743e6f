import { changesOf, changeSentence, deltaWord, eventTitle } from './event-wording';

it('says what happened and why', () => {
  expect(eventTitle({ action: 'ended', reason: 'cleanup' })).toBe('注销（主体清理）');
  expect([1, 0, -1].map(deltaWord)).toEqual(['+1', '', '−1']);
});

it('names the fields that changed and translates the states', () => {
  const changes = {
    address: { before: '甲路1号', after: '乙路2号' },
    licenceState: { before: 'active', after: 'revoked' },
    state: { before: 'in_force', after: 'rectifying' },
    licenceExpiresOn: { before: '2027-01-01', after: '2027-01-01' },
    internal: { before: 'a', after: 'b' },
  };
  expect(changesOf({ subjectType: 'company', action: 'changed', changes }).map(changeSentence)).toEqual([
    '住所：甲路1号 → 乙路2号',
    '执照状态：存续 → 吊销',
    '状态：有效 → 限期整改',
  ]);
});

it('does not repeat what the action says', () => {
  const changes = { state: { before: 'in_force', after: 'suspended' }, suspendedUntil: { before: null, after: '2026-12-01' } };
  expect(changesOf({ subjectType: 'certificate', action: 'suspended', changes }).map(changeSentence)).toEqual(['暂停至：2026-12-01']);
});
