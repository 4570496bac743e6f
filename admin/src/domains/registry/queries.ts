import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api';
import { registerKey } from './register';

/** A company with its people, duties, requests and events. */
export const companyQuery = (id: string) =>
  queryOptions({ queryKey: [registerKey, 'company', id], queryFn: ({ signal }) => call('GET /companies/:id', { params: { id }, signal }) });

export const certificateQuery = (id: string) =>
  queryOptions({ queryKey: [registerKey, 'certificate', id], queryFn: ({ signal }) => call('GET /certificates/:id', { params: { id }, signal }) });

export const terminalQuery = (id: string) =>
  queryOptions({ queryKey: [registerKey, 'terminal', id], queryFn: ({ signal }) => call('GET /terminals/:id', { params: { id }, signal }) });

export const requestQuery = (id: string) =>
  queryOptions({ queryKey: [registerKey, 'request', id], queryFn: ({ signal }) => call('GET /register-requests/:id', { params: { id }, signal }) });

/** The stock of all four subjects over a period, both days included. */
export const figuresQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: [registerKey, 'figures', from, to],
    queryFn: ({ signal }) => call('GET /register-figures', { query: { from, to }, signal }),
    staleTime: 60_000,
  });
