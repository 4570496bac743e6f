import { metrics as names } from '@yongche/contract';
import type { MetricCode, MetricDefinition } from '@yongche/contract/metrics';
import { dealMetrics } from './deals';
import { dueMetrics } from './dues';
import { feeMetrics } from './fees';
import { inspectionMetrics } from './inspections';
import { memberMetrics } from './members';
import type { Metric, RecordSet } from './metric';
import { officeMetrics } from './office';
import { registerMetrics } from './register';
import { ruleMetrics } from './rules';

/** 指标词典: every metric by its code; one without a definition does not compile. */
const dictionary: Record<MetricCode, Metric> = { ...officeMetrics, ...dealMetrics, ...registerMetrics, ...feeMetrics, ...inspectionMetrics, ...dueMetrics, ...memberMetrics, ...ruleMetrics };

/** The codes in the order of the vocabulary. */
export const metricCodes = Object.keys(names) as MetricCode[];

/** How a metric comes about. */
export const metricOf = (code: MetricCode): Metric => dictionary[code];

/** The set whose records a metric lists; undefined where it has none of its own. */
export function recordsOf(metric: Metric): { of: RecordSet; only: string | undefined } | undefined {
  return 'of' in metric && !('isNotListed' in metric) ? { of: metric.of, only: metric.only } : undefined;
}

/** A metric as the dictionary shows it. */
export function definitionOf(code: MetricCode): MetricDefinition {
  const metric = dictionary[code];
  const { group, kind, unit, definition, parts = [] } = metric;
  return { code, name: names[code], group, kind, unit, definition, parts: [...parts], hasRecords: recordsOf(metric) !== undefined };
}
