import { outcomeOf } from './case-outcome';

type Looks = Parameters<typeof outcomeOf>[0];
type Kind = Looks[number]['kind'];
/** Looks by kind: with their verdict once settled, `open` or `decided` before. */
const looks = (given: Partial<Record<Kind, 'pass' | 'doubt' | 'problem' | 'open' | 'decided'>>): Looks =>
  Object.entries(given).map(([kind, now]) => {
    const state = now === 'open' || now === 'decided' ? now : 'settled';
    const verdict = state === 'settled' ? (now as 'pass' | 'doubt' | 'problem') : null;
    return { id: kind, kind: kind as Kind, state, verdict, note: verdict === 'doubt' ? `疑问（${kind}）` : null };
  });
const differ = { next: 'opinion', question: '两次核查结论不同，请再看一次。' };

describe('案件的结论', () => {
  it.each<[string, Parameters<typeof looks>[0], object]>([
    ['nobody has looked', { first: 'open' }, { next: 'wait' }],
    ['a decision that can still be undone', { first: 'decided' }, { next: 'wait' }],
    ['one look that passes', { first: 'pass' }, { next: 'pass' }],
    ['one look that finds a problem', { first: 'problem' }, { next: 'problem', lookId: 'first' }],
    ['a doubt asks another person', { first: 'doubt' }, { next: 'opinion', question: '疑问（first）' }],
    ['the other person has not decided', { first: 'doubt', opinion: 'open' }, { next: 'wait' }],
    ['the other person decides alone', { first: 'doubt', opinion: 'pass' }, { next: 'pass' }],
    ['the other person finds the problem', { first: 'doubt', opinion: 'problem' }, { next: 'problem', lookId: 'opinion' }],

    ['a pass waits for the blind second look', { first: 'pass', blind: 'open' }, { next: 'wait' }],
    ['a blind look that came before the first waits for it', { first: 'open', blind: 'problem' }, { next: 'wait' }],
    ['both pass', { first: 'pass', blind: 'pass' }, { next: 'pass' }],
    ['both find a problem: the first one tells it', { first: 'problem', blind: 'problem' }, { next: 'problem', lookId: 'first' }],
    ['a problem does not wait for the second look', { first: 'problem', blind: 'open' }, { next: 'problem', lookId: 'first' }],
    ['they differ', { first: 'pass', blind: 'problem' }, differ],
    ['they differ the other way round', { first: 'problem', blind: 'pass' }, differ],
    ['the second one is in doubt', { first: 'pass', blind: 'doubt' }, { next: 'opinion', question: '疑问（blind）' }],
    ['the first one is in doubt before the second has looked', { first: 'doubt', blind: 'open' }, { next: 'opinion', question: '疑问（first）' }],
    ['what a third person says of a difference is final', { first: 'pass', blind: 'problem', opinion: 'pass' }, { next: 'pass' }],
    ['and finds it anew, by own marks', { first: 'pass', blind: 'problem', opinion: 'problem' }, { next: 'problem', lookId: 'opinion' }],
  ])('%s', (_, given, outcome) => expect(outcomeOf(looks(given))).toEqual(outcome));
});
