import { type CleanupItem, figuresSentence, fileProblem, holdingsOf } from './cleanup-wording';

it('says what a batch ends', () => {
  expect(figuresSentence({ companies: 91, certificates: 262, apps: 240, sessions: 12 })).toBe(
    '注销企业 91 家、代理证 262 张、APP用户 240 户，结束登录 12 个',
  );
});

it('adds up what the chosen companies hold', () => {
  const item = (certificates: number, apps: number) => ({ certificates, apps }) as CleanupItem;
  expect(holdingsOf([item(3, 2), item(0, 0), item(5, 5)])).toEqual({ companies: 3, certificates: 8, apps: 7 });
  expect(holdingsOf([])).toEqual({ companies: 0, certificates: 0, apps: 0 });
});

it('turns away what cannot be the list before it travels, and says what to do', () => {
  const size = 1_000;
  expect(fileProblem({ name: '执照状态 11月.XLSX', size })).toBeUndefined();
  expect(fileProblem({ name: 'list.csv', size })).toBeUndefined();
  expect(fileProblem({ name: '执照状态.xls', size })).toContain('另存为 .xlsx');
  expect(fileProblem({ name: '执照状态.et', size })).toContain('另存为 .xlsx');
  expect(fileProblem({ name: '扫描件.pdf', size })).toContain('不是表格');
  expect(fileProblem({ name: '没有结尾', size })).toContain('不是表格');
  expect(fileProblem({ name: 'a.csv', size: 0 })).toContain('空文件');
  expect(fileProblem({ name: 'a.xlsx', size: 20_000_001 })).toContain('20MB');
});
