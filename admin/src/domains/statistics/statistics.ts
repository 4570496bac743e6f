import type { AnswerOf, RequestOf } from '@yongche/contract';

export type PeriodSummary = AnswerOf<'GET /statistic-periods'>['items'][number];
export type StatisticPeriod = AnswerOf<'GET /statistic-periods/:period'>;
export type Edition = StatisticPeriod['editions'][number];
export type Course = AnswerOf<'GET /statistic-course'>;
export type ImportReport = AnswerOf<'GET /statistic-imports/:id'>;
export type ImportSummary = AnswerOf<'GET /statistic-imports'>['items'][number];
export type Figure = ImportReport['figures'][number];
export type Finding = ImportReport['findings'][number];
export type Removed = ImportReport['removed'][number];
export type Schemas = AnswerOf<'GET /statistic-schemas'>;
export type SchemaContent = Schemas['content'];
export type Mapping = NonNullable<RequestOf<'POST /statistic-imports/:id/mapping'>['body']>;

/** Every query of 车管数据 begins with this word. */
export const statisticsKey = 'statistics';
