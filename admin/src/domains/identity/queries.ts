import { queryOptions } from '@tanstack/react-query';
import type { AnswerOf } from '@yongche/contract';
import { call } from '../../api';

export type StaffAccount = AnswerOf<'GET /staff-account'>;
export type StaffRecord = AnswerOf<'GET /staff/:id'>;
export type StaffSession = AnswerOf<'GET /staff-sessions'>['sessions'][number];

/** 我的账号与安全. */
export const accountQuery = queryOptions({
  queryKey: ['staff-account'],
  queryFn: ({ signal }) => call('GET /staff-account', { signal }),
});

/** One's own open log-ins. */
export const ownSessionsQuery = queryOptions({
  queryKey: ['staff-sessions'],
  queryFn: ({ signal }) => call('GET /staff-sessions', { signal }),
});

/** The open log-ins of an employee. */
export const sessionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['staff', 'sessions', id],
    queryFn: ({ signal }) => call('GET /staff/:id/sessions', { params: { id }, signal }),
  });
