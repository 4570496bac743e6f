import type { AnswerOf } from '@yongche/contract';

export type AuditState = AnswerOf<'GET /audit-state'>;
export type AuditVerification = NonNullable<AuditState['verification']>;
export type AuditEvent = AnswerOf<'GET /audit-events'>['items'][number];
export type AuditEventDetail = AnswerOf<'GET /audit-events/:id'>;
