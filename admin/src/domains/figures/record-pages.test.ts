import { postsOf } from './record-pages';

it('leads nobody from a record to a page that is closed to them', () => {
  expect(postsOf('/transactions/019b')).toEqual(expect.arrayContaining(['clerk', 'president', 'finance']));
  expect(postsOf('/transactions?q=LSV')).not.toContain('auditor');
  expect(postsOf('/register/companies/019b')).not.toContain('auditor');
  expect(postsOf('/ledger/bookings')).toEqual(['finance', 'president', 'auditor']);
  expect(postsOf('/dues/019b')).toContain('auditor');
  expect(postsOf('/nowhere/019b')).toEqual([]);
});
