import type { AnswerOf, RequestOf } from '@yongche/contract';

export type Tariff = AnswerOf<'GET /tariffs'>['items'][number];
export type TariffContent = Tariff['content'];
export type ServiceContract = AnswerOf<'GET /service-contracts'>['items'][number];
export type ContractInput = RequestOf<'POST /service-contracts'>['body'];

export type MeterFigures = AnswerOf<'GET /meter-figures'>;
export type MarketFigures = MeterFigures['markets'][number];
export type MeterEvent = AnswerOf<'GET /meter-events'>['items'][number];

export type BillList = AnswerOf<'GET /bills'>;
export type BillSummary = BillList['items'][number];
export type Bill = AnswerOf<'GET /bills/:id'>;
export type BillLine = Bill['lines'][number];
export type BillPreviews = AnswerOf<'GET /bill-previews'>;
export type BillPreview = BillPreviews['items'][number];

/** Every query of the meter, contracts and bills begins with this word. */
export const billingKey = 'billing';
/** Every query of tariffs begins with this word. */
export const tariffsKey = 'tariffs';
