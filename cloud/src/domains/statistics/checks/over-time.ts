import type { StatisticFinding } from '@yongche/contract/statistics.shapes';
import { cellOf, type Figure, grouped, itemOf, nameOf } from '../figures';
import { growthOf, percentOf } from '../growth';
import { isMonth, monthsOf, periodName, yearOf } from '../periods';
import { type Check, type Facts, roomOf, sameScope } from './facts';
import { movesOf } from './jumps';
import { tenThousandTimesOff } from './units';

/** 跨期核对: a year's flow is the sum of its months, its stock that of December; and a stock does not move further than stocks do. */
export const checkOverTime: Check = (facts) =>
  facts.figures.flatMap((figure) => {
    if (tenThousandTimesOff(facts, figure)) return [];
    return itemOf(facts.schema, figure.item).kind === 'flow' ? ofFlow(facts, figure) : [...ofStockAtYearsEnd(facts, figure), ...ofStockMove(facts, figure)];
  });

const found = (severity: StatisticFinding['severity'], sentence: string, figure: Figure): StatisticFinding[] => [{ kind: 'over_time', severity, sentence, cells: [cellOf(figure)] }];

function ofFlow(facts: Facts, figure: Figure): StatisticFinding[] {
  const [year, name] = [yearOf(facts.period), nameOf(facts.schema, figure)];
  const ofYear = isMonth(facts.period) ? sameScope(facts, facts.year, figure) : figure;
  const others = facts.months.flatMap((published) => sameScope(facts, published, figure) ?? []);
  const months = isMonth(facts.period) ? [...others, figure] : others;
  if (!ofYear || months.length === 0) return [];
  const sum = months.reduce((total, { value }) => total + value, 0);
  const room = roomOf(ofYear.step, ...months.map(({ step }) => step));
  if (months.length === monthsOf(year).length && Math.abs(sum - ofYear.value) > room) {
    return found('warn', `${name}${year}年全年 ${grouped(ofYear.value)}，12个月合计 ${grouped(sum)}，差 ${grouped(Math.abs(sum - ofYear.value))}。`, figure);
  }
  if (sum - ofYear.value <= room) return [];
  return months.length < 12 ? found('warn', `${name}${year}年全年 ${grouped(ofYear.value)}，少于已有${months.length}个月的合计 ${grouped(sum)}。`, figure) : [];
}

function ofStockAtYearsEnd(facts: Facts, figure: Figure): StatisticFinding[] {
  const december = `${yearOf(facts.period)}-12`;
  const isYear = !isMonth(facts.period);
  if (!isYear && facts.period !== december) return [];
  const other = sameScope(facts, isYear ? facts.months.find(({ period }) => period === december) : facts.year, figure);
  if (!other || Math.abs(other.value - figure.value) <= roomOf(other.step, figure.step)) return [];
  return found('warn', `${nameOf(facts.schema, figure)}${isYear ? '年末' : '12月末'} ${grouped(figure.value)}，已发布的${isYear ? '12月末' : '年末'}是 ${grouped(other.value)}，应当相同。`, figure);
}

function ofStockMove(facts: Facts, figure: Figure): StatisticFinding[] {
  const before = sameScope(facts, facts.before, figure);
  const { stockMovePercentMonth, stockMovePercentYear, jumpFloorCount } = facts.schema.limits;
  const most = isMonth(facts.period) ? stockMovePercentMonth : stockMovePercentYear;
  // Once the usual course of a stock is known, its jumps are measured by that.
  if (isMonth(facts.period) && movesOf(facts, figure).length >= facts.schema.limits.leastMonths) return [];
  if (!before || Math.abs(figure.value - before.value) <= Math.max(jumpFloorCount, Math.floor((before.value * most) / 100))) return [];
  const move = growthOf(figure.value, before.value);
  return found('warn', `${nameOf(facts.schema, figure)} ${grouped(figure.value)}，比${periodName(facts.before!.period)}的 ${grouped(before.value)} ${figure.value < before.value ? '减少' : '增加'} ${grouped(Math.abs(figure.value - before.value))}${move === null ? '' : `（${percentOf(move)}）`}，超出 ${most}%。`, figure);
}
