import { cellOf, type Figure, grouped, itemOf, nameOf } from '../figures';
import { type Check, type Facts, sameScope } from './facts';

/** 单位: a figure that is ten thousand times off what it was before is 万辆 taken for 辆, or the other way round. */
export const checkUnits: Check = (facts) =>
  facts.figures.flatMap((figure) => {
    const way = tenThousandTimesOff(facts, figure);
    if (!way || figure.place === null) return [];
    const { unit } = itemOf(facts.schema, figure.item);
    const { value, of } = referenceFor(facts, figure)!;
    const guess = way === 'less' ? `像是把“万${unit}”当成了“${unit}”` : `像是把“${unit}”当成了“万${unit}”`;
    const sentence = `${nameOf(facts.schema, figure)} ${grouped(figure.value)}，而${of}是 ${grouped(value)}，相差约一万倍，${guess}，请核对单位。`;
    return [{ kind: 'unit', severity: 'block', sentence, cells: [cellOf(figure)] }];
  });

/** Whether a figure is about a ten-thousandth, or ten thousand times, what it is compared with; what is off so is told once, by this check alone. */
export function tenThousandTimesOff(facts: Facts, figure: Figure): 'less' | 'more' | undefined {
  const reference = referenceFor(facts, figure)?.value ?? 0;
  // Below this a figure cannot be written in 万 at all, and a small one may well have grown.
  if (Math.max(reference, figure.value) < 30_000) return undefined;
  if (figure.value > 0 && reference >= figure.value * 3_000 && reference <= figure.value * 30_000) return 'less';
  if (reference > 0 && figure.value >= reference * 3_000 && figure.value <= reference * 30_000) return 'more';
  return undefined;
}

function referenceFor(facts: Facts, figure: Figure): { value: number; of: string } | undefined {
  const [before, yearBefore] = [sameScope(facts, facts.before, figure), sameScope(facts, facts.yearBefore, figure)];
  if (before) return { value: before.value, of: '上一期' };
  if (yearBefore) return { value: yearBefore.value, of: '上年同期' };
  return figure.fileBase === null ? undefined : { value: figure.fileBase, of: '文件中的上年同期' };
}
