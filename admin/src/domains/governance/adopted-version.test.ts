import { adoptionLines, draftNext, nextVersionOf, versionStateOf } from './adopted-version';

const draft = { state: 'draft', inForce: false, atMeeting: null } as const;

it('tells which version is in force and which one comes, by day or by year', () => {
  expect(versionStateOf({ ...draft, state: 'adopted', inForce: true }, '2026-01-01', '2026-11-28').label).toBe('现行');
  expect(versionStateOf({ ...draft, state: 'adopted' }, '2027-01-01', '2026-11-28').label).toBe('待生效');
  expect(versionStateOf({ ...draft, state: 'adopted' }, '2026-11-28', '2026-11-28').label).toBe('已被取代');
  expect(versionStateOf({ ...draft, state: 'adopted' }, '2027', '2026-11-28').label).toBe('待生效');
  expect(versionStateOf({ ...draft, state: 'adopted' }, '2025', '2026-11-28').label).toBe('已被取代');
  expect(versionStateOf({ ...draft, state: 'withdrawn' }, null, '2026-11-28').tone).toBe('over');
});

it('tells how far a draft has come', () => {
  const labelOf = (atMeeting: 'waiting' | 'passed' | null) => versionStateOf({ ...draft, atMeeting }, null, '2026-11-28').label;
  expect([labelOf(null), labelOf('waiting'), labelOf('passed')]).toEqual(['草稿', '待会员大会', '已表决，待公布']);
  const may = { change: false, propose: false, adopt: false, withdraw: true };
  const nextOf = (atMeeting: 'waiting' | 'passed' | null, agendaItemId: string | null, adopt = false) => draftNext({ atMeeting, agendaItemId, may: { ...may, adopt } }, '生效日');
  expect(nextOf(null, null)).toBe('草稿不影响任何人。改好后提交会员大会表决。');
  expect(nextOf('waiting', 'i')).toMatch(/^已提交会员大会，内容不能再改。.*由会长凭决议定生效日/);
  expect(nextOf('passed', 'i')).toBe('会员大会已经通过，决议已确认。公布后，由会长凭决议定生效日。');
  expect(nextOf('passed', 'i', true)).toBe('会员大会已经通过，决议已确认。公布后，凭决议写明公布情况和生效日。');
  expect(nextOf(null, 'i')).toMatch(/没有通过/);
});

it('numbers the next version', () => {
  expect(nextVersionOf(['2026-1', '2026-2'], '2026')).toBe('2026-3');
  expect(nextVersionOf(['2026-1'], '2027')).toBe('2027-1');
});

it('says on what an adoption rests, the ballot included', () => {
  const adoption = { ballot: 'secret', inFavour: 30, against: 4, abstained: 2, resolutionNumber: '甬二手车协决〔2026〕1号', meeting: '四届一次会员大会', heldOn: '2026-03-01', publishedOn: '2026-03-10', publishedWhere: '信用中国' } as const;
  expect(adoptionLines(adoption)).toEqual([
    ['通过', '2026-03-01　四届一次会员大会'],
    ['决议', '甬二手车协决〔2026〕1号'],
    ['表决', '无记名投票：赞成 30，反对 4，弃权 2'],
    ['公布', '2026-03-10　信用中国'],
  ]);
});
