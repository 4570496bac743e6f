import { queryOptions } from '@tanstack/react-query';
import type { AnswerOf } from '@yongche/contract';
import { call } from '../../api';
import { type Posts, useMayOf } from '../../rights';

export type ServiceStatus = AnswerOf<'GET /service-status'>;
export type Monitoring = AnswerOf<'GET /monitoring'>;
export type Machine = Monitoring['machines'][number];
export type Course = Monitoring['courses']['items'][number];
export type Indicator = Course['indicator'];
export type DayPeak = AnswerOf<'GET /monitoring-peaks'>['items'][number];
export type Alarm = AnswerOf<'GET /alarms'>['items'][number];
export type AlarmRule = AnswerOf<'GET /alarms'>['rules'][number];
export type Incident = AnswerOf<'GET /incidents'>['items'][number];

export const statusKey = ['service-status'];
export const alarmsKey = ['alarms'];
export const incidentsKey = ['incidents'];

/** The server measures every 15 seconds. */
const watchEveryMs = 15_000;

export const statusQuery = queryOptions({ queryKey: statusKey, queryFn: ({ signal }) => call('GET /service-status', { signal }), refetchInterval: watchEveryMs, retry: false });
export const monitoringQuery = queryOptions({ queryKey: ['monitoring'], queryFn: ({ signal }) => call('GET /monitoring', { signal }), refetchInterval: watchEveryMs });
export const alarmsQuery = queryOptions({ queryKey: alarmsKey, queryFn: ({ signal }) => call('GET /alarms', { signal }), refetchInterval: watchEveryMs });
export const peaksQuery = (month: string) => queryOptions({ queryKey: ['monitoring-peaks', month], queryFn: ({ signal }) => call('GET /monitoring-peaks', { query: { month }, signal }) });
export const incidentsQuery = (month: string) => queryOptions({ queryKey: [...incidentsKey, month], queryFn: ({ signal }) => call('GET /incidents', { query: { month }, signal }) });

type Ruled = 'GET /monitoring';

const posts: Posts<Ruled> = { 'GET /monitoring': ['technician', 'auditor'] };

/** Asks whether the person who is logged in may call an endpoint; the contract's table of rights is the truth. */
export const useMay = (): ((endpoint: Ruled) => boolean) => useMayOf(posts);
