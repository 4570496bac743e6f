import type { IncomingMessage } from 'node:http';
import Koa from 'koa';
import helmet from 'koa-helmet';
import { endpoints } from '@yongche/contract';
import type { Deps } from './deps';
import { auditRoutes } from './domains/audit/audit.routes';
import { billRoutes } from './domains/billing/bills.routes';
import { feesPage } from './domains/billing/fees-page';
import { meterRoutes } from './domains/billing/meter.routes';
import { tariffRoutes } from './domains/billing/tariffs.routes';
import { expenseRoutes } from './domains/ledger/expenses.routes';
import { ledgerRoutes } from './domains/ledger/ledger.routes';
import { duesRoutes } from './domains/members/dues.routes';
import { duesSchemeRoutes } from './domains/members/dues-schemes.routes';
import { memberRoutes } from './domains/members/members.routes';
import { paymentNotices } from './domains/payments/payment-notices';
import { paymentRoutes } from './domains/payments/payments.routes';
import { refundRoutes } from './domains/payments/refunds.routes';
import { reconciliationRoutes } from './domains/reconciliation/reconciliation.routes';
import { checkRoutes } from './domains/checks/checks.routes';
import { rulePackRoutes } from './domains/checks/rule-packs.routes';
import { disciplineRoutes } from './domains/discipline/discipline.routes';
import { operatorRoutes } from './domains/discipline/operators.routes';
import { pointsRoutes } from './domains/discipline/points.routes';
import { ruleBookRoutes } from './domains/discipline/rule-books.routes';
import { scoreRoutes } from './domains/discipline/scores.routes';
import { evidenceRoutes } from './domains/evidence/evidence.routes';
import { checkPage } from './domains/evidence/check-page';
import { evidencePage } from './domains/evidence/evidence-page';
import { logTiles } from './domains/evidence/tiles';
import { governanceRoutes } from './domains/governance/governance.routes';
import { identityRoutes } from './domains/identity/identity.routes';
import { counterRoutes } from './domains/identity/counter.routes';
import { staffAccountRoutes } from './domains/identity/staff-account.routes';
import { staffSessionRoutes } from './domains/identity/staff-sessions.routes';
import { staffRoutes } from './domains/identity/staff.routes';
import { inspectionRoutes } from './domains/inspections/inspections.routes';
import { problemRoutes } from './domains/inspections/problems.routes';
import { samplingRoutes } from './domains/inspections/sampling.routes';
import { bulletinRoutes } from './domains/notices/bulletins.routes';
import { noticeRoutes } from './domains/notices/notices.routes';
import { diskDoors } from './domains/operations/moves/disk-doors';
import { disposalRoutes } from './domains/operations/disposals/disposals.routes';
import { spaceRoutes } from './domains/operations/space/space.routes';
import { moveRoutes } from './domains/operations/moves/moves.routes';
import { backupRoutes } from './domains/operations/backups.routes';
import { systemBackupRoutes } from './domains/operations/backups/system-backups.routes';
import { metricsPage } from './domains/operations/monitoring/metrics-page';
import { monitoringRoutes } from './domains/operations/monitoring/monitoring.routes';
import { countRequests } from './domains/operations/monitoring/request-counts';
import { drillRoutes } from './domains/operations/drills/drills.routes';
import { releaseRoutes } from './domains/operations/releases.routes';
import { privacyRoutes } from './domains/privacy/privacy.routes';
import { cleanupRoutes } from './domains/registry/cleanup.routes';
import { registerRoutes } from './domains/registry/register.routes';
import { registryRoutes } from './domains/registry/registry.routes';
import { requestRoutes } from './domains/registry/requests.routes';
import { terminalRoutes } from './domains/registry/terminal.routes';
import { annualReportRoutes } from './domains/statistics/annual-reports.routes';
import { comparisonRoutes } from './domains/statistics/comparisons.routes';
import { dashboardRoutes } from './domains/statistics/dashboards.routes';
import { metricRoutes } from './domains/statistics/metrics.routes';
import { ownFigureRoutes } from './domains/statistics/own-figures.routes';
import { statisticsRoutes } from './domains/statistics/statistics.routes';
import { counterCheckRoutes } from './domains/transactions/counter-checks.routes';
import { imageRoutes } from './domains/transactions/images.routes';
import { pictureFile } from './domains/transactions/picture-file';
import { stationRoutes } from './domains/transactions/station.routes';
import { storageCallback, storageCallbackPath } from './domains/transactions/storage-callback';
import { transactionRoutes } from './domains/transactions/transactions.routes';
import { adminFiles } from './http/admin-files';
import { errorHandler } from './http/error-handler';
import { health } from './http/health';
import { openApiDocument } from './http/openapi';
import { requestLog } from './http/request-log';
import { apiRouter } from './http/router';
import type { Route } from './http/route';
import { traceRequests } from './tracing';

