import type { AnswerOf, RequestOf } from '@yongche/contract';
import type { disciplineSubjects, measureKinds, returnCodes, scoreColours, violationOutcomes } from '@yongche/contract/vocabulary';

export type ViolationSummary = AnswerOf<'GET /violations'>['items'][number];
export type Violation = AnswerOf<'GET /violations/:id'>;
export type Standing = AnswerOf<'GET /standings/:subjectType/:id'>;
export type Measure = AnswerOf<'GET /measures'>['items'][number];
export type AppealDecision = RequestOf<'POST /violations/:id/appeal-decision'>['body'];

export type RuleBookSummary = AnswerOf<'GET /rule-books'>['items'][number];
export type RuleBook = AnswerOf<'GET /rule-books/:version'>;
export type RuleBookContent = RuleBook['content'];
export type BookCode = RuleBookContent['codes'][number];
export type BookArticle = RuleBookContent['chapters'][number]['articles'][number];
export type BookEffect = AnswerOf<'GET /rule-books/:version/effect'>;

export type ScoreCard = AnswerOf<'GET /score-cards'>['items'][number];
export type ScoreFile = AnswerOf<'GET /score-cards/:kind/:id'>;
export type ScoredKind = ScoreFile['kind'];
export type TrendMonth = ScoreFile['trend'][number];
/** A share with its 95 % interval, each 0–1. */
export type Share = NonNullable<ScoreCard['problemRate']>;
export type DisciplineFigures = AnswerOf<'GET /discipline-figures'>;

export type SubjectType = keyof typeof disciplineSubjects;
export type MeasureKind = keyof typeof measureKinds;
export type Outcome = keyof typeof violationOutcomes;
export type ReturnCode = keyof typeof returnCodes;
export type ScoreColour = keyof typeof scoreColours;

/** Whose points are spoken of. */
export type Subject = ViolationSummary['subject'];

/** Every query of violations, points and measures begins with this word: a decision changes all of them. */
export const disciplineKey = 'discipline';
/** Every query of rule books begins with this word. */
export const ruleBooksKey = 'rule-books';
