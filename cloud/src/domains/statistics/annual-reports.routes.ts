import { annualReportStates } from '@yongche/contract';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { nameDownload } from '../../http/download';
import { type Origin, route } from '../../http/route';
import { computeReport } from './annual/compute-report';
import { deadlinesOf, meetDeadline } from './annual/deadlines';
import { listReports, metricsNow, presentReport, readReport } from './annual/present-reports';
import { reportDocx } from './annual/report-docx';
import { reportPdf } from './annual/report-pdf';
import { approveReport, ensureYearHasBegun, keepReport, writeParagraph } from './annual/reports';
import { onSnapshot } from './metrics/snapshot';

/** 年度报告 and the two deadlines of the year. */
export const annualReportRoutes = ({ db, clock }: Deps) => {
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  /** The report with what has changed since it was computed, told from the records of this moment. */
  const open = (id: string, actor: StaffActor) =>
    onSnapshot(db, async (tx) => {
      const report = await readReport(tx, id);
      return presentReport(tx, report, actor, await metricsNow(tx, report));
    });

  /** What a file is made of, with its name; the audit log keeps who took it out. */
  const takeOut = async (id: string, format: 'docx' | 'pdf', actor: StaffActor, origin: Origin) => {
    const report = await readReport(db.manager, id);
    const presented = await presentReport(db.manager, report, actor);
    await audit(db.manager, by(actor, origin), { action: 'statistics.report_exported', subject: { type: 'annual_report', id }, details: { year: report.year, edition: report.edition, format } });
    return { presented, name: `宁波市二手车流通协会${report.year}年度工作报告（${annualReportStates[report.state]}）.${format}` };
  };

  return [
    route('GET /annual-reports', () => listReports(db.manager, clock.now())),

    route('POST /annual-reports', async ({ actor, body: { year }, origin, transact }) => {
      const { at, ...author } = by(actor, origin);
      ensureYearHasBegun(year, at);
      const computed = await computeReport(db, year);
      return transact(async (tx) => presentReport(tx, await keepReport(tx, { year, ...computed }, actor, { ...author, at }), actor));
    }),

    route('GET /annual-reports/:id', ({ actor, params }) => open(params.id, actor)),

    route('PUT /annual-reports/:id/paragraphs/:code', async ({ actor, params, body, origin, transact }) => {
      await transact((tx) => writeParagraph(tx, { ...params, ...body }, actor, by(actor, origin)));
      return open(params.id, actor);
    }),

    route('POST /annual-reports/:id/approval', async ({ actor, params, origin, transact }) => {
      // Computed before anything is locked: a year takes seconds, and publishing would wait for them.
      const now = await onSnapshot(db, async (tx) => metricsNow(tx, await readReport(tx, params.id)));
      return transact(async (tx) => presentReport(tx, await approveReport(tx, params.id, actor, by(actor, origin)), actor, now));
    }),

    route('GET /annual-reports/:id/report.docx', async ({ actor, params, origin, koa }) => {
      const { presented, name } = await takeOut(params.id, 'docx', actor, origin);
      nameDownload(koa, name);
      return reportDocx(presented);
    }),

    route('GET /annual-reports/:id/report.pdf', async ({ actor, params, origin, koa }) => {
      const { presented, name } = await takeOut(params.id, 'pdf', actor, origin);
      nameDownload(koa, name);
      return reportPdf(presented);
    }),

    route('GET /deadlines', async ({ query }) => ({ items: await deadlinesOf(db.manager, dayInShanghai(clock.now()), query.year) })),

    route('POST /deadlines/:code/completion', ({ actor, params, body, origin, transact }) => transact((tx) => meetDeadline(tx, { ...params, ...body }, actor, by(actor, origin)))),
  ];
};
