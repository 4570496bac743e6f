import type { ReportRun, ReportSection, ReportWarning } from '@yongche/contract/annual-reports';
import type { MetricValue } from '@yongche/contract/metrics';
import { annualReportStates, metricGroups } from '@yongche/contract';
import { valueText } from './numbers';

/** What of a report goes onto paper. */
export interface PrintedReport {
  year: number;
  /** Null where it was computed and not kept. */
  edition: number | null;
  state: keyof typeof annualReportStates;
  title: string;
  computedAt: Date;
  sections: readonly ReportSection[];
  warnings: readonly ReportWarning[];
  metrics: readonly MetricValue[];
}

/** Who writes the report. */
export const author = '宁波市二手车流通协会';

const moment = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' });

/** 送审稿 with its edition, or 定稿. */
export const stateLine = ({ state, edition }: PrintedReport): string => `（${annualReportStates[state]}${state === 'draft' && edition !== null ? `，第${edition}版` : ''}）`;

export const computedLine = ({ computedAt }: PrintedReport): string => `数据由系统于${moment.format(computedAt)}从业务记录计算得出，各项定义见下表。`;

/** A paragraph as it is set: its runs, or the gap that it is. A text that a person wrote may be of several paragraphs. */
export type PrintedParagraph = { runs: readonly ReportRun[] } | { gap: string };

/** The paragraphs of a section in the order of the page. */
export function printedParagraphs({ paragraphs }: ReportSection): PrintedParagraph[] {
  return paragraphs.flatMap(({ runs, wanted }): PrintedParagraph[] => {
    if (runs.length === 0) return [{ gap: `【缺项：${wanted ?? ''}】` }];
    const [only, ...others] = runs;
    if (others.length > 0 || only!.metric !== null) return [{ runs }];
    const lines = printable(only!.text).split(/\n+/).map((line) => line.trim());
    return lines.filter((line) => line !== '').map((line) => ({ runs: [{ text: line, metric: null }] }));
  });
}

/** Without the control characters that no document may hold. */
// eslint-disable-next-line no-control-regex -- these are the characters that XML 1.0 forbids
export const printable = (text: string): string => text.replace(/[\u0000-\u0009\u000b-\u001f\u007f\ufffe\uffff]/g, ' ');

/** The metrics by group as the appendix lists them. */
export function appendixGroups(metrics: readonly MetricValue[]): { name: string; rows: { metric: MetricValue; value: string; note: string }[] }[] {
  return (Object.keys(metricGroups) as (keyof typeof metricGroups)[]).map((group) => ({
    name: metricGroups[group],
    rows: metrics.filter((metric) => metric.group === group).map((metric) => ({ metric, value: valueText(metric), note: metric.gap ? `${metric.definition}（${metric.gap}）` : metric.definition })),
  }));
}
