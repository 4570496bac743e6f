import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { type Origin, route } from '../../http/route';
import { endContract, listContracts, presentContract, recordContract } from './contracts';
import { meterFigures } from './meter-figures';
import { listEvents, presentOneEvent } from './meter-list';
import { reverseEvent } from './reverse-event';

/** 计量与服务合同. */
export const meterRoutes = ({ db, clock }: Deps) => {
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  return [
    route('GET /service-contracts', () => listContracts(db.manager, clock.now())),

    route('POST /service-contracts', ({ actor, body, origin, transact }) =>
      transact(async (tx) => presentContract(tx, await recordContract(tx, body, actor, by(actor, origin)), clock.now())),
    ),

    route('POST /service-contracts/:id/end', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentContract(tx, await endContract(tx, { ...params, ...body }, actor, by(actor, origin)), clock.now())),
    ),

    route('GET /meter-figures', ({ query }) => meterFigures(db.manager, query.month, clock.now())),

    route('GET /meter-events', ({ actor, query }) => listEvents(db.manager, query, actor)),

    route('POST /meter-events/:id/reversal', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentOneEvent(tx, (await reverseEvent(tx, { ...params, ...body }, actor, by(actor, origin))).id, actor)),
    ),
  ];
};
