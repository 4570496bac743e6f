import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

const unavailable = () => Promise.reject(new Refusal('server.unavailable'));

/** 总账、专户收支、月结、财务台. */
export const ledgerRoutes = (_deps: Deps) => [
  route('GET /finance-desk', unavailable),
  route('GET /receivables', unavailable),
  route('GET /ledger/accounts', unavailable),
  route('GET /ledger/bookings', unavailable),
  route('GET /ledger/sources-and-uses', unavailable),
  route('GET /ledger/vouchers.xlsx', unavailable),
  route('GET /months', unavailable),
  route('POST /months/:month/closing', unavailable),
];
