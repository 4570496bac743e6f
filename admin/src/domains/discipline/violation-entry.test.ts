import { codesByLetter, entriesIn, entryProblems } from './violation-entry';

const codes = [
  { code: 'B03', name: '翻拍', points: 6, subjects: ['agent' as const, 'market' as const] },
  { code: 'A02', name: '逾期未变更', points: 2, subjects: ['company' as const] },
];
const id = '0192f0c0-7b1e-7c3a-9d55-0f3f5c1b2a10';

it('takes from the address what fits the rule book', () => {
  const entries = entriesIn(new URLSearchParams(`code=B03&subjectType=market&subjectId=${id}&transactionId=${id}`), codes);
  expect(entries).toEqual({ code: 'B03', subjectType: 'market', subjectId: id, transactionId: id, facts: '' });
  expect(entriesIn(new URLSearchParams('code=B03&subjectType=operator&subjectId=x'), codes)).toMatchObject({ subjectType: undefined, subjectId: '' });
  expect(entriesIn(new URLSearchParams('code=Z99'), codes).code).toBe('');
  expect(entriesIn(new URLSearchParams('code=A02'), codes).subjectType).toBe('company');
});

it('says what is still missing', () => {
  const empty = { code: '', subjectType: undefined, subjectId: '', transactionId: '', facts: ' ' };
  expect(Object.keys(entryProblems(empty))).toEqual(['code', 'facts']);
  expect(Object.keys(entryProblems({ ...empty, code: 'B03' }))).toEqual(['subjectType', 'facts']);
  expect(Object.keys(entryProblems({ ...empty, code: 'B03', subjectType: 'agent' }))).toEqual(['subjectId', 'facts']);
  expect(entryProblems({ ...empty, code: 'B03', subjectType: 'agent', subjectId: id, facts: '翻拍' })).toEqual({});
});

it('offers the codes by their letter', () => {
  expect(codesByLetter(codes)).toEqual([
    { label: 'A 登记与主体资格', options: [{ value: 'A02', label: 'A02 逾期未变更　2分' }] },
    { label: 'B 影像采集', options: [{ value: 'B03', label: 'B03 翻拍　6分' }] },
  ]);
});
