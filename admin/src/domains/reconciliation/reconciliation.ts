import type { AnswerOf, RequestOf } from '@yongche/contract';

export type ReconciliationFigures = AnswerOf<'GET /reconciliation'>;
export type Gap = ReconciliationFigures['missing'][number];
export type Statement = AnswerOf<'GET /statements'>['items'][number];
export type StatementLine = AnswerOf<'GET /statement-lines'>['items'][number];
export type Candidate = StatementLine['candidates'][number];
export type Decision = RequestOf<'POST /statement-lines/:id/decision'>['body'];
export type ImportAnswer = AnswerOf<'POST /bank-statements'>;

/** Every query of statements and their lines begins with this word. */
export const reconciliationKey = 'reconciliation';
