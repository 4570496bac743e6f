import type { AnswerOf } from '@yongche/contract';
import type { funds } from '@yongche/contract/vocabulary';

export type Fund = keyof typeof funds;
export type FinanceDesk = AnswerOf<'GET /finance-desk'>;
export type Ageing = Omit<FinanceDesk['ageing'][number], 'fund'>;
export type CurveMonth = FinanceDesk['curve'][number];
export type Receivables = AnswerOf<'GET /receivables'>;
export type ReceivableParty = Receivables['items'][number];

/** Every query of the desk and of what is owed begins with this word. */
export const financeKey = 'finance';

export const bothFunds: readonly Fund[] = ['service_fee', 'dues'];
