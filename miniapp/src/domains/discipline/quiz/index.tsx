import { useState } from 'react';
import Taro, { useRouter } from '@tarojs/taro';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Failure, Loading, Note } from '@/components/notes';
import { Screen } from '@/components/screen';
import { replaceBy, routes } from '@/routes';
import { useAction } from '@/use-action';
import { useAnswer } from '@/use-answer';
import { answersOf, resultText, unanswered, withoutWrong, type Answers, type Attempt } from '../quiz-view';
import { Question } from './question';

/** The questions of a course: one tap an answer; what was wrong is explained and asked again. */
export default function Quiz() {
  const code = useRouter().params.code ?? '';
  const { data: course, error, reload } = useAnswer(() => call('GET /courses/:code', { params: { code } }), [code]);
  const [answers, setAnswers] = useState<Answers>({});
  const [attempt, setAttempt] = useState<Attempt>();
  const handing = useAction();
  if (!course)
    return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;

  const { questions } = course;
  const left = unanswered(course, answers);
  const handIn = () =>
    handing.run(async () => {
      const result = await call('POST /courses/:code/attempts', {
        params: { code },
        body: { answers: answersOf(course, answers) },
      });
      setAttempt(result);
      setAnswers(withoutWrong(answers, result));
      void Taro.pageScrollTo({ scrollTop: 0, duration: 0 });
    });

  if (attempt?.passed)
    return (
      <Screen
        footer={
          <>
            <ActionButton text="看我的扣分" onTap={() => replaceBy(routes.points)} />
            <ActionButton text="看其他课程" kind="plain" onTap={() => replaceBy(routes.courses)} />
          </>
        }
      >
        <Note kind="good">{resultText(attempt)}</Note>
        {questions.map((question, at) => (
          <Question key={question.id} question={question} at={at} chosen={answers[question.id]} />
        ))}
      </Screen>
    );
  return (
    <Screen
      footer={
        <>
          {handing.error && <Note kind="wrong">{handing.error}</Note>}
          <ActionButton
            text={left > 0 ? `还有${left}题没有答` : '交卷'}
            disabled={left > 0}
            busy={handing.busy}
            onTap={() => void handIn()}
          />
        </>
      }
    >
      {attempt ? (
        <Note kind="care">{resultText(attempt)}</Note>
      ) : (
        <Note>{`共${questions.length}题，每题选一个答案。全部答对为通过，没有通过可以再答。`}</Note>
      )}
      {questions.map((question, at) => (
        <Question
          key={question.id}
          question={question}
          at={at}
          chosen={answers[question.id]}
          explanation={attempt?.wrong.find(({ id }) => id === question.id)?.explanation}
          onChoose={(option) => setAnswers((before) => ({ ...before, [question.id]: option }))}
        />
      ))}
    </Screen>
  );
}
