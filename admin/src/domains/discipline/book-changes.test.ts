import { isChanged } from '../governance/draft-changes';
import {
  codesOfArticle,
  numberAt,
  partOf,
  withArticle,
  withArticleAfter,
  withCode,
  withMeasure,
  withNewCode,
  withNewMeasure,
  withNewTransition,
  withNumberAt,
  withoutArticle,
  withoutCode,
  withoutTransition,
} from './book-changes';
import type { BookCode, RuleBookContent } from './discipline';

const nothingElse = { route: null, suspendsAtOnce: false, refers: false, minor: false };
const code = (name: string, article: number): BookCode => ({ code: name, name, subjects: ['agent'], points: 1, ...nothingElse, article });
const article = (number: number) => ({ number, title: `第${number}`, text: '条文' });
const content = {
  chapters: [
    { title: '总则', articles: [article(1), article(2)] },
    { title: '附则', articles: [article(3)] },
  ],
  codes: [code('A01', 1), code('B01', 3)],
  measures: [
    { from: 3, kind: 'warning', workingDays: null, days: null },
    { from: 12, kind: 'cancellation', workingDays: null, days: null },
  ],
  transition: [
    { code: null, from: '2026-01-01', mode: 'points' },
    { code: 'B01', from: '2026-01-01', mode: 'correction' },
  ],
  byReturnCode: { R02: 'B01', R04: 'A01' },
} as unknown as RuleBookContent;
const numbersOf = ({ chapters }: RuleBookContent) => chapters.map(({ articles }) => articles.map(({ number }) => number));

it('moves the later articles and the codes that rest on them', () => {
  const more = withArticleAfter(content, 0, 0);
  expect(numbersOf(more)).toEqual([[1, 2, 3], [4]]);
  expect(more.chapters[0]!.articles[1]).toEqual({ number: 2, title: '', text: '' });
  expect(more.codes.map(({ article: number }) => number)).toEqual([1, 4]);
  const fewer = withoutArticle(content, 0, 1);
  expect(numbersOf(fewer)).toEqual([[1], [2]]);
  expect(fewer.codes.map(({ article: number }) => number)).toEqual([1, 2]);
  expect(codesOfArticle(content, 3)).toEqual(['B01']);
  expect(withArticle(content, 1, 0, { text: '新的' }).chapters[1]!.articles[0]!.text).toBe('新的');
});

it('keeps codes in their order, and takes one out with all that leans on it', () => {
  expect(withNewCode(content, code('A02', 1)).codes.map(({ code: name }) => name)).toEqual(['A01', 'A02', 'B01']);
  expect(withCode(content, 1, { points: 6 }).codes[1]!.points).toBe(6);
  const fewer = withoutCode(content, 1);
  expect(fewer.codes).toHaveLength(1);
  expect(fewer.byReturnCode).toEqual({ R02: null, R04: 'A01' });
  expect(fewer.transition).toEqual([content.transition[0]]);
});

it('gives a measure the term of its kind', () => {
  expect(withMeasure(content, 0, { kind: 'rectification' }).measures[0]).toEqual({ from: 3, kind: 'rectification', workingDays: 10, days: null });
  expect(withMeasure(content, 0, { kind: 'suspension' }).measures[0]).toMatchObject({ workingDays: null, days: 7 });
  expect(withNewMeasure(content).measures.map(({ from }) => from)).toEqual([3, 11, 12]);
});

it('edits the lines of the transition', () => {
  const line = { code: 'A01', from: '2027-01-01', mode: 'points' as const };
  expect(withoutTransition(withNewTransition(content, line), 0).transition).toEqual([content.transition[1], line]);
  expect(isChanged(content, { ...content })).toBe(false);
  expect(isChanged(content, withCode(content, 0, { points: 2 }))).toBe(true);
});

it('finds the part of the form in which the server found something wrong', () => {
  expect(partOf('content.codes.3.points')).toBe('codes');
  expect(partOf('content.chapters.0.articles.1.text')).toBe('articles');
  expect(partOf('content.measures')).toBe('measures');
  expect(partOf('content.defenceWorkingDays')).toBe('terms');
  expect(partOf('content.score.red')).toBe('terms');
  expect(partOf('version')).toBe('names');
  expect(partOf('something')).toBeUndefined();
});

it('reads and sets a number by its path', () => {
  const settings = { ...content, repeat: { times: 3, days: 90, multiplier: 2 }, defenceWorkingDays: 5 };
  expect(numberAt(settings, 'repeat.days')).toBe(90);
  expect(withNumberAt(settings, 'repeat.days', 60).repeat).toEqual({ times: 3, days: 60, multiplier: 2 });
  expect(withNumberAt(settings, 'defenceWorkingDays', 7).defenceWorkingDays).toBe(7);
});
