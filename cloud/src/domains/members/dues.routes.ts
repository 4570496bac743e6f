import type { By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { type Origin, route } from '../../http/route';
import { listDues } from './due-list';
import { cancelDue, noteContact } from './dues';
import { planDues, raiseDues } from './dues-runs';
import { presentContact, presentDue, presentDueInFull, readDue } from './present-dues';

/** 会费: raised once a year, followed up, cancelled where it was raised by mistake. */
export const duesRoutes = ({ db, clock }: Deps) => {
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });
  const today = () => dayInShanghai(clock.now());

  return [
    route('GET /dues', ({ query }) => listDues(db.manager, query, clock.now())),

    route('GET /dues/:id', async ({ actor, params }) => presentDueInFull(db.manager, await readDue(db.manager, params.id), actor, today())),

    route('GET /dues-runs/:year', async ({ params }) => {
      const { scheme, items, totalFen, raised } = await planDues(db.manager, params.year, clock.now());
      return { year: params.year, scheme: scheme?.version ?? null, items, totalFen, raised };
    }),

    route('POST /dues-runs', ({ actor, body, origin, transact }) => transact((tx) => raiseDues(tx, body.year, by(actor, origin)))),

    route('POST /dues/:id/cancellation', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        const { id } = await cancelDue(tx, { ...params, ...body }, actor, by(actor, origin));
        return presentDue(await readDue(tx, id), today());
      }),
    ),

    route('POST /dues/:id/contacts', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentContact(await noteContact(tx, { ...params, ...body }, actor, by(actor, origin)), actor)),
    ),
  ];
};
