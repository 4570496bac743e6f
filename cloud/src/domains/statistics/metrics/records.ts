import type { MetricCode } from '@yongche/contract/metrics';
import type { EntityManager } from 'typeorm';
import { ensure, refuseField } from '../../../http/errors';
import { yuan } from '../../../yuan';
import { computeMetrics } from './compute';
import { metricOf, recordsOf } from './dictionary';
import type { Column } from './metric';
import { bind, type DayRange } from './range';

type Cell = string | number | null;
type Row = { k: string; o: string | number | Date; link: string | null } & Record<`c${number}`, Cell>;

/** One page of the records behind a metric, by the text that its number was counted with; the thousandth page costs what the first does. @throws statistics.no_records where it is made of others */
export async function metricRecords(tx: EntityManager, code: MetricCode, range: DayRange, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const found = recordsOf(metricOf(code));
  ensure(found, 'statistics.no_records');
  const { of: set, only } = found;
  const [metric] = await computeMetrics(tx, range, [code]);
  const where = only ? `${set.where} AND ${only}` : set.where;
  const count = bind(`SELECT COUNT(*) AS n FROM ${set.from} WHERE ${where}`, range);
  const [counted]: { n: string }[] = await tx.query(count.sql, count.values);

  const after = cursor ? placeOf(cursor) : undefined;
  const cells = set.columns.map(({ sql }, at) => `${sql} AS c${at}`).join(', ');
  const page = bind(
    `SELECT ${set.key} AS k, ${set.order} AS o, ${set.link ?? 'NULL'} AS link, ${cells} FROM ${set.from} ${set.showing ?? ''}
     WHERE ${where}${after ? ` AND (${set.order} > ? OR (${set.order} = ? AND ${set.key} > ?))` : ''} ORDER BY ${set.order}, ${set.key} LIMIT ?`,
    range,
  );
  const rows: Row[] = await tx.query(page.sql, [...page.values, ...(after ? [after.order, after.order, after.key] : []), limit + 1]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    metric: metric!,
    columns: set.columns.map(({ title }) => title),
    rows: shown.map((row) => ({ key: row.k, cells: set.columns.map((column, at) => cellOf(column, row[`c${at}`] ?? null)), link: row.link })),
    total: Number(counted!.n),
    nextCursor: rows.length > limit && last ? cursorOf(last) : null,
  };
}

function cellOf({ words, isFen }: Column, value: Cell): string {
  if (value === null) return '';
  if (isFen) return yuan(Number(value));
  return words?.[String(value)] ?? String(value);
}

const cursorOf = ({ o, k }: Row) => Buffer.from(JSON.stringify([o instanceof Date ? { at: o.toISOString() } : o, k])).toString('base64url');

function placeOf(cursor: string): { order: string | number | Date; key: string } {
  try {
    const [order, key]: [string | number | { at: string }, string] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const place = typeof order === 'object' ? new Date(order.at) : order;
    if (typeof key === 'string' && !(place instanceof Date && Number.isNaN(place.getTime()))) return { order: place, key };
  } catch {
    // Told below, like every other place that is none.
  }
  return refuseField('cursor', '翻页位置无效，请从第一页重新查询。');
}
