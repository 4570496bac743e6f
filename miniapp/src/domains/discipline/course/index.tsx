import { Text } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Failure, Loading, Note } from '@/components/notes';
import { Card, Screen } from '@/components/screen';
import { momentText } from '@/dates';
import { open, routes } from '@/routes';
import { useAnswer } from '@/use-answer';
import { courseText } from '../quiz-view';
import './index.css';

/** One course to be read; its questions come after it. */
export default function CoursePage() {
  const code = useRouter().params.code ?? '';
  const { data: course, error, reload } = useAnswer(() => call('GET /courses/:code', { params: { code } }), [code]);
  if (!course)
    return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  const { title, paragraphs, questions, mayPass, passedAt } = course;
  return (
    <Screen
      footer={
        mayPass && <ActionButton text={`开始答题（${questions.length}题）`} onTap={() => open(routes.quiz, { code })} />
      }
    >
      {error && <Note kind="care">{error}</Note>}
      <Text className="course__title">{title}</Text>
      <Text className="quiet">{courseText(course)}</Text>
      {passedAt && <Note kind="good">{`本课程已在${momentText(passedAt)}通过。`}</Note>}
      {!mayPass && !passedAt && (
        <Note>本周期没有计入的扣分，或者减分已到上限，现在答题不减分。可以先学习，有扣分时再来答题。</Note>
      )}
      {paragraphs.map((paragraph) => (
        <Card key={paragraph.title} title={paragraph.title}>
          {paragraph.text.split('\n').map((line, at) => (
            <Text key={at} className="paragraph">
              {line}
            </Text>
          ))}
        </Card>
      ))}
    </Screen>
  );
}
