import { audit, type By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { nameDownload } from '../../http/download';
import { ensure } from '../../http/errors';
import { type Origin, route } from '../../http/route';
import type { EntityManager } from 'typeorm';
import { agendaPdf } from './agenda-pdf';
import { AgendaItem } from './agenda-item.entity';
import { confirmResolution } from './confirmations';
import { bringUp, takeBack } from './items-by-hand';
import { cancelMeeting, findMeeting, openMeeting, planMeeting, setAgenda } from './meetings';
import { listItems, presentItems } from './present-agenda';
import { listMeetings, presentMeeting } from './present-meetings';
import { recordResolution } from './resolutions';

/** 会议: the clerk plans, opens and records; the president confirms, and it is carried out. */
export const governanceRoutes = ({ db, clock }: Deps) => {
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  async function presentItem(tx: EntityManager, id: string, actor: StaffActor) {
    const item = await tx.findOneBy(AgendaItem, { id });
    ensure(item, 'governance.item_not_found');
    const [presented] = await presentItems(tx, [item], actor);
    return presented!;
  }

  return [
    route('GET /meetings', () => listMeetings(db.manager)),

    route('GET /meetings/:id', async ({ actor, params }) => presentMeeting(db.manager, await findMeeting(db.manager, params.id), actor, clock.now())),

    route('POST /meetings', ({ actor, body, origin, transact }) => transact(async (tx) => presentMeeting(tx, await planMeeting(tx, body, actor, by(actor, origin)), actor, clock.now()))),

    route('PUT /meetings/:id/agenda', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentMeeting(tx, await setAgenda(tx, { ...params, ...body }, actor, by(actor, origin)), actor, clock.now())),
    ),

    route('POST /meetings/:id/opening', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentMeeting(tx, await openMeeting(tx, { ...params, ...body }, actor, by(actor, origin)), actor, clock.now())),
    ),

    route('POST /meetings/:id/cancellation', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentMeeting(tx, await cancelMeeting(tx, { ...params, ...body }, actor, by(actor, origin)), actor, clock.now())),
    ),

    route('GET /meetings/:id/agenda.pdf', async ({ actor, params, origin, koa }) => {
      const meeting = await findMeeting(db.manager, params.id);
      const printed = by(actor, origin);
      const presented = await presentMeeting(db.manager, meeting, actor, printed.at);
      await audit(db.manager, printed, { action: 'governance.agenda_printed', subject: { type: 'meeting', id: meeting.id }, details: { items: presented.items } });
      nameDownload(koa, `会议材料 ${meeting.number}.pdf`);
      return agendaPdf(presented, printed.at);
    }),

    route('GET /agenda-items', ({ actor, query }) => listItems(db.manager, query, actor)),

    route('GET /agenda-items/:id', ({ actor, params }) => presentItem(db.manager, params.id, actor)),

    route('POST /agenda-items', ({ actor, body, origin, transact }) => transact(async (tx) => presentItem(tx, await bringUp(tx, body, actor, by(actor, origin)), actor))),

    route('POST /agenda-items/:id/withdrawal', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentItem(tx, (await takeBack(tx, { ...params, ...body }, actor, by(actor, origin))).id, actor)),
    ),

    route('POST /agenda-items/:id/resolution', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        await recordResolution(tx, { itemId: params.id, ...body }, actor, by(actor, origin));
        return presentItem(tx, params.id, actor);
      }),
    ),

    route('POST /resolutions/:id/confirmation', ({ actor, params, origin, transact }) =>
      transact(async (tx) => presentItem(tx, await confirmResolution(tx, params.id, actor, by(actor, origin)), actor)),
    ),
  ];
};
