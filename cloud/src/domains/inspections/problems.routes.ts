import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import type { Actor } from '../../http/actor';
import { nameDownload } from '../../http/download';
import { ensure } from '../../http/errors';
import { type Origin, route } from '../../http/route';
import { lettersPdf } from '../notices/letters-pdf';
import { permitCorrectionPictures, submitCorrection } from './corrections';
import { presentProblem } from './present-problem';
import { extendProblem, reviewCorrection, withdrawProblem } from './problem-decisions';
import { problemLetter } from './problem-letter';
import { listProblems } from './problem-list';
import { findProblem } from './problems';
import { isClosed } from './problem-states';

/** 问题单 and 改正: opened by a look (see `openProblem`), corrected by the agent or the company, verified by an inspector. */
export const problemRoutes = (deps: Deps) => {
  const { db, clock, keys } = deps;
  const by = (actor: Actor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  return [
    route('GET /problems', ({ actor, query }) => listProblems(db.manager, keys, actor, query)),

    route('GET /problems/:id', async ({ actor, params }) => presentProblem(db.manager, keys, await findProblem(db.manager, params.id, actor), actor)),

    route('POST /problems/:id/images', ({ actor, params, body, origin, transact }) =>
      transact((tx) => permitCorrectionPictures(tx, { deps, id: params.id, actor, requests: body.images }, by(actor, origin))),
    ),

    route('POST /problems/:id/correction', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentProblem(tx, keys, await submitCorrection(tx, { id: params.id, note: body.note, actor }, by(actor, origin)), actor)),
    ),

    route('POST /problems/:id/review', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentProblem(tx, keys, await reviewCorrection(tx, { id: params.id, review: body, inspector: actor }, by(actor, origin)), actor)),
    ),

    route('POST /problems/:id/extension', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentProblem(tx, keys, await extendProblem(tx, { id: params.id, ...body, inspector: actor }, by(actor, origin)), actor)),
    ),

    route('POST /problems/:id/withdrawal', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentProblem(tx, keys, await withdrawProblem(tx, { id: params.id, ...body, inspector: actor }, by(actor, origin)), actor)),
    ),

    route('GET /problems/:id/letter.pdf', async ({ actor, params, origin, koa }) => {
      const problem = await findProblem(db.manager, params.id, actor);
      ensure(!isClosed(problem), 'problem.wrong_state');
      const act = by(actor, origin);
      const pdf = await lettersPdf([await problemLetter(db.manager, problem, dayInShanghai(act.at))]);
      await audit(db.manager, act, { action: 'problems.letter_made', subject: { type: 'problem', id: problem.id }, details: { number: problem.number } });
      nameDownload(koa, `限期改正通知书 ${problem.number}.pdf`);
      return pdf;
    }),
  ];
};
