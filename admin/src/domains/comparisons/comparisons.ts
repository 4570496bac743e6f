import type { AnswerOf, RequestOf } from '@yongche/contract';

export type ComparedYear = AnswerOf<'GET /comparisons'>;
export type ComparedMonth = ComparedYear['months'][number];
export type ComparedMarkets = AnswerOf<'GET /comparisons/:month'>;
export type ComparedMarket = ComparedMarkets['markets'][number];
export type Compared = Pick<ComparedMonth, 'completed' | 'office' | 'difference' | 'hundredths' | 'light'>;
export type Rules = ComparedYear['rules'];
export type RulesChange = RequestOf<'PUT /comparison-rules'>['body'];
export type RegistrationList = AnswerOf<'GET /registration-lists'>['items'][number];
export type UnmatchedPage = AnswerOf<'GET /unmatched-deals'>;
export type Unmatched = UnmatchedPage['items'][number];
export type UnmatchedFilters = Omit<RequestOf<'GET /unmatched-deals'>['query'], 'cursor' | 'limit'>;

/** One line of a file that could not be read. */
export interface LineProblem {
  line: number;
  column: string | null;
  message: string;
}

/** Every query of the comparison begins with this word. */
export const comparisonsKey = 'comparisons';
