import type { AnswerOf, RequestOf } from '@yongche/contract';
import type { problemStates } from '@yongche/contract/vocabulary';

export type ProblemSummary = AnswerOf<'GET /problems'>['items'][number];
export type Problem = AnswerOf<'GET /problems/:id'>;
export type ProblemItem = Problem['items'][number];
export type ProblemStep = Problem['steps'][number];
export type ProblemState = keyof typeof problemStates;
export type ProblemReview = RequestOf<'POST /problems/:id/review'>['body'];

/** Every query of problem cards begins with this word. */
export const problemsKey = 'problems';
