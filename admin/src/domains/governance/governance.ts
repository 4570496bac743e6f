import type { AnswerOf, RequestOf } from '@yongche/contract';

export type MeetingSummary = AnswerOf<'GET /meetings'>['items'][number];
export type Meeting = AnswerOf<'GET /meetings/:id'>;
export type AgendaItem = AnswerOf<'GET /agenda-items/:id'>;
export type Resolution = NonNullable<AgendaItem['resolution']>;
export type MeetingPlan = RequestOf<'POST /meetings'>['body'];
export type Recording = RequestOf<'POST /agenda-items/:id/resolution'>['body'];
export type Attendance = NonNullable<Meeting['attendance']>;

/** Every query of meetings and their items begins with this word. */
export const governanceKey = 'governance';
