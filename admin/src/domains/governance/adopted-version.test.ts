import { adoptionLines, nextVersionOf, versionStateOf } from './adopted-version';

it('tells which version is in force and which one comes', () => {
  expect(versionStateOf({ state: 'adopted', inForce: true, from: '2026-01-01' }, '2026-11-28').label).toBe('现行');
  expect(versionStateOf({ state: 'adopted', inForce: false, from: '2027-01-01' }, '2026-11-28').label).toBe('待生效');
  expect(versionStateOf({ state: 'adopted', inForce: false, from: '2025' }, '2026').label).toBe('已被取代');
  expect(versionStateOf({ state: 'draft', inForce: false, from: null }, '2026').label).toBe('草稿');
  expect(versionStateOf({ state: 'withdrawn', inForce: false, from: null }, '2026-11-28').tone).toBe('over');
});

it('numbers the next version', () => {
  expect(nextVersionOf(['2026-1', '2026-2'], '2026')).toBe('2026-3');
  expect(nextVersionOf(['2026-1'], '2027')).toBe('2027-1');
});

it('says on what an adoption rests, the secret ballot included', () => {
  const votes = { inFavour: 30, against: 4, abstained: 2 };
  const adoption = { ...votes, resolutionNumber: '甬二手车协决〔2026〕1号', meeting: '四届一次会员大会', heldOn: '2026-03-01', publishedOn: '2026-03-10', publishedWhere: '信用中国' };
  expect(adoptionLines(null)).toEqual([['通过', '还没有会员大会的决议']]);
  expect(adoptionLines({ ...adoption, ballot: 'secret' })).toContainEqual(['表决', '无记名投票：赞成 30，反对 4，弃权 2']);
  expect(adoptionLines(adoption)).toContainEqual(['票数', '赞成 30，反对 4，弃权 2']);
});
