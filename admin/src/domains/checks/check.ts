import type { AnswerOf, RequestOf } from '@yongche/contract';
import type { detectors, ruleCodes, rulePackStates, severities } from '@yongche/contract/vocabulary';

export type DealCheck = AnswerOf<'GET /transactions/:id/checks'>;
export type RuleResult = DealCheck['results'][number];
export type ComparedValue = RuleResult['values'][number];
export type Box = NonNullable<ComparedValue['box']>;

export type RulePackSummary = AnswerOf<'GET /rule-packs'>['items'][number];
export type RulePack = AnswerOf<'GET /rule-packs/:version'>;
export type RulePackContent = RulePack['content'];
export type RulePackDraft = RequestOf<'POST /rule-packs'>['body'];
export type RulePackEffect = AnswerOf<'GET /rule-packs/:version/effect'>;
export type RuleEffect = RulePackEffect['rules'][number];
export type CheckFigures = AnswerOf<'GET /check-figures'>;
export type CheckQueue = AnswerOf<'GET /check-queue'>;

export type RuleCode = keyof typeof ruleCodes;
export type Detector = keyof typeof detectors;
export type Severity = keyof typeof severities;
export type RulePackState = keyof typeof rulePackStates;

/** A part of a picture that a rule speaks of, to be framed; without a box the whole picture. */
export interface Spot {
  imageId: string;
  box: Box | null;
  /** What is to be seen there, such as 车架号. */
  label: string;
}
