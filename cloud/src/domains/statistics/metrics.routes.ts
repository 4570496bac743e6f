import { audit } from '../../audit/audit';
import type { Deps } from '../../deps';
import { route } from '../../http/route';
import { ensurePeriod } from '../inspections/period';
import { computeMetrics } from './metrics/compute';
import { definitionOf, metricCodes } from './metrics/dictionary';
import { metricRecords } from './metrics/records';
import { onSnapshot } from './metrics/snapshot';

/** Longer than a year nobody reports, and a count of many years keeps the database busy. */
const mostDays = 366;

/** 指标: the dictionary, the values of a time computed from the records, and the records behind one. */
export const metricRoutes = ({ db, clock }: Deps) => [
  route('GET /metrics', () => Promise.resolve({ items: metricCodes.map(definitionOf) })),

  route('GET /metric-values', async ({ query }) => {
    ensurePeriod(query, mostDays, '统计');
    const computedAt = clock.now();
    return { ...query, computedAt, items: await onSnapshot(db, (tx) => computeMetrics(tx, query)) };
  }),

  route('GET /metrics/:code/records', async ({ actor, params: { code }, query: { from, to, ...page }, origin }) => {
    ensurePeriod({ from, to }, mostDays, '查询');
    const found = await onSnapshot(db, (tx) => metricRecords(tx, code, { from, to }, page));
    // Plates and companies, by the hundred: who looked at them is known, page by page, since nobody has to begin with the first.
    await audit(db.manager, { author: actor, origin, at: clock.now() }, { action: 'statistics.records_viewed', subject: { type: 'metric', id: code }, details: { from, to, total: found.total, shown: found.rows.length } });
    return found;
  }),
];
