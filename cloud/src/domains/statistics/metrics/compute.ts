import type { MetricCode, MetricValue } from '@yongche/contract/metrics';
import type { EntityManager } from 'typeorm';
import { definitionOf, metricCodes, metricOf } from './dictionary';
import type { Answer, Metric, Reader, RecordSet } from './metric';
import { bind, type DayRange } from './range';

type Known = Map<MetricCode, Answer>;
type Counted = Extract<Metric, { of: RecordSet }>;

const unknown: Answer = { value: null, text: null, gap: null, interval: null };

/**
 * 指标 in a range of days, computed from the records: each set is read once for all metrics that stand on it, and what is made of others
 * from them. Give it a transaction on one snapshot (`onSnapshot`) where the numbers must fit each other while people go on working.
 */
export async function computeMetrics(tx: EntityManager, range: DayRange, codes: readonly MetricCode[] = metricCodes): Promise<MetricValue[]> {
  const wanted = withParts(codes);
  const known: Known = new Map();
  for (const [set, of] of grouped(wanted, (metric) => ('of' in metric ? metric.of : undefined))) await countIn(tx, range, set, of, known);
  for (const [read, of] of grouped(wanted, (metric) => ('read' in metric ? metric.read : undefined))) await readBy(tx, range, read, of, known);
  return codes.map((code) => ({ ...definitionOf(code), ...answerOf(code, known) }));
}

/** These metrics by code. */
export async function metricsByCode(tx: EntityManager, range: DayRange, codes: readonly MetricCode[] = metricCodes): Promise<Map<MetricCode, MetricValue>> {
  return new Map((await computeMetrics(tx, range, codes)).map((metric) => [metric.code, metric]));
}

function withParts(codes: readonly MetricCode[]): MetricCode[] {
  const all = new Set<MetricCode>();
  const add = (code: MetricCode) => {
    all.add(code);
    for (const part of metricOf(code).parts ?? []) add(part);
  };
  codes.forEach(add);
  return [...all];
}

function grouped<Key extends RecordSet | Reader>(codes: MetricCode[], keyOf: (metric: Metric) => Key | undefined): Map<Key, MetricCode[]> {
  const groups = new Map<Key, MetricCode[]>();
  for (const code of codes) {
    const key = keyOf(metricOf(code));
    if (key) groups.set(key, [...(groups.get(key) ?? []), code]);
  }
  return groups;
}

/** One pass over a set: how many, how much, from when on. */
async function countIn(tx: EntityManager, range: DayRange, set: RecordSet, codes: MetricCode[], known: Known): Promise<void> {
  const select = codes.map((code, at) => `${aggregateOf(metricOf(code) as Counted)} AS m${at}`).join(', ');
  const { sql, values } = bind(`SELECT ${select} FROM ${set.from} WHERE ${set.where}`, range);
  const [row]: Record<string, string | number | null>[] = await tx.query(sql, values);
  for (const [at, code] of codes.entries()) {
    const found = row![`m${at}`] ?? null;
    const isEdge = 'edge' in metricOf(code);
    if (!isEdge) known.set(code, { ...unknown, value: Number(found) });
    else known.set(code, found === null ? { ...unknown, gap: '期间内没有这样的记录。' } : { ...unknown, text: String(found) });
  }
}

function aggregateOf(metric: Counted): string {
  const { only } = metric;
  if ('edge' in metric) return `${metric.edge}(${only ? `IF(${only}, ${metric.at}, NULL)` : metric.at})`;
  if (metric.sum) return `COALESCE(SUM(${only ? `IF(${only}, ${metric.sum}, 0)` : metric.sum}), 0)`;
  return only ? `COALESCE(SUM(IF(${only}, 1, 0)), 0)` : 'COUNT(*)';
}

async function readBy(tx: EntityManager, range: DayRange, read: Reader, codes: MetricCode[], known: Known): Promise<void> {
  const found = await read(tx, range);
  for (const code of codes) known.set(code, { ...unknown, ...found[code] });
}

function answerOf(code: MetricCode, known: Known): Answer {
  const found = known.get(code);
  if (found) return found;
  const metric = metricOf(code);
  if (!('make' in metric)) throw new Error(`the metric ${code} was not computed`);
  const parts = metric.parts.map((part) => answerOf(part, known));
  const missing = parts.find(({ value }) => value === null);
  const answer = missing ? { ...unknown, gap: missing.gap } : { ...unknown, ...metric.make(...parts.map(({ value }) => value!)) };
  known.set(code, answer);
  return answer;
}
