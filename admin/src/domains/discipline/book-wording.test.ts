import {
  articleName,
  bookNext,
  chapterName,
  codeNotes,
  countWord,
  differenceWord,
  effectSentences,
  linesBeside,
  measureLine,
  percentWord,
  transitionLines,
} from './book-wording';

it.each([
  [1, '一'],
  [10, '十'],
  [19, '十九'],
  [20, '二十'],
  [42, '四十二'],
  [99, '九十九'],
])('counts %d as %s', (number, word) => {
  expect(countWord(number)).toBe(word);
});

it('names articles and chapters', () => {
  expect(articleName(16)).toBe('第十六条');
  expect(chapterName(2, '核查与扣分')).toBe('第三章　核查与扣分');
  expect(chapterName(2, '第三章 核查与扣分')).toBe('第三章 核查与扣分');
});

it('tells what to do with a draft', () => {
  const may = { change: false, propose: false, adopt: false, withdraw: false };
  const draft = { state: 'draft', inForce: false, effectiveOn: null, may } as const;
  expect(bookNext({ ...draft, agendaItemId: null, atMeeting: null })).toContain('提交会员大会');
  expect(bookNext({ ...draft, agendaItemId: 'x', atMeeting: 'waiting' })).toContain('没有决议不能生效');
});

it('says what a code brings besides points, and what a sum brings', () => {
  expect(codeNotes({ route: null, suspendsAtOnce: true, refers: true, minor: false })).toEqual(['立即暂停', '移送有关部门']);
  expect(measureLine({ from: 6, kind: 'rectification', workingDays: 10, days: null })).toBe('满6分：限期整改，10个工作日');
  expect(measureLine({ from: 9, kind: 'suspension', workingDays: null, days: 7 })).toBe('满9分：暂停，7天');
  expect(measureLine({ from: 3, kind: 'warning', workingDays: null, days: null })).toBe('满3分：警告');
});

it('tells the past year by another book', () => {
  expect(differenceWord(3, 3, '分')).toBe('一样');
  expect(differenceWord(1, 3, '分')).toBe('少2分');
  const measures = [
    { kind: 'warning' as const, inForce: 5, here: 8 },
    { kind: 'suspension' as const, inForce: 1, here: 1 },
  ];
  const effect = { from: '2025-11-28', to: '2026-11-27', violations: 40, points: { inForce: 60, here: 72 }, codes: [], measures, better: 0, worse: 7 };
  expect(effectSentences(effect)).toEqual([
    '这一年有 40 项违规。按现行细则共扣 60 分，按这一版共扣 72 分，多12分。',
    '措施：警告多3次。',
    '7 个对象会扣得更多，0 个会扣得更少。',
  ]);
  expect(effectSentences({ ...effect, violations: 0 })).toEqual(['这一年没有违规记录，看不出影响。']);
});

it('tells for which codes the transition still points out only', () => {
  const lines = transitionLines(
    [
      { code: null, from: '2026-01-01', mode: 'points' },
      { code: 'B01', from: '2027-01-01', mode: 'points' },
      { code: 'B01', from: '2026-01-01', mode: 'correction' },
    ],
    [{ code: 'B01', name: '影像模糊' }],
  );
  expect(lines.map(({ who, from, mode }) => `${who} ${from} ${mode}`)).toEqual(['B01 影像模糊 2026-01-01 correction', 'B01 影像模糊 2027-01-01 points', '其他代码 2026-01-01 points']);
  expect(percentWord(0.045)).toBe('4.5%');
});

it('shows of an article the lines that are new', () => {
  expect(linesBeside('一\n二\n三\n四', '一\n二\n四').map(({ line }) => line)).toEqual(['……', '三', '……']);
  expect(linesBeside('1分', '2分')).toEqual([{ line: '1分', isSame: false }]);
});
