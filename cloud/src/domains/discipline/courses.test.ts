import { beginOn, phoneNow, staffNow } from '../../../test/discipline';
import { appeal, judge, measuresIn, pointsTaken, roundsAfter } from '../../../test/offences';
import { type Caller, caller } from '../../../test/people';
import { enrolledAgent, type EnrolledAgent, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import content from './courses.2026-1.json';

const product = useProduct();
let inspector: Caller;
beforeAll(async () => {
  beginOn(product(), '2026-06-01');
  inspector = await staffNow(product(), 'inspector1');
});

const someone = async () => enrolledAgent(product(), await newCompany(product()));
const me = (agent: EnrolledAgent) => ({ type: 'agent' as const, id: agent.personId });
const answersOf = (code: string, wrong = 0) => content.find((course) => course.code === code)!.questions.map(({ id, right, options }, at) => ({ id, option: at < wrong ? (right + 1) % options.length : right }));
const attempt = (agent: Caller, code: string, answers = answersOf(code)) => agent.send('POST /courses/:code/attempts', { params: { code }, body: { answers } });
const standing = async (agent: Caller) => (await agent.call('GET /my-discipline')).standing!;

describe('学习减分', () => {
  it('is offered with its text and questions, and never with an answer before an attempt', async () => {
    const agent = await someone();
    const { items, reduced, most } = await agent.call('GET /courses');
    expect(items.map(({ title, points, passedAt }) => [title, points, passedAt])).toEqual([['影像采集规范', 1, null], ['单位车辆与委托书', 1, null], ['实人核验与账号安全', 1, null]]);
    expect([reduced, most]).toEqual([0, 6]);
    for (const { code } of items) {
      const course = await agent.call('GET /courses/:code', { params: { code } });
      expect(course.questions).toHaveLength(5);
      expect(course.mayPass).toBe(false);
      expect(course.paragraphs.at(-1)).toMatchObject({ title: '减分怎样计算', text: expect.stringContaining('每通过一门减1分') });
      const text = JSON.stringify(course);
      expect([text.includes('"right"'), content.flatMap(({ questions }) => questions).some(({ explanation }) => text.includes(explanation))]).toEqual([false, false]);
    }
    expect((await agent.send('GET /courses/:code', { params: { code: 'other' } })).error.code).toBe('discipline.course_not_found');
  });

  it('all right gives a point back at once, once a cycle; what is wrong is explained', async () => {
    const agent = await someone();
    await pointsTaken({ inspector, subject: agent }, 'D02', me(agent));
    const failed = await attempt(agent, 'capture', answersOf('capture', 2));
    expect(failed.status).toBe(201);
    expect(failed.body).toMatchObject({ passed: false, correct: 3, total: 5, reduced: 0, wrong: [{ id: '1', explanation: content[0]!.questions[0]!.explanation }, { id: '2' }] });
    expect((await agent.call('GET /courses/:code', { params: { code: 'capture' } })).mayPass).toBe(true);
    expect((await attempt(agent, 'capture')).body).toEqual({ passed: true, correct: 5, total: 5, wrong: [], reduced: 1 });
    expect(await standing(agent)).toMatchObject({ counted: 2, reduced: 1, next: { kind: 'rectification', from: 6, left: 4 } });
    expect((await attempt(agent, 'capture')).error.code).toBe('discipline.course_taken');
    const { items } = await agent.call('GET /courses');
    expect(items.map(({ passedAt }) => passedAt !== null)).toEqual([true, false, false]);
    // A warning that was given stays: learning undoes nothing that was reached.
    expect(measuresIn(await standing(agent))).toEqual(['warning in_force']);
  });

  it('gives nothing back where nothing counts, and can be passed when something does', async () => {
    const agent = await someone();
    expect((await attempt(agent, 'identity')).body).toMatchObject({ passed: true, reduced: 0 });
    const { id } = await pointsTaken({ inspector, subject: agent }, 'B02', me(agent));
    expect((await attempt(agent, 'identity')).body).toMatchObject({ passed: true, reduced: 1 });
    expect((await standing(agent)).counted).toBe(1);
    expect((await attempt(agent, 'authority')).body.reduced).toBe(1);
    expect((await standing(agent)).counted).toBe(0);
    expect((await attempt(agent, 'capture')).body.reduced).toBe(0);
    await appeal({ inspector, subject: agent }, id);
    await judge(await staffNow(product(), 'clerk'), id, 'revoked');
    expect(await standing(agent)).toMatchObject({ counted: 0, reduced: 0 });
  });

  it('three attempts a course and day, then the next day', async () => {
    const agent = await someone();
    for (let times = 0; times < 3; times++) expect((await attempt(agent, 'authority', answersOf('authority', 1))).status).toBe(201);
    expect((await attempt(agent, 'authority')).error.code).toBe('discipline.course_attempts_over');
    expect((await attempt(agent, 'capture')).status).toBe(201);
    await roundsAfter(product(), 1);
    expect((await attempt(await phoneNow(product(), agent), 'authority')).body.passed).toBe(true);
    inspector = await staffNow(product(), 'inspector1');
  });

  it('passed twice at once, it counts once', async () => {
    const agent = await someone();
    await pointsTaken({ inspector, subject: agent }, 'D02', me(agent));
    const replies = await Promise.all([attempt(agent, 'capture'), attempt(agent, 'capture'), attempt(agent, 'capture')]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect((await standing(agent)).reduced).toBe(1);
  });

  it('wants an answer to every question, and a person who is known', async () => {
    const agent = await someone();
    expect((await attempt(agent, 'capture', answersOf('capture').slice(1))).error.fields).toEqual([{ field: 'answers', message: '请回答每一道题后再交卷。' }]);
    expect((await attempt(caller(product().url), 'capture')).status).toBe(401);
    expect((await inspector.send('POST /courses/:code/attempts', { params: { code: 'capture' }, body: { answers: answersOf('capture') } })).status).toBe(401);
  });
});
