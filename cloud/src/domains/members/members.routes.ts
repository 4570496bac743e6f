import type { By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { type Origin, route } from '../../http/route';
import { Company } from '../registry/company.entity';
import { linkCompany } from './member-moves';
import { listMembers, readMember } from './member-list';
import { mayLinkCompany, mayProposeChange } from './members.policy';
import { proposeChange, withdrawChange } from './membership-changes';
import { historyOf, membershipFlow } from './membership-history';
import { myMembership } from './my-membership';
import { changesOfMember, listChanges, presentChange } from './present-changes';
import { presentDue, readDues } from './present-dues';

/** 会员: who they are, and what the secretariat proposes of them; the chairs decide. */
export const memberRoutes = ({ db, clock, subscriptions }: Deps) => {
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  return [
    route('GET /members', ({ query }) => listMembers(db.manager, query, clock.now())),

    route('GET /membership-flow', ({ query }) => membershipFlow(db.manager, query)),

    route('GET /members/:id', async ({ actor, params: { id } }) => {
      const today = dayInShanghai(clock.now());
      const dues = await readDues(db.manager, 'WHERE d.member_id = ? ORDER BY d.year DESC', [id]);
      return {
        ...(await readMember(db.manager, id, clock.now())),
        history: await historyOf(db.manager, id),
        changes: await changesOfMember(db.manager, id, actor),
        dues: dues.map((due) => presentDue(due, today)),
        may: { propose: mayProposeChange(actor), link: mayLinkCompany(actor) },
      };
    }),

    route('PUT /members/:id/company', ({ actor, params: { id }, body: { companyId }, origin, transact }) =>
      transact(async (tx) => {
        if (companyId) ensure(await tx.existsBy(Company, { liveId: companyId }), 'registry.company_not_found');
        await linkCompany(tx, id, companyId, by(actor, origin));
        return readMember(tx, id, clock.now());
      }),
    ),

    route('GET /membership-changes', ({ actor, query }) => listChanges(db.manager, query, actor)),

    route('GET /membership-changes/:id', ({ actor, params }) => presentChange(db.manager, params, actor)),

    route('POST /membership-changes', ({ actor, body, origin, transact }) => transact(async (tx) => presentChange(tx, await proposeChange(tx, body, actor, by(actor, origin)), actor))),

    route('POST /membership-changes/:id/withdrawal', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentChange(tx, await withdrawChange(tx, { ...params, ...body }, actor, by(actor, origin)), actor)),
    ),

    route('GET /my-membership', async ({ actor }) => {
      const at = clock.now();
      return { member: await myMembership(db.manager, actor, at), duesTemplateId: subscriptions.duesTemplateId, at };
    }),
  ];
};
