import { call } from '@/api';
import { LinkRow, Links } from '@/components/links';
import { Mark } from '@/components/marks';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Screen } from '@/components/screen';
import { open, routes } from '@/routes';
import { useAnswer } from '@/use-answer';
import { allowanceText, courseText } from '../quiz-view';

/** 学习减分: the courses, and how many points they may give back in a cycle. */
export default function CoursesPage() {
  const { data, error, reload } = useAnswer(() => call('GET /courses', {}));
  if (!data) return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  return (
    <Screen>
      {error && <Note kind="care">{error}</Note>}
      <Note>{`读完课程、全部答对试题，就从本周期的扣分里减分。${allowanceText(data)}`}</Note>
      {data.items.length === 0 ? (
        <Empty title="还没有课程" text="协会发布课程后，会显示在这里。" />
      ) : (
        <Links>
          {data.items.map((course) => (
            <LinkRow
              key={course.code}
              text={course.title}
              under={courseText(course)}
              aside={course.passedAt ? <Mark tone="good" text="已通过" /> : undefined}
              onTap={() => open(routes.course, { code: course.code })}
            />
          ))}
        </Links>
      )}
    </Screen>
  );
}
