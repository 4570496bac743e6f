import type { ComputedGrowth } from '@yongche/contract/statistics.shapes';
import { type Facts, roomOf, sameScope } from './checks/facts';
import { type Figure, keyOf } from './figures';
import { growthOf } from './growth';
import { periodName } from './periods';

type Known = Pick<Facts, 'schema' | 'yearBefore'>;

/**
 * 同比, never typed: against what was published for the year before where it has the same scope, else against the base that the file
 * itself brings; else there is no number.
 */
export function growthFor(known: Known, figure: Figure): ComputedGrowth {
  const published = sameScope(known, known.yearBefore, figure);
  if (published) return { hundredths: growthOf(figure.value, published.value), base: published.value, source: 'published', sourceName: `${periodName(known.yearBefore!.period)}第${known.yearBefore!.edition}版` };
  if (figure.fileBase !== null) return { hundredths: growthOf(figure.value, figure.fileBase), base: figure.fileBase, source: 'file', sourceName: '文件中的上年同期数' };
  const isOther = known.yearBefore?.figures.has(keyOf(figure)) ?? false;
  return { hundredths: null, base: null, source: isOther ? 'other_scope' : 'none', sourceName: null };
}

/** By how many hundredths of a percent a computed growth may be off, because value and base are written rounded (290.8万). */
export function growthRoom(known: Known, figure: Figure): number {
  const published = sameScope(known, known.yearBefore, figure);
  const [base, baseStep] = published ? [published.value, published.step] : [figure.fileBase ?? 0, figure.fileBaseStep];
  if (base <= 0) return 0;
  const [ofValue, ofBase] = [roomOf(figure.step) / base, (roomOf(baseStep) * Math.abs(figure.value)) / base / base];
  return Math.ceil(10_000 * (ofValue + ofBase));
}
