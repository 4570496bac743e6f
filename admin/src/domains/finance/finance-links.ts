import type { bookingKinds, ledgerAccounts } from '@yongche/contract/vocabulary';
import { searchOf } from '../../components/list-filters';
import type { Fund } from './finance';

interface BookingFilter {
  fund?: Fund;
  account?: keyof typeof ledgerAccounts;
  kind?: keyof typeof bookingKinds;
  from?: string;
  to?: string;
}

/** The bookings that a figure is the sum of. */
export const bookingsHref = (filter: BookingFilter): string => `/ledger/bookings?${searchOf(filter)}`;

/** First and last day of a month. */
export function daysOfMonth(month: string): { from: string; to: string } {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return { from: `${month}-01`, to: `${month}-${String(new Date(Date.UTC(year, number, 0)).getUTCDate()).padStart(2, '0')}` };
}

/** A page of the staff web for one month, where it has a filter by month; others pass it over. */
export const inMonth = (link: string, month: string): string => `${link}?month=${month}`;

/** The page of a due or bill. */
export const payableHref = (kind: 'due' | 'bill', id: string): string => `/${kind}s/${id}`;

const pages: Record<string, (id: string) => string> = {
  due: (id) => payableHref('due', id),
  bill: (id) => payableHref('bill', id),
  payment_order: (id) => `/payments/${id}`,
  refund: (id) => `/payments/refunds?refund=${id}`,
  cash_receipt: (id) => `/payments/cash?cash=${id}`,
  statement_line: (id) => `/reconciliation/lines?line=${id}`,
  statement: (id) => `/reconciliation/statements?statement=${id}`,
};

const names: Record<string, string> = { due: '会费', bill: '账单', payment_order: '订单', refund: '退款', cash_receipt: '现金收款', statement_line: '对账明细', statement: '对账单' };

/** What a booking follows from (`due:<id>`, `payment_order:<id>` …): what it is called and the page on which it stands; undefined for none. */
export function documentOf(document: string | null): { name: string; href: string } | undefined {
  const [type = '', id = ''] = document?.split(':') ?? [];
  const hrefOf = pages[type];
  return hrefOf && id ? { name: names[type]!, href: hrefOf(id) } : undefined;
}
