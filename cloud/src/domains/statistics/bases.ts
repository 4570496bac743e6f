import type { ComputedGrowth } from '@yongche/contract/statistics.shapes';
import { type Facts, type PublishedFigure, roomOf, sameScope } from './checks/facts';
import { type Figure, keyOf, partsOf } from './figures';
import { growthOf } from './growth';
import { periodName } from './periods';

type Known = Pick<Facts, 'schema' | 'yearBefore' | 'keys'>;

/** What was published for the year before, where it has the same scope: a sum that was added up here is of the same parts, too. */
export function publishedBase(known: Known, figure: Figure): PublishedFigure | undefined {
  const base = sameScope(known, known.yearBefore, figure);
  if (!base || (figure.place !== null && base.place !== null)) return base;
  const parts = partsOf(known.schema, figure.item).map(({ code }) => keyOf({ ...figure, item: code }));
  const [own, former] = [parts.filter((key) => known.keys.has(key)), parts.filter((key) => known.yearBefore!.figures.has(key))];
  return own.length === 0 || former.length === 0 || own.join() === former.join() ? base : undefined;
}

/**
 * 同比, never typed: against what was published for the year before where it has the same scope, else against the base that the file
 * itself brings; else there is no number.
 */
export function growthFor(known: Known, figure: Figure): ComputedGrowth {
  const published = publishedBase(known, figure);
  if (published) return { hundredths: growthOf(figure.value, published.value), base: published.value, source: 'published', sourceName: `${periodName(known.yearBefore!.period)}第${known.yearBefore!.edition}版` };
  if (figure.fileBase !== null) return { hundredths: growthOf(figure.value, figure.fileBase), base: figure.fileBase, source: 'file', sourceName: '文件中的上年同期数' };
  const isOther = known.yearBefore?.figures.has(keyOf(figure)) ?? false;
  return { hundredths: null, base: null, source: isOther ? 'other_scope' : 'none', sourceName: null };
}

/** By how many hundredths of a percent a computed growth may be off, because value and base are written rounded (290.8万). */
export function growthRoom(known: Known, figure: Figure): number {
  const published = publishedBase(known, figure);
  const [base, baseStep] = published ? [published.value, published.step] : [figure.fileBase ?? 0, figure.fileBaseStep];
  if (base <= 0) return 0;
  const [ofValue, ofBase] = [roomOf(figure.step) / base, (roomOf(baseStep) * Math.abs(figure.value)) / base / base];
  return Math.ceil(10_000 * (ofValue + ofBase));
}
