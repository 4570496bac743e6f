import type { ReportParagraph, ReportSection, ReportWarning } from '@yongche/contract/annual-reports';
import type { MetricValue } from '@yongche/contract/metrics';
import type { EntityManager } from 'typeorm';
import { dayInShanghai } from '../../../clock';
import type { Actor } from '../../../http/actor';
import { ensure } from '../../../http/errors';
import { computeMetrics } from '../metrics/compute';
import { daysOfYear } from '../metrics/range';
import { staffNames } from '../present-imports';
import { AnnualReport, type Written } from './annual-report.entity';
import { mayApproveReport, mayWriteReport } from './annual-reports.policy';
import { valueText } from './numbers';
import { isOnlyOne, isOver, isSuperseded } from './reports';

/** @throws statistics.report_not_found */
export async function readReport(tx: EntityManager, id: string): Promise<AnnualReport> {
  const report = await tx.findOneBy(AnnualReport, { id });
  ensure(report, 'statistics.report_not_found');
  return report;
}

/** All editions, and the years of which there is something to report. */
export async function listReports(tx: EntityManager, now: Date) {
  const reports = await tx.find(AnnualReport, { order: { year: 'DESC', edition: 'DESC' } });
  const nameOf = await staffNames(tx, reports.flatMap(({ computedBy, approvedBy }) => [computedBy, approvedBy]));
  return { items: reports.map((report) => summaryOf(report, nameOf)), years: await yearsWithRecords(tx, Number(dayInShanghai(now).slice(0, 4))) };
}

/** Years in which deals were completed or which the vehicle office reported, the latest first. */
async function yearsWithRecords(tx: EntityManager, thisYear: number): Promise<number[]> {
  const [first]: { year: number | null }[] = await tx.query('SELECT YEAR(DATE_ADD(MIN(completed_at), INTERVAL 8 HOUR)) AS year FROM transactions');
  const office: { period: string }[] = await tx.query('SELECT in_force_key AS period FROM statistic_editions WHERE CHAR_LENGTH(in_force_key) = 4');
  const years = new Set(office.map(({ period }) => Number(period)));
  for (let year = first?.year ?? thisYear; year <= thisYear; year++) {
    const [found] = await tx.query('SELECT 1 FROM transactions WHERE completed_at >= ? AND completed_at < ? LIMIT 1', [`${year - 1}-12-31 16:00:00`, `${year}-12-31 16:00:00`]);
    if (found) years.add(year);
  }
  return [...years].filter((year) => year <= thisYear).sort((one, other) => other - one);
}

/** A report with what people wrote into it; `now` are its metrics as they are at this moment, where anybody asks what has changed. */
export async function presentReport(tx: EntityManager, report: AnnualReport, actor: Actor, now: MetricValue[] = report.content.metrics) {
  const nameOf = await staffNames(tx, [report.computedBy, report.approvedBy]);
  const isNewest = !(await isSuperseded(tx, report));
  return {
    ...summaryOf(report, nameOf),
    title: report.content.title,
    sections: sectionsWith(report.content.sections, report.written),
    warnings: warningsOf(report),
    metrics: report.content.metrics,
    changed: changesOf(report.content.metrics, now),
    may: { write: isNewest && mayWriteReport(actor, report), approve: isNewest && isOver(report.year, report.computedAt) && mayApproveReport(actor, report) && (await isOnlyOne(tx, report.year)) },
  };
}

/** The metrics of its year at this moment. */
export const metricsNow = (tx: EntityManager, { year }: Pick<AnnualReport, 'year'>): Promise<MetricValue[]> => computeMetrics(tx, daysOfYear(year));

function summaryOf(report: AnnualReport, nameOf: (id: string) => string) {
  const { id, year, edition, state, computedAt, computedBy, milliseconds, approvedBy, approvedAt, content, written } = report;
  const gaps = sectionsWith(content.sections, written).flatMap(({ paragraphs }) => paragraphs).filter(({ runs }) => runs.length === 0).length;
  return { id, year, edition, state, computedAt, computedBy: nameOf(computedBy), milliseconds, approvedBy: approvedBy && nameOf(approvedBy), approvedAt, gaps, warnings: warningsOf(report).length };
}

/** The sections with what a person wrote in the place of a gap or of the usual words. */
export function sectionsWith(sections: readonly ReportSection[], written: Written): ReportSection[] {
  const filled = (paragraph: ReportParagraph): ReportParagraph => {
    const own = paragraph.writable ? written[paragraph.code] : undefined;
    return own ? { ...paragraph, runs: [{ text: own.text, metric: null }] } : paragraph;
  };
  return sections.map((section) => ({ ...section, paragraphs: section.paragraphs.map(filled) }));
}

/** What was found when it was computed, that the year was not over then, and slips in what people wrote since. */
function warningsOf({ year, computedAt, content, written }: AnnualReport): ReportWarning[] {
  const early = earlyWarning(year, computedAt);
  return [...early, ...content.warnings, ...misspelt(content.sections, written)];
}

/** That the year was not over. */
export const earlyWarning = (year: number, computedAt: Date): ReportWarning[] => (isOver(year, computedAt) ? [] : [{ sentence: `生成时${year}年还没有结束，各项数字只到生成之时，年度结束后请重新生成。`, metrics: [] }]);

/** Slips of the pen that stood in the report of 2019 (domain.md 1.4). */
const slips: readonly (readonly [wrong: string, right: string])[] = [['竭业', '歇业'], ['实名论证', '实名认证'], ['广泛征词', '广泛征求意见']];

/** Of the words that stand in it: what was written into a gap of an earlier edition may have been computed since. */
function misspelt(sections: readonly ReportSection[], written: Written): ReportWarning[] {
  const texts = sections.flatMap(({ paragraphs }) => paragraphs).flatMap(({ code, writable }) => (writable && written[code] ? [written[code].text] : []));
  return slips.filter(([wrong]) => texts.some((text) => text.includes(wrong))).map(([wrong, right]) => ({ sentence: `填写的段落中“${wrong}”疑为“${right}”之误，请核对。`, metrics: [] }));
}

function changesOf(before: MetricValue[], after: MetricValue[]) {
  const now = new Map(after.map((metric) => [metric.code, metric]));
  return before.flatMap((was) => {
    const is = now.get(was.code);
    return !is || (is.value === was.value && is.text === was.text) ? [] : [{ code: was.code, name: was.name, was: valueText(was), now: valueText(is) }];
  });
}
