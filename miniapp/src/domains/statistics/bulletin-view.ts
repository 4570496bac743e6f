import type { AnswerOf } from '@yongche/contract';
import { monthText } from '../billing/bill-view';
import type { Column } from './months';
import { barOf, countText, growthText, growthWords, percentText } from './numbers';

export type Bulletin = AnswerOf<'GET /published-bulletins/:id'>;
export type Published = AnswerOf<'GET /published-bulletins'>['items'][number];
export type Content = Bulletin['content'];
export type Figure = Content['figures'][number];
type Breakdown = Content['breakdowns'][number];

/** The number in large: what the bulletin is about stands first in it; undefined for one without figures. */
export const headlineOf = ({ figures }: Content): Figure | undefined => figures[0];

/** The title of the share card: the headline number in one line. */
export function cardTitle({ title, content }: Pick<Bulletin, 'title' | 'content'>): string {
  const figure = headlineOf(content);
  if (!figure) return title;
  const { name, value, unit, growth } = figure;
  return `${monthText(content.period)}${name}${countText(value)}${unit}${growth === null ? '' : `，同比${growthWords(growth)}`}`;
}

/** How one looks at an item: its months, or one of its dimensions by code. */
export type Look = string;
export const course: Look = 'course';

/** The ways to look at an item, each with its word: 走势 where it has a course, then its dimensions. */
export function looksOf({ courses, breakdowns }: Content, item: string): [Look, string][] {
  const dimensions = breakdowns.filter((one) => one.item === item).map(({ dimension, dimensionName }): [Look, string] => [dimension, `按${dimensionName}`]);
  return courses.some((one) => one.item === item) ? [[course, '走势'], ...dimensions] : dimensions;
}

/** The months of an item with the year before beside them; undefined where only its present number is known. */
export function columnsOf({ courses }: Content, item: string): Column[] | undefined {
  return courses.find((one) => one.item === item)?.months.map(({ month, value, yearBefore }) => ({ month, value, beside: yearBefore }));
}

/** A row of a breakdown as it is shown. */
export interface ShareRow {
  member: string;
  value: string;
  /** Percent of the largest row. */
  bar: number;
  under: string;
}

/** The rows of an item by a dimension, in the order of the bulletin: the largest first, or ages from young to old. */
export function rowsOf({ rows }: Breakdown, unit: string): ShareRow[] {
  const largest = Math.max(0, ...rows.map(({ value }) => value));
  return rows.map(({ member, value, share, growth }) => ({
    member,
    value: `${countText(value)}${unit}`,
    bar: barOf(value, largest),
    under: `占${percentText(share)} · ${growthText(growth)}`,
  }));
}

/** What rows do not say by themselves: those of some brands are not the whole. */
export const besideRows = ({ isWhole, dimensionName, rows }: Breakdown) =>
  isWhole ? `共${rows.length}项，合计等于总数。` : `车管数据只列出主要${dimensionName}，合计小于总数。`;

export const breakdownOf = ({ breakdowns }: Content, item: string, dimension: Look) =>
  breakdowns.find((one) => one.item === item && one.dimension === dimension);

/** One district, brand, energy or age through all items: what a member looks for. */
export function throughItems({ breakdowns, figures }: Content, dimension: Look, member: string): { name: string; value: string; under: string }[] {
  return breakdowns
    .filter((one) => one.dimension === dimension)
    .flatMap(({ item, itemName, rows }) => {
      const row = rows.find((one) => one.member === member);
      const unit = figures.find((one) => one.item === item)?.unit ?? '';
      return row ? [{ name: itemName, value: `${countText(row.value)}${unit}`, under: `占${percentText(row.share)} · ${growthText(row.growth)}` }] : [];
    });
}

/** So long a new bulletin stands on the first page, in days. */
const newsDays = 31;

/** The newest bulletin where it is news: sent within a month, and not the one that was opened last on this phone. */
export function newsOf(items: readonly Published[], lastRead: string | undefined, now: number): Published | undefined {
  const [newest] = items;
  if (!newest || newest.id === lastRead) return undefined;
  return now - Date.parse(newest.sentAt) < newsDays * 86_400_000 ? newest : undefined;
}
