import { homeOf, menuOf, rolesOf } from './navigation';

it.each([
  ['operator', '/queue'],
  ['clerk', '/register/requests'],
  ['inspector', '/inspection'],
  ['technician', '/staff'],
  ['auditor', '/audit'],
] as const)('%s begins the day at %s', (role, home) => {
  expect(homeOf({ role })).toBe(home);
});

it('keeps rules, figures and the log to those whom they concern', () => {
  expect(rolesOf('/checks/packs')).not.toContain('market_manager');
  expect(menuOf({ role: 'market_manager' }).map(({ label }) => label)).toContain('预检统计');
  expect(menuOf({ role: 'operator' }).map(({ label }) => label)).not.toContain('预检统计');
  expect(menuOf({ role: 'finance' }).map(({ label }) => label)).not.toContain('存证日志');
});
