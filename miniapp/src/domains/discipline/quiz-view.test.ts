import { allowanceText, answersOf, resultText, unanswered, withoutWrong, type Attempt } from './quiz-view';

const quiz = { questions: ['1', '2', '3'].map((id) => ({ id, text: '', options: ['', ''] })) };
const failed: Attempt = { passed: false, correct: 2, total: 3, wrong: [{ id: '2', explanation: '须用原件。' }], reduced: 0 };

it('asks for every answer, and only once more for the wrong ones', () => {
  expect(unanswered(quiz, { 1: 0 })).toBe(2);
  expect(answersOf(quiz, { 3: 1, 1: 0 })).toEqual([{ id: '1', option: 0 }, { id: '3', option: 1 }]);
  expect(withoutWrong({ 1: 0, 2: 1, 3: 1 }, failed)).toEqual({ 1: 0, 3: 1 });
});

it('says what an attempt gave back, and why it gave nothing', () => {
  expect(resultText(failed)).toContain('3题答对2题');
  expect(resultText({ ...failed, passed: true, reduced: 1 })).toContain('减去1分');
  expect(resultText({ ...failed, passed: true })).toContain('没有可减的分');
});

it('says how many points a cycle allows', () => {
  expect(allowanceText({ most: 6, reduced: 1 })).toBe('一个周期最多减6分，本周期已减1分，还可以减5分。');
  expect(allowanceText({ most: 6, reduced: 6 })).toBe('一个周期最多减6分，本周期已减6分。');
});
