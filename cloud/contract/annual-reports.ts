import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { metricCode, metricValue } from './metrics';
import { year } from './money';
import { day, id, moment, oneOf, text } from './primitives';
import { annualReportStates, deadlines, deadlineStates } from './vocabulary';

const readers = { clerk: 'all', finance: 'all', president: 'all', auditor: 'all' } as const satisfies Rights;
const writers = { clerk: 'all', president: 'all' } as const satisfies Rights;
const byId = z.object({ id });

/** A piece of a sentence: words, or the number of a metric as it is printed. */
export const reportRun = z.object({ text: z.string(), metric: metricCode.nullable() });

/** A paragraph. `gap`: it cannot be computed and nobody has written it yet; in the document it is a marked gap. */
export const reportParagraph = z.object({
  code: z.string(),
  runs: z.array(reportRun),
  /** What somebody would have to write here; null where the system computes the paragraph. */
  wanted: z.string().nullable(),
  /** Whether a person may write or rewrite it. */
  writable: z.boolean(),
});

/** 章节, as in the report of 2019: level 0 is one of its two halves (the year, the plan of the next), level 1 is 一、二、…, level 2 is （一）（二）…; the first section has neither number nor title. */
export const reportSection = z.object({ number: z.string(), title: z.string(), level: z.union([z.literal(0), z.literal(1), z.literal(2)]), paragraphs: z.array(reportParagraph) });

/** A contradiction or something that does not add up, in one sentence. */
export const reportWarning = z.object({ sentence: z.string(), metrics: z.array(metricCode) });

export const annualReportSummary = z.object({
  id,
  year: z.int(),
  /** 第几版 of that year. */
  edition: z.int(),
  state: oneOf(annualReportStates),
  computedAt: moment,
  computedBy: z.string(),
  /** How long computing it took, in milliseconds. */
  milliseconds: z.int(),
  approvedBy: z.string().nullable(),
  approvedAt: moment.nullable(),
  gaps: z.int(),
  warnings: z.int(),
});

export const annualReport = annualReportSummary.extend({
  title: z.string(),
  sections: z.array(reportSection),
  warnings: z.array(reportWarning),
  metrics: z.array(metricValue),
  /** Metrics that have changed since it was computed: what it said, what is true now. */
  changed: z.array(z.object({ code: metricCode, name: z.string(), was: z.string(), now: z.string() })),
  may: z.object({ write: z.boolean(), approve: z.boolean() }),
});

export const deadline = z.object({
  code: oneOf(deadlines),
  name: z.string(),
  /** 依据. */
  source: z.string(),
  /** The year in which it is due; it concerns the year before. */
  year: z.int(),
  dueOn: day,
  daysLeft: z.int(),
  state: oneOf(deadlineStates),
  doneOn: day.nullable(),
  doneBy: z.string().nullable(),
  note: z.string().nullable(),
});

export const annualReportEndpoints = {
  'GET /annual-reports': { summary: '各年度报告及版次，新的在前', access: 'staff', roles: readers, response: z.object({ items: z.array(annualReportSummary), years: z.array(z.int()) }) },
  'POST /annual-reports': { summary: '由记录计算一个年度的报告，生成新的一版送审稿', access: 'staff', roles: writers, body: z.object({ year }), response: annualReport, status: 201, idempotent: true },
  'GET /annual-reports/:id': { summary: '一份年度报告', access: 'staff', roles: readers, params: byId, response: annualReport },
  'PUT /annual-reports/:id/paragraphs/:code': {
    summary: '填写系统无法计算的段落（缺项）；空白表示仍为缺项',
    access: 'staff',
    roles: writers,
    params: z.object({ id, code: z.string().max(40) }),
    body: z.object({ text: z.string().trim().max(3000, '不能超过3000个字') }),
    response: annualReport,
  },
  'POST /annual-reports/:id/approval': { summary: '会长定稿', access: 'staff', roles: { president: 'all' }, params: byId, response: annualReport, idempotent: true },
  'GET /annual-reports/:id/report.docx': { summary: '年度报告 Word 文件', access: 'staff', roles: readers, params: byId, response: z.any(), produces: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  'GET /annual-reports/:id/report.pdf': { summary: '年度报告 PDF', access: 'staff', roles: readers, params: byId, response: z.any(), produces: 'application/pdf' },
  'GET /deadlines': { summary: '年度期限：3月31日前报送工作报告，5月31日前接受年度检查', access: 'staff', roles: readers, query: z.object({ year: year.optional() }), response: z.object({ items: z.array(deadline) }) },
  'POST /deadlines/:code/completion': {
    summary: '登记期限已完成',
    access: 'staff',
    roles: writers,
    params: z.object({ code: oneOf(deadlines) }),
    body: z.object({ year, doneOn: day, note: text(200, '说明') }),
    response: deadline,
    idempotent: true,
  },
} satisfies EndpointMap;

export type ReportSection = z.output<typeof reportSection>;
export type ReportParagraph = z.output<typeof reportParagraph>;
export type ReportRun = z.output<typeof reportRun>;
export type ReportWarning = z.output<typeof reportWarning>;
export type AnnualReportView = z.output<typeof annualReport>;
