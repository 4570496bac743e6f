import { dueMonth, nextStepOf, progressOf } from './bulletin-wording';
import type { Bulletin, BulletinSummary } from './bulletins';

const nothing: Bulletin['may'] = { change: false, approve: false, refuse: false, withdraw: false, send: false };
const draft = { state: 'draft' as const, isOutdated: false, refusal: null, may: nothing };

it('tells the drafter that another person checks, and that person that it is on them', () => {
  expect(nextStepOf({ ...draft, may: { ...nothing, change: true } }, true)).toMatchObject({ act: 'change', title: '等另一人复核' });
  expect(nextStepOf({ ...draft, may: { ...nothing, approve: true, refuse: true } }, true)).toMatchObject({ act: 'approve', title: '请您复核' });
  expect(nextStepOf(draft, false)).toMatchObject({ act: 'none', title: '等待复核' });
});
it('names the reason of a refusal to those who can do something about it', () => {
  expect(nextStepOf({ ...draft, refusal: '品牌写错了', may: { ...nothing, change: true } }, true).words).toContain('品牌写错了');
});
it('lets nobody send figures that were corrected since', () => {
  const outdated = { ...draft, state: 'approved' as const, isOutdated: true, may: { ...nothing, send: true } };
  expect([nextStepOf(outdated, true).act, nextStepOf(outdated, false).act]).toEqual(['redraft', 'none']);
});
it('goes on offering the other destinations after the first sending', () => {
  expect(nextStepOf({ ...draft, state: 'sent', may: { ...nothing, send: true } }, true)).toMatchObject({ act: 'send', title: '已发送' });
});

it('knows how far the month is', () => {
  const bulletin = { period: '2026-10', state: 'draft', isOutdated: false } as BulletinSummary;
  const at = (items: BulletinSummary[], undrafted: string[], waiting = false) => progressOf('2026-10', { items, undrafted }, waiting).at;
  expect([at([], []), at([], [], true), at([], ['2026-10']), at([bulletin], [])]).toEqual([0, 1, 2, 3]);
  expect([at([{ ...bulletin, state: 'approved' }], []), at([{ ...bulletin, state: 'sent' }], [])]).toEqual([4, 5]);
  expect(at([{ ...bulletin, state: 'sent', isOutdated: true }], [])).toBe(2);
});
it('finds the month that is due, over the turn of a year too', () => {
  expect([dueMonth('2026-11-03'), dueMonth('2027-01-01')]).toEqual(['2026-10', '2026-12']);
});
