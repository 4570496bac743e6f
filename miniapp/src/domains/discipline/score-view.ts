import type { AnswerOf } from '@yongche/contract';
import { scoreColours } from '@yongche/contract/vocabulary';
import type { Word } from './points-view';

export type ScoreCard = AnswerOf<'GET /my-score-card'>;
type Share = NonNullable<ScoreCard['problemRate']>;

const tones: Record<keyof typeof scoreColours, string> = { green: 'good', amber: 'wait', red: 'wrong' };
export const wordOfColour = ({ colour }: Pick<ScoreCard, 'colour'>): Word => ({ tone: tones[colour], text: scoreColours[colour] });

/** 4.9%, with one digit after the point. */
export const percent = (share: number) => `${(share * 100).toFixed(1)}%`;

/** 问题率 with its 95 % interval, so that few inspections are not taken for many. */
export const rateText = (rate: Share | null) =>
  rate ? `${percent(rate.share)}（95%区间 ${percent(rate.low)}–${percent(rate.high)}）` : '本月还没有核查';

/** How this month's rate compares with the one before. */
export function changeText({ problemRate, before }: Pick<ScoreCard, 'problemRate' | 'before'>): string {
  if (!problemRate || !before) return '没有上月可比';
  const points = (problemRate.share - before.share) * 100;
  if (Math.abs(points) < 0.05) return `与上月相同（${percent(before.share)}）`;
  return `比上月${points > 0 ? '高' : '低'}${Math.abs(points).toFixed(1)}个百分点（上月${percent(before.share)}）`;
}

/** What a colour means, in a sentence. */
const meanings: Record<keyof typeof scoreColours, string> = {
  green: '问题率在正常范围。',
  amber: '问题率偏高，请提醒代理人留意下面几类问题。',
  red: '问题率过高，已列为重点监管，抽查会更多。请尽快整改下面几类问题。',
};
export const meaningOfColour = ({ colour, problemRate }: Pick<ScoreCard, 'colour' | 'problemRate'>) =>
  problemRate ? meanings[colour] : '本月还没有核查结果，暂不评价。';

/** 2026-03 as 3月, with the year at its first month. */
export function monthText(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return number === 1 ? `${year}年1月` : `${number}月`;
}

/** A month's bar. */
export interface Bar {
  month: string;
  /** Percent of the tallest; null where nothing was inspected. */
  height: number | null;
  text: string;
  under: string;
}

/** The trend of the problem rate, oldest first, scaled to its tallest month; months without a deal are left out. */
export function barsOf({ trend }: Pick<ScoreCard, 'trend'>): Bar[] {
  const tallest = Math.max(0.01, ...trend.map(({ problemRate }) => problemRate?.share ?? 0));
  const worked = trend.filter(({ completed, inspected }) => completed + inspected > 0);
  return worked.map(({ month, inspected, problems, problemRate }) => ({
    month: monthText(month),
    height: problemRate ? Math.round((100 * problemRate.share) / tallest) : null,
    text: problemRate ? percent(problemRate.share) : '没有核查',
    under: `核查${inspected}笔，问题${problems}笔`,
  }));
}
