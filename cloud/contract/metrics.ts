import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { day, moment, oneOf } from './primitives';
import { metricGroups, metricKinds, metrics } from './vocabulary';

/** Who may read figures; who sees the records behind one. Advisers see aggregates only (domain.md 5.8). */
const readers = { clerk: 'all', finance: 'all', president: 'all', auditor: 'all', policy_adviser: 'all' } as const satisfies Rights;
const drillers = { clerk: 'all', finance: 'all', president: 'all', auditor: 'all' } as const satisfies Rights;

export const metricCode = oneOf(metrics);

/** 指标的定义: one per metric. */
export const metricDefinition = z.object({
  code: metricCode,
  name: z.string(),
  group: oneOf(metricGroups),
  kind: oneOf(metricKinds),
  /** 辆次, 家, 元 …; empty for a percentage, a month or a day. */
  unit: z.string(),
  /** One Chinese sentence: what is counted, at which moment, of what. */
  definition: z.string(),
  /** Numerator and denominator of a rate, or what a difference is made of. */
  parts: z.array(metricCode),
  /** Whether it has records of its own to look at. */
  hasRecords: z.boolean(),
});

/** A metric in a period. */
export const metricValue = metricDefinition.extend({
  /** A count, fen, or hundredths of a percent (half up); null for a month or a day, and where it cannot be known. */
  value: z.int().nullable(),
  /** `2019-05` or `2019-10-14` for a month or a day. */
  text: z.string().nullable(),
  /** Why there is no value, in a sentence. */
  gap: z.string().nullable(),
  /** The 95 % interval of a share that was sampled, in hundredths of a percent. */
  interval: z.object({ low: z.int(), high: z.int() }).nullable(),
});

export const metricEndpoints = {
  'GET /metrics': { summary: '指标词典：每项指标一个定义', access: 'staff', roles: readers, response: z.object({ items: z.array(metricDefinition) }) },
  'GET /metric-values': {
    summary: '一段时间的全部指标，由记录现算',
    access: 'staff',
    roles: readers,
    query: z.object({ from: day, to: day }),
    response: z.object({ from: day, to: day, computedAt: moment, items: z.array(metricValue) }),
  },
  'GET /metrics/:code/records': {
    summary: '一项指标背后的记录，条数与指标相等',
    access: 'staff',
    roles: drillers,
    params: z.object({ code: metricCode }),
    query: z.object({ from: day, to: day, cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    response: z.object({
      metric: metricValue,
      columns: z.array(z.string()),
      /** `link` is a page of the staff web; null where there is none. Never a person's name or number. */
      rows: z.array(z.object({ key: z.string(), cells: z.array(z.string()), link: z.string().nullable() })),
      /** So many records there are; for a sum of fen, the records that make it up. */
      total: z.int(),
      nextCursor: z.string().nullable(),
    }),
  },
} satisfies EndpointMap;

export type MetricDefinition = z.output<typeof metricDefinition>;
export type MetricValue = z.output<typeof metricValue>;
export type MetricCode = z.output<typeof metricCode>;
