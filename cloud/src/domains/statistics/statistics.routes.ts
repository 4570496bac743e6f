import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { type Origin, route } from '../../http/route';
import { readSheets } from '../../spreadsheets/read-sheets';
import { acceptImport } from './editions';
import { discardImport, uploadFile } from './imports';
import { mapHeadings } from './map-headings';
import { importReport, listImports } from './present-imports';
import { listPeriods, presentCourse, presentPeriod, presentSchemas } from './present-periods';

/** 车管数据: files in, headings mapped, figures checked, editions published. */
export const statisticsRoutes = ({ db, clock }: Deps) => {
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  return [
    route('GET /statistic-periods', ({ query }) => listPeriods(db.manager, query)),

    route('GET /statistic-periods/:period', ({ params, query }) => presentPeriod(db.manager, { ...params, ...query })),

    route('GET /statistic-course', ({ query }) => presentCourse(db.manager, query)),

    route('GET /statistic-schemas', () => presentSchemas(db.manager)),

    route('GET /statistic-imports', ({ query }) => listImports(db.manager, query)),

    route('GET /statistic-imports/:id', ({ actor, params }) => importReport(db.manager, params.id, actor)),

    route('POST /statistic-imports', async ({ actor, query, file, origin, transact }) => {
      const grid = await readSheets(file);
      return transact(async (tx) => importReport(tx, (await uploadFile(tx, { ...query, file, grid }, actor, by(actor, origin))).id, actor));
    }),

    route('POST /statistic-imports/:id/mapping', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => importReport(tx, (await mapHeadings(tx, { ...params, ...body }, actor, by(actor, origin))).id, actor)),
    ),

    route('POST /statistic-imports/:id/acceptance', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => importReport(tx, (await acceptImport(tx, { ...params, ...body }, actor, by(actor, origin))).id, actor)),
    ),

    route('POST /statistic-imports/:id/discard', ({ actor, params, origin, transact }) => transact(async (tx) => importReport(tx, (await discardImport(tx, params.id, actor, by(actor, origin))).id, actor))),
  ];
};
