import { bookingsHref, daysOfMonth, documentOf } from './finance-links';

it('opens the document of a booking', () => {
  expect(documentOf('due:7')).toEqual({ name: '会费', href: '/dues/7' });
  expect(documentOf('bill:7')).toEqual({ name: '账单', href: '/bills/7' });
  expect(documentOf('payment_order:7')!.href).toBe('/payments/7');
  expect(documentOf('refund:7')!.href).toBe('/payments/refunds?refund=7');
  expect(documentOf('statement_line:7')!.href).toBe('/reconciliation/lines?line=7');
  expect(documentOf('statement:7')!.href).toBe('/reconciliation/statements?statement=7');
  expect(documentOf('cash_receipt:7')!.href).toBe('/payments/cash?cash=7');
  expect(documentOf(null)).toBeUndefined();
  expect(documentOf('something:7')).toBeUndefined();
});

it('knows the days of a month, and the bookings behind a figure', () => {
  expect(daysOfMonth('2026-02')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  expect(daysOfMonth('2024-02').to).toBe('2024-02-29');
  expect(daysOfMonth('2026-12').to).toBe('2026-12-31');
  expect(bookingsHref({ fund: 'dues', account: 'bank', ...daysOfMonth('2026-11') })).toBe('/ledger/bookings?fund=dues&account=bank&from=2026-11-01&to=2026-11-30');
});