/** Every route of every domain. */
export const routesOf = (deps: Deps): Route[] =>
  [identityRoutes, counterRoutes, staffSessionRoutes, staffAccountRoutes, staffRoutes, registryRoutes, registerRoutes, terminalRoutes, requestRoutes, cleanupRoutes, transactionRoutes, counterCheckRoutes, stationRoutes, imageRoutes, checkRoutes, rulePackRoutes, evidenceRoutes, inspectionRoutes, samplingRoutes, problemRoutes, disciplineRoutes, operatorRoutes, pointsRoutes, ruleBookRoutes, scoreRoutes, governanceRoutes, memberRoutes, duesSchemeRoutes, duesRoutes, tariffRoutes, meterRoutes, billRoutes, paymentRoutes, refundRoutes, ledgerRoutes, expenseRoutes, reconciliationRoutes, statisticsRoutes, comparisonRoutes, metricRoutes, annualReportRoutes, dashboardRoutes, ownFigureRoutes, bulletinRoutes, noticeRoutes, privacyRoutes, backupRoutes, systemBackupRoutes, moveRoutes, spaceRoutes, disposalRoutes, drillRoutes, releaseRoutes, monitoringRoutes, auditRoutes].flatMap((domain) => domain(deps) as unknown as Route[]);

/** The order in which a request travels; `pages` are those of the local run (start page, mini-program preview). */
export function createApp(deps: Deps, { trustedProxies, storageOrigin, pages }: AppOptions): Koa {
  const routes = routesOf(deps);
  const missing = Object.keys(endpoints).filter((key) => !routes.some((route) => route.key === key));
  if (missing.length > 0) throw new Error(`endpoints without a route: ${missing.join(', ')}`);
  const open = routes.filter(({ endpoint }) => endpoint.access !== 'public' && !endpoint.roles);
  if (open.length > 0) throw new Error(`endpoints that name no role: ${open.map(({ key }) => key).join(', ')}`);
  const router = apiRouter(deps, routes);
  // Made when it is asked for first: it costs a third of the start, and few ask for it.
  let document: ReturnType<typeof openApiDocument> | undefined;

  const app = new Koa({ proxy: trustedProxies > 0, maxIpsCount: trustedProxies });
  app.silent = true;
  app.use(requestLog(deps.log));
  app.use(traceRequests());
  app.use(countRequests(deps.monitoring.requests));
  app.use(securityHeaders([storageOrigin, ...deps.stores.uploadOrigins], new URL(deps.publicUrl)));
  app.use(errorHandler(deps));
  app.use(health(deps));
  app.use(metricsPage(deps));
  app.use(on('/api/openapi.json', (koa) => void (koa.body = document ??= openApiDocument(deps.publicUrl))));
  app.use(on(storageCallbackPath, storageCallback(deps), 'POST'));
  app.use(diskDoors(deps));
  app.use(paymentNotices(deps));
  app.use(async (koa, next) => {
    if (koa.path.startsWith('/api/')) koa.set('Cache-Control', 'no-store');
    await next();
  });
  app.use(router.routes());
  app.use(checkPage(deps));
  app.use(evidencePage(deps));
  app.use(feesPage(deps));
  app.use(logTiles(deps));
  app.use(pictureFile(deps));
  app.use(adminFiles(deps));
  if (pages) app.use(pages);
  return app;
}

/** What a process answers that works for others: how it is, and nothing of the API. */
export function createWorkerApp(deps: Deps): Koa {
  const app = new Koa();
  app.silent = true;
  app.use(requestLog(deps.log));
  app.use(errorHandler(deps));
  app.use(health(deps));
  app.use(metricsPage(deps));
  return app;
}

export interface AppOptions {
  trustedProxies: number;
  /** Origin to which browsers upload pictures. */
  storageOrigin: string;
  pages?: Koa.Middleware;
}

const on = (path: string, answer: Koa.Middleware, method = 'GET'): Koa.Middleware => (koa, next) => (koa.path === path && koa.method === method ? answer(koa, next) : next());

function securityHeaders(storageOrigins: string[], { origin, protocol }: URL): Koa.Middleware {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'blob:', 'data:', origin],
        // The staff web may also speak to the ID-card reader's program on its own computer (.readme/id-reader.md).
        connectSrc: ["'self'", ...storageOrigins, (request) => ((request as IncomingMessage).url?.startsWith('/admin/') ? 'http://127.0.0.1:*' : "'self'")],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    strictTransportSecurity: protocol === 'https:' ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  }) as Koa.Middleware;
}
