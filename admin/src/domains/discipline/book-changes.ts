import { isWithin } from '../governance/draft-changes';
import type { BookArticle, BookCode, RuleBookContent } from './discipline';

type Measure = RuleBookContent['measures'][number];
type Transition = RuleBookContent['transition'][number];

const replaced = <T>(list: T[], at: number, change: Partial<T>): T[] => list.map((one, index) => (index === at ? { ...one, ...change } : one));
const without = <T>(list: T[], at: number): T[] => list.filter((_, index) => index !== at);

export const withCode = (content: RuleBookContent, at: number, change: Partial<BookCode>): RuleBookContent => ({
  ...content,
  codes: replaced(content.codes, at, change),
});
/** Codes stay in the order of their letters and numbers. */
export const withNewCode = (content: RuleBookContent, code: BookCode): RuleBookContent => ({
  ...content,
  codes: [...content.codes, code].sort((one, other) => one.code.localeCompare(other.code)),
});
/** What leant on the code leans on nothing: no return code and no line of the transition names it any more. */
export function withoutCode(content: RuleBookContent, at: number): RuleBookContent {
  const gone = content.codes[at]?.code;
  const usual = Object.entries(content.byReturnCode).map(([key, code]) => [key, code === gone ? null : code]);
  return {
    ...content,
    codes: without(content.codes, at),
    byReturnCode: Object.fromEntries(usual) as RuleBookContent['byReturnCode'],
    transition: content.transition.filter(({ code }) => code === null || code !== gone),
  };
}

export function withArticle(content: RuleBookContent, chapter: number, article: number, change: Partial<BookArticle>): RuleBookContent {
  const { chapters } = content;
  return { ...content, chapters: replaced(chapters, chapter, { articles: replaced(chapters[chapter]!.articles, article, change) }) };
}
export const withChapterTitle = (content: RuleBookContent, chapter: number, title: string): RuleBookContent => ({
  ...content,
  chapters: replaced(content.chapters, chapter, { title }),
});

/** A new empty article behind another one; those that follow move up by one, and the codes go with them. */
export function withArticleAfter(content: RuleBookContent, chapter: number, article: number): RuleBookContent {
  const before = content.chapters[chapter]!.articles[article]!.number;
  const moved = renumbered(content, (number) => (number > before ? number + 1 : number));
  const { articles } = moved.chapters[chapter]!;
  const inserted = [...articles.slice(0, article + 1), { number: before + 1, title: '', text: '' }, ...articles.slice(article + 1)];
  return { ...moved, chapters: replaced(moved.chapters, chapter, { articles: inserted }) };
}

/** The codes of the book that rest on an article. */
export const codesOfArticle = ({ codes }: RuleBookContent, number: number): string[] =>
  codes.filter(({ article }) => article === number).map(({ code }) => code);

/** Takes out an article on which no code rests, in a chapter that keeps another one; those that follow move down by one. */
export function withoutArticle(content: RuleBookContent, chapter: number, article: number): RuleBookContent {
  const { articles } = content.chapters[chapter]!;
  const gone = articles[article]!.number;
  const chapters = replaced(content.chapters, chapter, { articles: without(articles, article) });
  return renumbered({ ...content, chapters }, (number) => (number > gone ? number - 1 : number));
}

function renumbered(content: RuleBookContent, next: (number: number) => number): RuleBookContent {
  return {
    ...content,
    chapters: content.chapters.map(({ title, articles }) => ({
      title,
      articles: articles.map((article) => ({ ...article, number: next(article.number) })),
    })),
    codes: content.codes.map((code) => ({ ...code, article: next(code.article) })),
  };
}

/** A measure of another kind, with the term that its kind has and without the one that it has not. */
export function withMeasure(content: RuleBookContent, at: number, change: Partial<Measure>): RuleBookContent {
  const measure = { ...content.measures[at]!, ...change };
  const workingDays = measure.kind === 'rectification' ? (measure.workingDays ?? 10) : null;
  const days = measure.kind === 'suspension' ? (measure.days ?? 7) : null;
  return { ...content, measures: replaced(content.measures, at, { ...measure, workingDays, days }) };
}
/** One more step below the last one, which stays the end. */
export function withNewMeasure(content: RuleBookContent): RuleBookContent {
  const { measures } = content;
  const last = measures.length - 1;
  const from = Math.max(1, measures[last]!.from - 1);
  return { ...content, measures: [...measures.slice(0, last), { from, kind: 'suspension', workingDays: null, days: 30 }, measures[last]!] };
}
export const withoutMeasure = (content: RuleBookContent, at: number): RuleBookContent => ({ ...content, measures: without(content.measures, at) });

export const withTransition = (content: RuleBookContent, at: number, change: Partial<Transition>): RuleBookContent => ({
  ...content,
  transition: replaced(content.transition, at, change),
});
export const withNewTransition = (content: RuleBookContent, line: Transition): RuleBookContent => ({
  ...content,
  transition: [...content.transition, line],
});
export const withoutTransition = (content: RuleBookContent, at: number): RuleBookContent => ({
  ...content,
  transition: without(content.transition, at),
});

/** A number of the content by its path, such as `repeat.times` or `defenceWorkingDays`. */
export function numberAt(content: RuleBookContent, path: string): number {
  return path.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], content) as number;
}
/** The content with another number at a path. */
export function withNumberAt(content: RuleBookContent, path: string, value: number): RuleBookContent {
  const [name, inside] = path.split('.') as [keyof RuleBookContent, string | undefined];
  return { ...content, [name]: inside === undefined ? value : { ...(content[name] as object), [inside]: value } };
}

const terms = ['correctionWorkingDays', 'defenceWorkingDays', 'decisionWorkingDays', 'appealWorkingDays', 'repeat', 'rollup', 'learning', 'score'];
const termPaths = terms.map((name) => `content.${name}`);

/** The parts of the form, in their order, each with the parts of the content that it edits. */
export const bookParts = [
  { key: 'names', label: '版本与名称', paths: ['version', 'title'] },
  { key: 'articles', label: '条文', paths: ['content.chapters'] },
  { key: 'codes', label: '违规代码', paths: ['content.codes'] },
  { key: 'measures', label: '周期与措施', paths: ['content.full', 'content.cycles', 'content.measures', 'content.reapplyAfterMonths'] },
  { key: 'transition', label: '过渡', paths: ['content.transition'] },
  { key: 'terms', label: '期限、屡犯与学习', paths: termPaths },
  { key: 'returns', label: '核查代码', paths: ['content.byReturnCode'] },
] as const;

/** The part of the form in which a field lies; undefined where no part edits it. */
export const partOf = (field: string): (typeof bookParts)[number]['key'] | undefined =>
  bookParts.find(({ paths }) => paths.some((path) => isWithin(field, path)))?.key;
