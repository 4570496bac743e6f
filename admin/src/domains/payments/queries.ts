import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api';
import { paymentsKey } from './payment';

/** 收款账户 of both funds. */
export const payeeAccountsQuery = queryOptions({
  queryKey: [paymentsKey, 'payee-accounts'],
  queryFn: ({ signal }) => call('GET /payee-accounts', { signal }),
  staleTime: 60_000,
});

/** Cash that one person noted and another has yet to confirm; there is never much of it. */
export const waitingCashQuery = queryOptions({
  queryKey: [paymentsKey, 'cash', 'noted'],
  queryFn: ({ signal }) => call('GET /cash-receipts', { query: { state: 'noted', limit: 100 }, signal }),
});

export const orderQuery = (id: string) =>
  queryOptions({ queryKey: [paymentsKey, 'order', id], queryFn: ({ signal }) => call('GET /payment-orders/:id', { params: { id }, signal }) });

/** Refunds that wait for somebody: for the second person, or to be sent once more. */
export const waitingRefundsQuery = (state: 'requested' | 'failed') =>
  queryOptions({ queryKey: [paymentsKey, 'refunds', 'waiting', state], queryFn: ({ signal }) => call('GET /refunds', { query: { state, limit: 100 }, signal }) });

/** One refund; there is none where the list is empty. */
export const refundQuery = (id: string) => queryOptions({ queryKey: [paymentsKey, 'refund', id], queryFn: ({ signal }) => call('GET /refunds', { query: { id }, signal }) });

/** One receipt of cash; there is none where the list is empty. */
export const cashQuery = (id: string) => queryOptions({ queryKey: [paymentsKey, 'cash', 'one', id], queryFn: ({ signal }) => call('GET /cash-receipts', { query: { id }, signal }) });
