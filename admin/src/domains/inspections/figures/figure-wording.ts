import type { InspectionFigures, Share } from '../inspection';

type Day = InspectionFigures['days'][number];

const percent = (share: number) => (Math.round(share * 1_000) / 10).toFixed(1);

/** A share as a percentage; a dash where nothing was looked at. */
export function shareText(share: Share | null): string {
  return share ? `${percent(share.share)}%` : '—';
}

/** Its 95 % interval, and what it was counted from. */
export function intervalText(share: Share | null, counted: string): string {
  return share ? `95%区间 ${percent(share.low)}%–${percent(share.high)}%，${counted}` : counted;
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

/** How many pairs there were, and what their kappa means. */
export function agreementText({ pairs, kappa }: Pick<InspectionFigures['agreement'], 'pairs' | 'kappa'>): string {
  return kappa === null ? `双盲 ${pairs} 对，还算不出 κ` : `双盲 ${pairs} 对，κ ${kappaText(kappa)}（${kappaWord(kappa)}）`;
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

const dayMs = 24 * 60 * 60_000;

/** Every day of the period (YYYY-MM-DD, both included) as a bar; the days that do not come had no deal. */
export function barsOf(days: Day[], from: string, to: string): Bar[] {
  const highest = Math.max(1, ...days.map(({ completed }) => completed));
  const known = new Map(days.map((day) => [day.on, day]));
  const length = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1);
  return Array.from({ length }, (_, at) => {
    const on = new Date(Date.parse(from) + at * dayMs).toISOString().slice(0, 10);
    const { completed, inspected, problems } = known.get(on) ?? { completed: 0, inspected: 0, problems: 0 };
    return {
      on,
      completed: completed / highest,
      inspected: Math.min(completed, inspected) / highest,
      problems: Math.min(completed, problems) / highest,
      sentence: completed === 0 ? `${on}：没有完成的交易` : `${on}：完成${completed}笔，核查${inspected}笔（${percent(inspected / completed)}%），有问题${problems}笔`,
    };
  });
}
