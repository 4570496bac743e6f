import { dayOf } from '../../components/moments';
import type { Staff } from '../../session';
import type { AnnualReport, MetricCode, ReportParagraph, ReportSection, ReportWarning } from './figures';

/** 缺项: somebody has to write it, and nobody has. */
export const isGap = ({ wanted, runs }: ReportParagraph): boolean => wanted !== null && runs.every(({ text }) => text.trim() === '');

/** What was written or computed, as one text. */
export const textOf = ({ runs }: Pick<ReportParagraph, 'runs'>): string => runs.map(({ text }) => text).join('');

/** Each warning beside the first paragraph that speaks of most of its metrics; `loose` are those of which no paragraph speaks. */
export function placeWarnings(sections: ReportSection[], warnings: ReportWarning[]): { byParagraph: Map<string, ReportWarning[]>; loose: ReportWarning[] } {
  const paragraphs = sections.flatMap((section) => section.paragraphs);
  const byParagraph = new Map<string, ReportWarning[]>();
  const loose: ReportWarning[] = [];
  for (const warning of warnings) {
    const counted = paragraphs.map((paragraph) => ({ code: paragraph.code, count: new Set(paragraph.runs.flatMap(({ metric }) => (metric !== null && warning.metrics.includes(metric) ? [metric] : []))).size }));
    const best = counted.reduce((before, one) => (one.count > before.count ? one : before), { code: '', count: 0 });
    if (best.count === 0) loose.push(warning);
    else byParagraph.set(best.code, [...(byParagraph.get(best.code) ?? []), warning]);
  }
  return { byParagraph, loose };
}

/** The metrics that some warning speaks of. */
export const doubtful = (warnings: ReportWarning[]): Set<MetricCode> => new Set(warnings.flatMap(({ metrics }) => metrics));

/** Where there is something to do, in the order of the document: gaps, and paragraphs with a warning; `placed` warnings stand beside one. */
export function stopsOf({ sections, warnings }: Pick<AnnualReport, 'sections' | 'warnings'>): { gaps: string[]; warned: string[]; placed: number } {
  const { byParagraph, loose } = placeWarnings(sections, warnings);
  const paragraphs = sections.flatMap((section) => section.paragraphs);
  return { gaps: paragraphs.filter(isGap).map(({ code }) => code), warned: paragraphs.map(({ code }) => code).filter((code) => byParagraph.has(code)), placed: warnings.length - loose.length };
}

/** The stop after the one at hand, from the last back to the first. */
export function nextStop(stops: string[], present: string | undefined): string | undefined {
  return stops[(stops.indexOf(present ?? '') + 1) % stops.length];
}

/** Why whoever writes or approves reports cannot do so with this draft, and what to do; undefined where they can, or it is not theirs to do. */
export function hindranceOf({ state, year, computedAt, computedBy, may }: Pick<AnnualReport, 'state' | 'year' | 'computedAt' | 'computedBy' | 'may'>, { role, name }: Pick<Staff, 'role' | 'name'>, today: string): string | undefined {
  if (state === 'final' || (role !== 'clerk' && role !== 'president')) return undefined;
  if (!may.write) return '这一年已有更新的一版或定稿，这一版只供查阅。';
  if (role === 'clerk' || may.approve) return undefined;
  if (year >= Number(today.slice(0, 4))) return `${year}年还没有过完，过完以后重新计算，才能定稿。`;
  if (year >= Number(dayOf(computedAt).slice(0, 4))) return `这一版是在${year}年结束以前计算的。请先点“重新计算”，再定稿。`;
  return computedBy === name ? '生成与定稿须由两个人分别办理。这一版是您生成的，请秘书处文员点“重新计算”，再由您定稿。' : '这一年已有定稿，这一版只供查阅。';
}
