import { firstScheme, withNewTier, withoutTier, withPositionIn, withReminders, withTier } from './scheme-changes';
import { monthDayWord, reminderWord, schemeNext, schemeProblems } from './scheme-wording';

const named = withTier(firstScheme.content, 0, { name: '统一标准', fen: 300_000 });

it('has at most four tiers', () => {
  const four = [1, 2, 3].reduce((content) => withNewTier(content), named);
  expect(four.tiers.map(({ code }) => code)).toEqual(['A', 'B', 'C', 'D']);
  expect(withNewTier(four)).toBe(four);
  expect(withoutTier(withTier(four, 3, { name: '末档' }), 1).tiers.map(({ code, name }) => `${code}${name}`)).toEqual(['A统一标准', 'B', 'C末档']);
  expect(withNewTier(withoutTier(four, 1)).tiers.map(({ code }) => code)).toEqual(['A', 'B', 'C', 'D']);
});

it('keeps each position in exactly one tier, and says where one has none', () => {
  expect(schemeProblems(named)).toEqual([]);
  const two = withPositionIn(withNewTier(named), 'council_unit', 1);
  expect(two.tiers.map(({ positions }) => positions)).toEqual([['president_unit', 'vice_president_unit', 'ordinary_unit'], ['council_unit']]);
  expect(schemeProblems(two)).toEqual(['B 档没有名称。']);
  expect(schemeProblems(withoutTier(withTier(two, 1, { name: '理事' }), 1))).toEqual(['理事单位还没有归入任何一档。']);
  expect(schemeProblems(withTier(withNewTier(named), 1, { name: '理事' }))).toEqual(['B 档没有会员职务，请归入或删去。']);
});

it('keeps reminders in order and none twice', () => {
  expect(withReminders(named, [30, -30, 0, 30]).remindAfterDays).toEqual([-30, 0, 30]);
  expect([-30, 0, 15].map(reminderWord)).toEqual(['期限前 30 天', '期限当天', '期限后 15 天']);
  expect(monthDayWord('03-31')).toBe('3月31日');
});

it('tells what a scheme waits for', () => {
  const may = { change: false, propose: false, adopt: false, withdraw: false };
  const draft = { state: 'draft', inForce: false, fromYear: null, may } as const;
  expect(schemeNext({ ...draft, agendaItemId: 'x', atMeeting: 'passed', may: { ...may, adopt: true } })).toContain('凭决议写明公布情况和起始年度');
  expect(schemeNext({ ...draft, agendaItemId: null, atMeeting: null })).toContain('提交会员大会');
  expect(schemeNext({ state: 'adopted', inForce: true, fromYear: 2026, agendaItemId: 'x', atMeeting: 'passed', may })).toContain('按这一版');
});
