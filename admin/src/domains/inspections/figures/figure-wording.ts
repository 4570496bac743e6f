import type { InspectionFigures, Share } from '../inspection';

type Day = InspectionFigures['days'][number];

const percent = (share: number) => (Math.round(share * 1_000) / 10).toFixed(1);

/** A share as a percentage; a dash where nothing was looked at. */
export function shareText(share: Share | null): string {
  return share ? `${percent(share.share)}%` : '—';
}

/** Its 95 % interval: 4.6%–5.2%. */
export function intervalText(share: Share | null): string {
  return share ? `95%区间 ${percent(share.low)}%–${percent(share.high)}%` : '还没有核查过';
}

/** κ with two decimals; a dash where there are too few pairs, or all say the same. */
export function kappaText(kappa: number | null): string {
  return kappa === null ? '—' : kappa.toFixed(2);
}

/** What a kappa means, after Landis and Koch. */
export function kappaWord(kappa: number | null): string {
  if (kappa === null) return '双盲不足10对，或结论全同';
  if (kappa > 0.8) return '几乎一致';
  if (kappa > 0.6) return '高度一致';
  if (kappa > 0.4) return '中等一致';
  return kappa > 0.2 ? '一致较弱' : '很不一致';
}

/** One bar of the chart; heights are shares of the highest one. */
export interface Bar {
  on: string;
  completed: number;
  inspected: number;
  problems: number;
  /** The sentence of this day, for who points at it or hears it. */
  sentence: string;
}

/** The days as bars. @param days as they come, some days may be missing: nothing was completed on them */
export function barsOf(days: Day[]): Bar[] {
  const highest = Math.max(1, ...days.map(({ completed }) => completed));
  return days.map(({ on, completed, inspected, problems }) => ({
    on,
    completed: completed / highest,
    inspected: Math.min(completed, inspected) / highest,
    problems: Math.min(completed, problems) / highest,
    sentence: `${on}：完成${completed}笔，核查${inspected}笔（${completed === 0 ? '—' : `${percent(inspected / completed)}%`}），有问题${problems}笔`,
  }));
}
