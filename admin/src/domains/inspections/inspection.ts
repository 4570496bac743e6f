import type { AnswerOf, RequestOf } from '@yongche/contract';
import type { lookVerdicts } from '@yongche/contract/vocabulary';

/** 核查案件 as it lies before the inspector. */
export type Case = AnswerOf<'POST /inspection-claims'>['looks'][number];
export type Verdict = keyof typeof lookVerdicts;
export type Decision = RequestOf<'POST /inspection-looks/:id/decision'>['body'];
export type InspectionDay = AnswerOf<'GET /inspection-day'>;

export type InspectionFigures = AnswerOf<'GET /inspection-figures'>;
export type Share = NonNullable<InspectionFigures['problemRate']>;

export type SamplingPlan = AnswerOf<'GET /sampling-plans'>['items'][number];
export type SamplingContent = SamplingPlan['content'];
export type SamplingTrial = AnswerOf<'GET /sampling-plans/:version/trial'>;
export type SamplingPlanDraft = RequestOf<'POST /sampling-plans'>['body'];
