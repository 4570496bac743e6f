import type { Candidate, ImportAnswer, StatementLine } from './reconciliation';
import { balanceWord, fileProblem, importSentence, lineSentence, otherChoices, partyOf, rateWord } from './reconciliation-wording';

const candidate = (decision: Candidate['decision']) => ({ decision }) as Candidate;
const line = (rest: Partial<StatementLine>) => ({ source: 'bank', kind: 'bank_in', state: 'open', difference: 'unidentified_in', decision: null, candidates: [candidate('suspense')], ...rest }) as StatementLine;

it('writes the automatic rate, and a dash where there is nothing to match', () => {
  expect(rateWord(9731)).toBe('97.31%');
  expect(rateWord(10_000)).toBe('100.00%');
  expect(rateWord(null)).toBe('—');
});

it('names the payer, or else what the line is', () => {
  expect(partyOf({ counterparty: '甬江名车行', memo: '会费', number: '1', kind: 'bank_in' })).toBe('甬江名车行');
  expect(partyOf({ counterparty: null, memo: '结息', number: '1', kind: 'bank_in' })).toBe('结息');
  expect(partyOf({ counterparty: '', memo: null, number: null, kind: 'bank_out' })).toBe('付款');
});

it('says what is wrong with a line, and later how it was settled', () => {
  expect(lineSentence({ state: 'open', difference: 'unidentified_in', outcome: null })).toBe('来款对不上');
  expect(lineSentence({ state: 'decided', difference: 'unidentified_in', outcome: '转入待查款项' })).toBe('转入待查款项');
});

it('offers any due or bill for money that came in, but never in place of an order of ours', () => {
  expect(otherChoices(line({}))).toEqual({ payable: true, payout: true });
  expect(otherChoices(line({ candidates: [candidate('payout')] }))).toEqual({ payable: true, payout: false });
  expect(otherChoices(line({ kind: 'bank_out', difference: 'unidentified_out' }))).toEqual({ payable: false, payout: false });
  expect(otherChoices(line({ source: 'wechat', kind: 'payment', difference: 'unknown_payment', candidates: [candidate('accept_provider')] }))).toEqual({ payable: false, payout: false });
  expect(otherChoices(line({ source: 'wechat', kind: 'payment', difference: 'unknown_payment' }))).toEqual({ payable: true, payout: false });
  expect(otherChoices(line({ source: 'wechat', kind: 'payment', difference: 'double_payment', candidates: [candidate('accept_provider')] }))).toEqual({ payable: true, payout: false });
});

it('offers a due or bill once more for what lies in suspense, and nothing for what is settled', () => {
  expect(otherChoices(line({ state: 'decided', decision: 'suspense', candidates: [] }))).toEqual({ payable: true, payout: false });
  expect(otherChoices(line({ state: 'decided', decision: 'payable', candidates: [] }))).toEqual({ payable: false, payout: false });
  expect(otherChoices(line({ kind: 'refund', source: 'wechat', state: 'decided', decision: 'suspense', candidates: [] }))).toEqual({ payable: false, payout: false });
  expect(otherChoices(line({ state: 'matched', candidates: [] }))).toEqual({ payable: false, payout: false });
});

it('tells what came of a file', () => {
  const answer = (rest: Partial<ImportAnswer>) => ({ statement: null, added: 0, known: 0, problems: [], ...rest });
  const statement = (matched: number, open: number) => ({ matched, open }) as ImportAnswer['statement'];
  expect(importSentence(answer({ added: 30, known: 2, statement: statement(28, 2) })).words).toBe('导入 30 行，以前导入过的 2 行没有重复导入，自动匹配 28 行，2 行待处理。');
  expect(importSentence(answer({ added: 3, statement: statement(3, 0) })).words).toBe('导入 3 行，自动匹配 3 行，没有待处理的。');
  expect(importSentence(answer({ known: 12 }))).toEqual({ tone: 'info', words: '没有新的明细：文件里的 12 行以前都导入过。' });
  expect(importSentence(answer({ statement: statement(0, 0) })).words).toBe('这段时间没有新的明细。');
  expect(importSentence(answer({ problems: [{ row: 3, column: '余额', message: '' }] })).tone).toBe('bad');
});

it('takes the files of banks only', () => {
  expect(fileProblem({ name: '对账单.XLSX', size: 10 })).toBeUndefined();
  expect(fileProblem({ name: '对账单.xls', size: 10 })).toContain('.xlsx');
  expect(fileProblem({ name: '对账单.csv', size: 0 })).toContain('空');
  expect(fileProblem({ name: '对账单.csv', size: 5_000_001 })).toContain('5MB');
});

it('compares the bank with the ledger', () => {
  expect(balanceWord(100, 100)).toBe('✓ 与总账一致');
  expect(balanceWord(100, 300)).toBe('与总账相差 −¥2.00');
});
