import type { AnswerOf } from '@yongche/contract';
import type { lights, metricGroups, metrics } from '@yongche/contract/vocabulary';

export type MetricCode = keyof typeof metrics;
export type MetricGroup = keyof typeof metricGroups;
export type Light = keyof typeof lights;
export type MetricValue = AnswerOf<'GET /metric-values'>['items'][number];
export type MetricRecords = AnswerOf<'GET /metrics/:code/records'>;
export type ReportSummary = AnswerOf<'GET /annual-reports'>['items'][number];
export type AnnualReport = AnswerOf<'GET /annual-reports/:id'>;
export type ReportSection = AnnualReport['sections'][number];
export type ReportParagraph = ReportSection['paragraphs'][number];
export type ReportWarning = AnnualReport['warnings'][number];
export type Deadline = AnswerOf<'GET /deadlines'>['items'][number];
export type PresidentBoard = AnswerOf<'GET /dashboards/president'>;
export type AdviserBoard = AnswerOf<'GET /dashboards/adviser'>;
export type MarketBoard = AnswerOf<'GET /dashboards/market'>;
export type Beside = PresidentBoard['month'];
export type Rate = NonNullable<PresidentBoard['problemRate']>;
export type Trend = PresidentBoard['trend'];
export type MarketLight = PresidentBoard['markets'][number];

/** Days in Shanghai, both included. */
export type Range = { from: string; to: string };

/** Every query of metrics, yearly reports and dashboards begins with this word. */
export const figuresKey = 'figures';
