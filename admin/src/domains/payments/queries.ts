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
