import type { RuleBookContent } from '@yongche/contract/discipline.shapes';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai, startOfDay } from '../../clock';
import { ensure, refuseField } from '../../http/errors';
import content from './courses.2026-1.json';
import { type Counting, countSubject } from './count-subject';
import { LearningCredit } from './learning-credit.entity';
import { lockAccounts, recount } from './standings';
import type { Subject } from './subjects';

/** 学习课程. `right` is the place of the right option; it stays on the server. */
interface Course {
  code: string;
  title: string;
  minutes: number;
  paragraphs: { title: string; text: string }[];
  questions: { id: string; text: string; options: string[]; right: number; explanation: string }[];
}
const courses: Course[] = content;
const attemptsADay = 3;

interface Answer {
  id: string;
  option: number;
}

/** What a person has learnt in the cycle, and what a pass would give back now. */
interface Learning {
  counting: Counting | null;
  credits: LearningCredit[];
}

/** 课程列表 with what the person has passed in this cycle. */
export async function listCourses(tx: EntityManager, personId: string | null, now: Date) {
  const learning = await learningOf(tx, personId, now);
  return { items: courses.map((course) => presentCourse(course, learning)), reduced: learning.counting?.count.reduced ?? 0, most: learning.counting?.book.learning.perCycle ?? 0 };
}

/** 课程内容与试题 without the answers. @throws discipline.course_not_found */
export async function readCourse(tx: EntityManager, personId: string | null, code: string, now: Date) {
  const course = findCourse(code);
  const learning = await learningOf(tx, personId, now);
  const questions = course.questions.map(({ id, text, options }) => ({ id, text, options }));
  const rules = learning.counting ? [howItCounts(learning.counting.book)] : [];
  return { ...presentCourse(course, learning), paragraphs: [...course.paragraphs, ...rules], questions, mayPass: isOpen(learning, code) && pointsFor(learning) > 0 };
}

/**
 * 交卷: all right is a pass. It gives a point back where there is something to give back now; without counted points the course
 * can be passed again when there are some. Answered three times, it rests until the next day.
 * @throws discipline.course_not_found, discipline.course_taken, discipline.course_attempts_over, request.invalid for questions left out
 */
export async function attemptCourse(tx: EntityManager, { personId, code, answers }: { personId: string; code: string; answers: Answer[] }, by: By) {
  const course = findCourse(code);
  const { questions } = course;
  if (answers.length !== questions.length || !questions.every(({ id }) => answers.some((answer) => answer.id === id))) refuseField('answers', '请回答每一道题后再交卷。');
  const subject: Subject = { type: 'agent', id: personId };
  await lockAccounts(tx, [subject]);
  const learning = await learningOf(tx, personId, by.at);
  ensure(isOpen(learning, code), 'discipline.course_taken');
  ensure((await attemptsOn(tx, personId, code, by.at)) < attemptsADay, 'discipline.course_attempts_over');
  const wrong = questions.filter(({ id, right }) => answers.find((answer) => answer.id === id)!.option !== right);
  const passed = wrong.length === 0;
  const reduced = passed ? pointsFor(learning) : 0;
  await audit(tx, by, { action: passed ? 'discipline.course_passed' : 'discipline.course_failed', subject: { type: 'standing', id: personId }, details: { course: code, points: reduced, wrong: wrong.length } });
  if (reduced > 0) {
    await tx.insert(LearningCredit, { id: uuidv7(), personId, cycleFrom: learning.counting!.cycle.from, course: code, points: reduced, passedAt: by.at });
    await recount(tx, [subject], by);
  }
  return { passed, correct: questions.length - wrong.length, total: questions.length, wrong: wrong.map(({ id, explanation }) => ({ id, explanation })), reduced };
}

/** @throws discipline.course_not_found */
function findCourse(code: string): Course {
  const course = courses.find((candidate) => candidate.code === code);
  ensure(course, 'discipline.course_not_found');
  return course;
}

async function learningOf(tx: EntityManager, personId: string | null, now: Date): Promise<Learning> {
  const counting = personId && (await countSubject(tx, { type: 'agent', id: personId }, dayInShanghai(now)));
  if (!counting) return { counting: null, credits: [] };
  return { counting, credits: await tx.findBy(LearningCredit, { personId: personId!, cycleFrom: counting.cycle.from }) };
}

const presentCourse = ({ code, title, minutes }: Course, { counting, credits }: Learning) => ({
  code,
  title,
  minutes,
  points: counting?.book.learning.perCourse ?? 0,
  passedAt: credits.find(({ course }) => course === code)?.passedAt ?? null,
});

/** Neither passed in this cycle, nor everything given back that a cycle allows. */
const isOpen = (learning: Learning, code: string) => !learning.credits.some(({ course }) => course === code) && !(learning.counting && leftOf(learning, learning.counting) <= 0);
const leftOf = ({ credits }: Learning, { book }: Counting) => book.learning.perCycle - credits.reduce((sum, { points }) => sum + points, 0);

/** What a pass would give back now: nothing where nothing counts. */
function pointsFor(learning: Learning): number {
  const { counting } = learning;
  return counting ? Math.min(counting.book.learning.perCourse, leftOf(learning, counting), counting.count.counted) : 0;
}

function howItCounts({ learning: { perCourse, perCycle } }: RuleBookContent) {
  const text = `全部答对为通过。本周期有计入的扣分时，每通过一门减${perCourse}分，即时计入；每门每个周期减一次，合计至多减${perCycle}分，不会减到0分以下。没有计入的扣分时也可以学习，但不减分，以后有扣分时再来通过。已经采取的措施不因学习而解除。每门每天至多交卷${attemptsADay}次。`;
  return { title: '减分怎样计算', text };
}

/** How often the person has handed in this course on the day; the audit log is where attempts stand. */
async function attemptsOn(tx: EntityManager, personId: string, code: string, at: Date): Promise<number> {
  const rows: { details: string }[] = await tx.query(
    "SELECT details FROM audit_events WHERE subject_type = 'standing' AND subject_id = ? AND at >= ? AND action IN ('discipline.course_passed', 'discipline.course_failed')",
    [personId, startOfDay(dayInShanghai(at))],
  );
  return rows.filter(({ details }) => (JSON.parse(details) as { course: string }).course === code).length;
}
