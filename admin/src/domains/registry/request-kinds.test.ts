import { certificateKinds, companyKinds, kindsBySubject, kindsOpenTo, newRequestHref, terminalKinds } from './request-kinds';

it('opens terminals to a market, and everything to the clerk', () => {
  expect(kindsOpenTo('market_manager')).toEqual(['terminal_issue', 'terminal_change', 'terminal_reissue', 'terminal_cancel']);
  expect(kindsBySubject(kindsOpenTo('clerk')).map(([subject, kinds]) => [subject, kinds.length])).toEqual([
    ['company', 5],
    ['certificate', 5],
    ['app', 4],
    ['terminal', 4],
  ]);
});

it('offers what fits the state of a record', () => {
  expect(companyKinds({ state: 'cancelled' })).toEqual([]);
  expect(companyKinds({ state: 'suspended' })).not.toContain('certificate_issue');
  expect(companyKinds({ state: 'suspended' })).toContain('company_manager');
  expect(certificateKinds({ state: 'in_force', hasApp: false })).toContain('app_issue');
  expect(certificateKinds({ state: 'in_force', hasApp: true })).toEqual(expect.arrayContaining(['app_change', 'app_reissue', 'app_cancel']));
  expect(certificateKinds({ state: 'expired', hasApp: false })).toEqual(['certificate_renew']);
  expect(terminalKinds({ state: 'closed' })).toEqual([]);
});

it('begins a request with its subject in the address', () => {
  expect(newRequestHref('company_cancel', { companyId: 'c1' })).toBe('/register/requests/new?kind=company_cancel&companyId=c1');
});
