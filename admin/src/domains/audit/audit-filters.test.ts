import { filtersOf, placeOf } from './audit-filters';

it('keeps the filters in the address and ignores what does not belong there', () => {
  const search = new URLSearchParams('actor=%20auditor%20&action=transactions.completed&role=emperor&from=2026-02-30&to=2026-02-28&subjectId=1');
  expect(filtersOf(search)).toEqual({ actor: 'auditor', action: 'transactions.completed', to: '2026-02-28' });
});

it('tells a request number from an address', () => {
  expect(placeOf(' 01990000-0000-7000-8000-00000000000A ')).toEqual({ requestId: '01990000-0000-7000-8000-00000000000a', ip: undefined });
  expect(placeOf('203.0.113.9')).toEqual({ requestId: undefined, ip: '203.0.113.9' });
  expect(placeOf(' ')).toEqual({ requestId: undefined, ip: undefined });
});
