import type { AnswerOf, RequestOf } from '@yongche/contract';

export type Bulletins = AnswerOf<'GET /bulletins'>;
export type BulletinSummary = Bulletins['items'][number];
export type Bulletin = AnswerOf<'GET /bulletins/:id'>;
export type Sending = AnswerOf<'GET /bulletins/:id/sendings'>['items'][number];
export type Destinations = AnswerOf<'GET /bulletin-destinations'>;
export type Destination = Destinations['items'][number];
export type Way = Destination['way'];
export type Secrets = NonNullable<RequestOf<'POST /bulletin-destinations'>['body']>['secrets'];
export type BulletinContent = Bulletin['content'];
export type BulletinFigure = BulletinContent['figures'][number];
export type Breakdown = BulletinContent['breakdowns'][number];

/** Every query of 月度通报 begins with this word. */
export const bulletinsKey = 'bulletins';
