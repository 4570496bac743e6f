import type { MetricCode } from '@yongche/contract/metrics';
import { day } from '@yongche/contract/primitives';
import type { EntityManager } from 'typeorm';
import { ensure, refuseField } from '../../../http/errors';
import { yuan } from '../../../yuan';
import { computeMetrics } from './compute';
import { metricOf, recordsOf } from './dictionary';
import type { Column, RecordSet } from './metric';
import { bind, type DayRange } from './range';

type Cell = string | number | null;
type Row = { k: string; o: string | Date; link: string | null } & Record<`c${number}`, Cell>;

/**
 * One page of the records behind a metric, by the text that its number was counted with; the thousandth page costs what the first does. Which
 * they are is told from an index alone where there is one, and only those of the page are read. @throws statistics.no_records where it is made of others
 */
export async function metricRecords(tx: EntityManager, code: MetricCode, range: DayRange, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const definition = metricOf(code);
  const found = recordsOf(definition);
  ensure(found, 'statistics.no_records');
  const { of: set, only } = found;
  const after = cursor ? placeOf(cursor, set.orderedBy) : undefined;
  const where = only ? `${set.where} AND ${only}` : set.where;
  const ask = <Found>(statement: string, more: unknown[] = []): Promise<Found[]> => {
    const { sql, values } = bind(statement, range);
    return tx.query(sql, [...values, ...more]);
  };

  const metric = (await computeMetrics(tx, range, [code]))[0]!;
  const total = 'sum' in definition ? Number((await ask<{ n: string }>(`SELECT COUNT(*) AS n FROM ${set.from} WHERE ${where}`))[0]!.n) : metric.value!;
  const behind = after ? ` AND ${set.order} >= ? AND (${set.order} > ? OR ${set.key} > ?)` : '';
  const places = await ask<Pick<Row, 'k' | 'o'>>(`SELECT ${set.key} AS k, ${set.order} AS o FROM ${set.from} WHERE ${where}${behind} ORDER BY ${set.order}, ${set.key} LIMIT ?`, [...(after ? [after.order, after.order, after.key] : []), limit + 1]);
  const shown = places.slice(0, limit);
  const last = shown.at(-1);
  const cells = set.columns.map(({ sql }, at) => `${sql} AS c${at}`).join(', ');
  const rows = last
    ? await ask<Row>(`SELECT ${set.key} AS k, ${set.link ?? 'NULL'} AS link, ${cells} FROM ${set.from} ${set.showing ?? ''} WHERE ${where} AND ${set.key} IN (?) ORDER BY ${set.order}, ${set.key}`, [shown.map(({ k }) => k)])
    : [];
  return {
    metric,
    columns: set.columns.map(({ title }) => title),
    rows: rows.map((row) => ({ key: row.k, cells: set.columns.map((column, at) => cellOf(column, row[`c${at}`] ?? null)), link: row.link })),
    total,
    nextCursor: places.length > limit && last ? cursorOf(last) : null,
  };
}

function cellOf({ words, isFen }: Column, value: Cell): string {
  if (value === null) return '';
  if (isFen) return yuan(Number(value));
  return words?.[String(value)] ?? String(value);
}

const cursorOf = ({ o, k }: Pick<Row, 'k' | 'o'>) => Buffer.from(JSON.stringify([o instanceof Date ? { at: o.toISOString() } : o, k])).toString('base64url');

function placeOf(cursor: string, orderedBy: RecordSet['orderedBy']): { order: string | Date; key: string } {
  try {
    const [order, key]: [string | { at: string }, string] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const place = typeof order === 'object' ? new Date(order.at) : order;
    const isPlace = place instanceof Date ? orderedBy === 'moment' && !Number.isNaN(place.getTime()) : typeof place === 'string' && (orderedBy === 'text' || (orderedBy === 'day' && day.safeParse(place).success));
    if (isPlace && typeof key === 'string') return { order: place, key };
  } catch {
    // Told below, like every other place that is none.
  }
  return refuseField('cursor', '翻页位置无效，请从第一页重新查询。');
}
