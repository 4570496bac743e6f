import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { Author } from '../../http/actor';
import { ensure } from '../../http/errors';
import { type Origin, route } from '../../http/route';
import { countProblems } from '../inspections/problems';
import { attemptCourse, listCourses, readCourse } from './courses';
import { liftMeasure } from './lift-measures';
import { listMeasures, presentMeasures } from './measure-list';
import { mayReadStanding } from './measures.policy';
import { hasStanding, marketOf, presentStanding } from './present-standing';

/** 扣分, 措施 and 学习减分. */
export const pointsRoutes = ({ db, clock, keys }: Deps) => {
  const by = (actor: Author, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  return [
    route('GET /my-discipline', async ({ actor }) => {
      const { personId, companyId } = actor;
      const now = clock.now();
      return {
        standing: personId && (await hasStanding(db.manager, personId)) ? await presentStanding(db.manager, keys, { type: 'agent', id: personId }, actor, now) : null,
        company: companyId ? await presentStanding(db.manager, keys, { type: 'company', id: companyId }, actor, now) : null,
        courses: await listCourses(db.manager, personId, now),
        problemsToCorrect: personId ? await countProblems(db.manager, { personId, state: ['open', 'overdue'] }) : 0,
      };
    }),

    route('GET /standings/:subjectType/:id', async ({ actor, params }) => {
      const subject = { type: params.subjectType, id: params.id };
      const marketId = await marketOf(db.manager, subject);
      ensure(marketId !== undefined && mayReadStanding(actor, subject, marketId), 'request.not_found');
      return presentStanding(db.manager, keys, subject, actor, clock.now());
    }),

    route('GET /measures', ({ actor, query }) => listMeasures(db.manager, keys, actor, query)),

    route('POST /measures/:id/lifting', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        const measure = await liftMeasure(tx, { ...params, ...body }, actor, by(actor, origin));
        const [presented] = await presentMeasures(tx, keys, [measure], actor);
        return presented!;
      }),
    ),

    route('GET /courses', ({ actor }) => listCourses(db.manager, actor.personId, clock.now())),

    route('GET /courses/:code', ({ actor, params }) => readCourse(db.manager, actor.personId, params.code, clock.now())),

    route('POST /courses/:code/attempts', ({ actor, params, body, origin, transact }) => {
      const { personId } = actor;
      ensure(personId, 'identity.person_not_claimed');
      return transact((tx) => attemptCourse(tx, { personId, ...params, ...body }, by(actor, origin)));
    }),
  ];
};
