import type { AnswerOf } from '@yongche/contract';
import type { transactionStates } from '@yongche/contract/vocabulary';

export type Deal = AnswerOf<'GET /transactions/:id'>;
export type DealSummary = AnswerOf<'GET /transactions'>['items'][number];
export type DealState = keyof typeof transactionStates;
export type Party = Deal['parties'][number];
export type Slot = Deal['slots'][number];
export type Image = Slot['images'][number];
export type MarketFigures = AnswerOf<'GET /market-figures'>;
