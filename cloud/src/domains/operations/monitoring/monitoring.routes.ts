import type { Deps } from '../../../deps';
import type { StaffActor } from '../../../http/actor';
import { type Origin, route } from '../../../http/route';
import { changeRule } from './alarms';
import { acknowledge, incidentFigures, incidentsOf, presentIncidents, repair, report } from './incidents';
import { mayHandle, mayReport } from './monitoring.policy';
import { alarmList, dayPeaks, monitoringNow, presentRules } from './present-monitoring';
import { serviceStatus } from './present-status';

/** 监测: how the system runs, alarms and their rules, incidents. */
export const monitoringRoutes = ({ db, clock, fullDisks }: Deps) => {
  const by = (author: StaffActor, origin: Origin) => ({ author, origin, at: clock.now() });

  return [
    route('GET /service-status', ({ actor }) => serviceStatus(db.manager, actor, { now: clock.now(), fullDisks })),

    route('GET /monitoring', () => monitoringNow(db.manager, clock.now())),

    route('GET /monitoring-peaks', async ({ query }) => ({ items: await dayPeaks(db.manager, query.month) })),

    route('GET /alarms', async ({ actor }) => ({ ...(await alarmList(db.manager)), mayChange: mayHandle(actor) })),

    route('PUT /alarm-rules/:code', ({ actor, params, body, origin, transact }) => transact(async (tx) => (await presentRules(tx, [await changeRule(tx, params.code, body, by(actor, origin))]))[0]!)),

    route('GET /incidents', async ({ actor, query }) => {
      const incidents = await incidentsOf(db.manager, query.month);
      return { items: await presentIncidents(db.manager, incidents), figures: incidentFigures(incidents), may: { report: mayReport(actor), handle: mayHandle(actor) } };
    }),

    route('POST /incidents', ({ actor, body, origin, transact }) => transact(async (tx) => (await presentIncidents(tx, [await report(tx, body, by(actor, origin))]))[0]!)),

    route('POST /incidents/:id/acknowledgement', ({ actor, params, origin, transact }) => transact(async (tx) => (await presentIncidents(tx, [await acknowledge(tx, params.id, by(actor, origin))]))[0]!)),

    route('POST /incidents/:id/repair', ({ actor, params, body, origin, transact }) => transact(async (tx) => (await presentIncidents(tx, [await repair(tx, params.id, body.cause, by(actor, origin))]))[0]!)),
  ];
};
