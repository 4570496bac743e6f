import type { AnswerOf } from '@yongche/contract';

export type Courses = AnswerOf<'GET /courses'>;
export type Course = AnswerOf<'GET /courses/:code'>;
export type Attempt = AnswerOf<'POST /courses/:code/attempts'>;

/** The option chosen for each question, by the question's id. */
export type Answers = Readonly<Record<string, number>>;

/** How many questions have no answer yet. */
export const unanswered = ({ questions }: Pick<Course, 'questions'>, answers: Answers) =>
  questions.filter(({ id }) => answers[id] === undefined).length;

/** The answers as the server takes them, in the order of the questions. */
export const answersOf = ({ questions }: Pick<Course, 'questions'>, answers: Answers) =>
  questions.flatMap(({ id }) => {
    const option = answers[id];
    return option === undefined ? [] : [{ id, option }];
  });

/** The answers without those that were wrong: only these are asked again. */
export const withoutWrong = (answers: Answers, { wrong }: Attempt): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([id]) => !wrong.some((one) => one.id === id)));

/** What came of it, in a sentence. */
export function resultText({ passed, correct, total, reduced }: Attempt): string {
  if (!passed) return `${total}题答对${correct}题，还没有通过。请看答错题目的说明，改好后再交卷。`;
  return reduced > 0
    ? `全部答对，已通过。本周期扣分减去${reduced}分，马上生效。`
    : '全部答对，已通过。本周期没有可减的分，所以没有减分。';
}

/** How many points a cycle allows, and how many of them are used. */
export const allowanceText = ({ most, reduced }: Pick<Courses, 'most' | 'reduced'>) =>
  `一个周期最多减${most}分，本周期已减${reduced}分${reduced < most ? `，还可以减${most - reduced}分` : ''}。`;

/** A course in a few words. */
export const courseText = ({ minutes, points, passedAt }: Courses['items'][number]) =>
  `约${minutes}分钟${passedAt ? '' : ` · 通过减${points}分`}`;

/** A, B, C before the options, as on paper. */
export const optionText = (at: number, text: string) => `${'ABCDEFGHIJ'[at] ?? ''}. ${text}`;
