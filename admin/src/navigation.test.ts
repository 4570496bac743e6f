import { homeOf, menuOf, rolesOf } from './navigation';

it.each([
  ['operator', '/queue'],
  ['clerk', '/register/requests'],
  ['inspector', '/inspection'],
  ['technician', '/staff'],
  ['auditor', '/audit'],
  ['president', '/dashboard'],
  ['policy_adviser', '/dashboard'],
  ['finance', '/finance'],
] as const)('%s begins the day at %s', (role, home) => {
  expect(homeOf({ role })).toBe(home);
});

it('keeps rules, figures and the log to those whom they concern', () => {
  expect(rolesOf('/checks/packs')).not.toContain('market_manager');
  expect(menuOf({ role: 'market_manager' }).map(({ label }) => label)).toContain('预检统计');
  expect(menuOf({ role: 'operator' }).map(({ label }) => label)).not.toContain('预检统计');
  expect(menuOf({ role: 'finance' }).map(({ label }) => label)).not.toContain('存证日志');
});

it('shows points and problems to those whom they concern, and the sums alone to the adviser', () => {
  const labelsOf = (role: Parameters<typeof menuOf>[0]['role']) => menuOf({ role }).map(({ label }) => label);
  expect(labelsOf('operator')).toEqual(expect.arrayContaining(['问题单', '违规处理', '我的扣分', '管理细则']));
  expect(labelsOf('market_manager')).toEqual(expect.arrayContaining(['本市场扣分', '措施', '评分卡']));
  expect(labelsOf('policy_adviser')).toEqual(expect.arrayContaining(['处理情况', '管理细则']));
  for (const label of ['问题单', '违规处理', '措施', '评分卡', '会议']) expect(labelsOf('policy_adviser')).not.toContain(label);
  expect(labelsOf('finance')).not.toContain('违规处理');
});

it('shows money to those who keep it, and to a market its own bills', () => {
  const labelsOf = (role: Parameters<typeof menuOf>[0]['role']) => menuOf({ role }).filter(({ group }) => group === 'money').map(({ label }) => label);
  expect(labelsOf('finance')).toEqual(expect.arrayContaining(['财务台', '服务费账单', '会员名册', '会费', '计量', '支付与退款', '对账', '总账', '收费标准', '服务合同']));
  expect(labelsOf('market_manager')).toEqual(['本市场账单']);
  expect(labelsOf('policy_adviser')).toEqual(['会员名册', '专户收支']);
  expect(labelsOf('clerk')).toEqual(expect.arrayContaining(['支付与退款', '费用申请']));
  for (const role of ['operator', 'inspector', 'technician'] as const) expect(labelsOf(role)).toEqual([]);
});
