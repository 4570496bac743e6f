import type { BodyInputOf, Endpoint, ParamsOf, QueryInputOf, ResponseOf } from './endpoint';
import { annualReportEndpoints } from './annual-reports';
import { auditEndpoints } from './audit';
import { backupEndpoints } from './backups';
import { billingEndpoints } from './billing';
import { bulletinEndpoints } from './bulletins';
import { checkEndpoints } from './checks';
import { cleanupEndpoints } from './cleanup';
import { comparisonEndpoints } from './comparisons';
import { counterEndpoints } from './counter';
import { dashboardEndpoints } from './dashboards';
import { disciplineEndpoints } from './discipline';
import { evidenceEndpoints } from './evidence';
import { governanceEndpoints } from './governance';
import { identityEndpoints } from './identity';
import { inspectionEndpoints } from './inspections';
import { ledgerEndpoints } from './ledger';
import { memberEndpoints } from './members';
import { metricEndpoints } from './metrics';
import { monitoringEndpoints } from './monitoring';
import { noticeEndpoints } from './notices';
import { paymentEndpoints } from './payments';
import { privacyEndpoints } from './privacy';
import { reconciliationEndpoints } from './reconciliation';
import { registryEndpoints } from './registry';
import { releaseEndpoints } from './releases';
import { requestEndpoints } from './requests';
import { staffEndpoints } from './staff';
import { stationEndpoints } from './station';
import { statisticsEndpoints } from './statistics';
import { storageSpaceEndpoints } from './storage-space';
import { systemBackupEndpoints } from './system-backups';
import { terminalEndpoints } from './terminals';
import { transactionEndpoints } from './transactions';

export * from './endpoint';
export * from './errors';
export * from './standards/page-version';
export * from './standards/terminal-proof';
export * from './vocabulary';

/** The whole API: one table of endpoints per domain, keyed by `METHOD /path` below `/api`. */
export const endpoints = {
  ...identityEndpoints,
  ...staffEndpoints,
  ...registryEndpoints,
  ...terminalEndpoints,
  ...requestEndpoints,
  ...cleanupEndpoints,
  ...transactionEndpoints,
  ...counterEndpoints,
  ...stationEndpoints,
  ...checkEndpoints,
  ...evidenceEndpoints,
  ...inspectionEndpoints,
  ...disciplineEndpoints,
  ...governanceEndpoints,
  ...memberEndpoints,
  ...billingEndpoints,
  ...paymentEndpoints,
  ...ledgerEndpoints,
  ...reconciliationEndpoints,
  ...statisticsEndpoints,
  ...comparisonEndpoints,
  ...metricEndpoints,
  ...annualReportEndpoints,
  ...dashboardEndpoints,
  ...bulletinEndpoints,
  ...noticeEndpoints,
  ...privacyEndpoints,
  ...backupEndpoints,
  ...releaseEndpoints,
  ...monitoringEndpoints,
  ...systemBackupEndpoints,
  ...storageSpaceEndpoints,
  ...auditEndpoints,
};

export type Endpoints = typeof endpoints;
/** A key of the API, such as `'POST /transactions'`. */
export type EndpointKey = keyof Endpoints;

/** What a typed client sends with a request of this key. */
export interface RequestOf<K extends EndpointKey> {
  params: ParamsOf<Endpoints[K] & Endpoint>;
  query: QueryInputOf<Endpoints[K] & Endpoint>;
  body: BodyInputOf<Endpoints[K] & Endpoint>;
}
/** What a typed client gets for a request of this key. */
export type AnswerOf<K extends EndpointKey> = ResponseOf<Endpoints[K] & Endpoint>;
