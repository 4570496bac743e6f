import { cellOf, type Figure, grouped, itemOf, nameOf } from '../figures';
import { isMonth, periodAfter } from '../periods';
import { type Check, type Facts, sameScope } from './facts';
import { tenThousandTimesOff } from './units';

/**
 * 异常波动: a month's flow against the median of the published months before it, measured by their median absolute deviation, so that one
 * odd month among them changes nothing; a stock by what it moves within the month. Doubled numbers keep the medians whole.
 */
export const checkJumps: Check = (facts) => {
  if (!isMonth(facts.period)) return [];
  return facts.figures.flatMap((figure) => {
    const isStock = itemOf(facts.schema, figure.item).kind === 'stock';
    const present = isStock ? moveOf(facts, figure) : figure.value;
    const course = isStock ? movesOf(facts, figure) : facts.course.flatMap((published) => sameScope(facts, published, figure)?.value ?? []);
    const { leastMonths, jumpTimes, jumpFloorPercent, jumpFloorCount } = facts.schema.limits;
    if (present === undefined || course.length < leastMonths || tenThousandTimesOff(facts, figure)) return [];
    const twice = twiceMedian(course);
    const swing = twiceMedian(course.map((value) => Math.abs(2 * value - twice))) / 2;
    const twiceUsual = Math.max(Math.ceil((swing * 14_826) / 10_000), Math.ceil((Math.abs(twice) * jumpFloorPercent) / 100), 2 * jumpFloorCount);
    const twiceOff = Math.abs(2 * present - twice);
    if (twiceOff <= jumpTimes * twiceUsual) return [];
    const what = isStock ? `${nameOf(facts.schema, figure)}本月增减` : nameOf(facts.schema, figure);
    const sentence = `${what} ${grouped(present)}，与近${course.length}个月的中位数 ${grouped(halfUp(twice))} 相差 ${grouped(Math.abs(present - halfUp(twice)))}，超出通常波动 ${grouped(halfUp(jumpTimes * twiceUsual))}。`;
    return [{ kind: 'jump', severity: 'warn', sentence, cells: [cellOf(figure)] }];
  });
};

function moveOf(facts: Facts, figure: Figure): number | undefined {
  const before = sameScope(facts, facts.before, figure);
  return before && figure.value - before.value;
}

/** What a stock moved in each published month whose month before is published too. */
export function movesOf(facts: Facts, figure: Figure): number[] {
  const byPeriod = new Map(facts.course.map((published) => [published.period, sameScope(facts, published, figure)?.value]));
  return facts.course.flatMap(({ period }) => {
    const [value, before] = [byPeriod.get(period), byPeriod.get(periodAfter(period, -1))];
    return value === undefined || before === undefined ? [] : [value - before];
  });
}

/** Twice the median of whole numbers, which is whole. */
export function twiceMedian(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? 2 * sorted[middle]! : sorted[middle - 1]! + sorted[middle]!;
}

const halfUp = (twice: number): number => Math.sign(twice) * Math.floor((Math.abs(twice) + 1) / 2);
