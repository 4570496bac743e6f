import type { AgendaItem, Meeting, Resolution } from './governance';
import { consequenceOf, hrefOf, itemStateOf, meetingNext, quorumSentence, votesProblem, votesWord } from './governance-wording';

const votes = { outcome: 'adopted', inFavour: 8, against: 2, abstained: 1 } as const;

it('counts the votes against those present', () => {
  expect(votesWord(votes)).toBe('赞成 8，反对 2，弃权 1');
  expect(votesProblem(votes, { present: 11 })).toBeUndefined();
  expect(votesProblem(votes, { present: 13 })).toContain('还差 2 票');
  expect(votesProblem(votes, { present: 10 })).toContain('多了 1 票');
  expect(votesProblem({ ...votes, inFavour: 5, against: 5, abstained: 0 }, { present: 10 })).toContain('没有过实到 10 人的半数');
  expect(votesProblem({ ...votes, outcome: 'rejected' }, { present: 11 })).toContain('应记为“通过”');
  expect(votesProblem({ ...votes, outcome: 'adjourned' }, { present: 11 })).toBeUndefined();
});

it('says whether a general meeting may decide at all', () => {
  const attendance = { entitled: 39, present: 26, guests: '' };
  expect(quorumSentence({ kind: 'general', attendance })).toContain('可以表决');
  expect(quorumSentence({ kind: 'general', attendance: { ...attendance, present: 25 } })).toContain('只能记为“暂缓”');
  expect(quorumSentence({ kind: 'chairs', attendance })).toBeUndefined();
});

it('leads to what an item speaks of', () => {
  expect(hrefOf({ link: 'violation:1' })?.to).toBe('/violations/1');
  expect(hrefOf({ link: 'rule_book:2026-2' })?.to).toBe('/rule-books/2026-2');
  expect(hrefOf({ link: 'company:1' })?.to).toBe('/score-cards/company/1');
  expect(hrefOf({ link: 'membership:1' })).toEqual({ to: '/membership-changes/1', title: '打开会籍变动', needs: 'GET /members' });
  expect(hrefOf({ link: 'dues_scheme:2026-1' })?.to).toBe('/dues-schemes/2026-1');
  expect(hrefOf({ link: 'tariff:2026-1' })?.to).toBe('/tariffs/2026-1');
  expect(hrefOf({ link: 'due:1' })?.to).toBe('/dues/1');
  expect(hrefOf({ link: null })).toBeUndefined();
  expect(hrefOf({ link: 'constructor:1' })?.to).toBeUndefined();
});

it('tells what a confirmation carries out', () => {
  expect(consequenceOf({ kind: 'cancellation' }, 'adopted')).toContain('立即取消资格');
  expect(consequenceOf({ kind: 'cancellation' }, 'rejected')).toContain('暂停同时解除');
  expect(consequenceOf({ kind: 'rule_book' }, 'adjourned')).toContain('退回待上会');
  expect(consequenceOf({ kind: 'membership' }, 'adopted')).toContain('会籍变动随即执行');
  expect(consequenceOf({ kind: 'dues_scheme' }, 'adopted')).toContain('无记名投票');
});

it('tells how an item and a meeting stand', () => {
  const recorded = { state: 'recorded', outcome: 'adopted' } as Resolution;
  expect(itemStateOf({ state: 'listed', resolution: recorded }).label).toBe('通过，待会长确认');
  expect(itemStateOf({ state: 'decided', resolution: { ...recorded, state: 'confirmed' } })).toEqual({ label: '通过', tone: 'good' });
  expect(itemStateOf({ state: 'waiting', resolution: null }).label).toBe('待上会');
  expect(itemStateOf({ state: 'withdrawn', resolution: recorded }).label).toBe('已撤回');
  const item = (resolution: Resolution | null) => ({ state: 'listed', resolution }) as AgendaItem;
  const may = { change: false, open: false, cancel: false };
  const meeting = { state: 'held', heldOn: '2026-12-01', agenda: [item(null), item(recorded)], may } as Meeting;
  expect(meetingNext(meeting)).toBe('还有 1 项没有记录决议。');
  expect(meetingNext({ ...meeting, agenda: [item(recorded)] })).toContain('1 项待会长确认');
  expect(meetingNext({ ...meeting, agenda: [item({ ...recorded, state: 'confirmed' })] })).toContain('全部议题');
  expect(meetingNext({ ...meeting, state: 'planned', agenda: [] })).toContain('还没有议程');
});
