import type { DataSource } from 'typeorm';
import { computeMetrics } from '../metrics/compute';
import { daysOfYear } from '../metrics/range';
import { onSnapshot } from '../metrics/snapshot';
import type { ReportContent } from './annual-report.entity';
import { contradictionsOf } from './contradictions';
import { sectionsOf } from './sections';
import { yearFacts } from './year-facts';

/** 年度报告 of a year, computed from the records on one snapshot; nothing is written. `milliseconds` is what that took. */
export async function computeReport(db: DataSource, year: number): Promise<{ content: ReportContent; milliseconds: number }> {
  const begun = performance.now();
  const content = await onSnapshot(db, async (tx): Promise<ReportContent> => {
    const range = daysOfYear(year);
    const metrics = await computeMetrics(tx, range);
    const values = new Map(metrics.map((metric) => [metric.code, metric]));
    const sections = sectionsOf({ year, values, ...(await yearFacts(tx, range)) });
    return { title: `宁波市二手车流通协会${year}年工作情况及${year + 1}年工作安排`, sections, warnings: await contradictionsOf(tx, year, values), metrics };
  });
  return { content, milliseconds: Math.round(performance.now() - begun) };
}
