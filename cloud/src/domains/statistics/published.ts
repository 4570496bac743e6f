import type { SchemaContent } from '@yongche/contract/statistics.shapes';
import { type EntityManager, In } from 'typeorm';
import type { Facts, Published, PublishedFigure } from './checks/facts';
import { type Figure, type FigureKey, keyOf } from './figures';
import { isMonth, monthsBefore, monthsOf, periodAfter, yearBefore, yearOf } from './periods';
import { StatisticEdition } from './statistic.entity';

/** The editions in force of these periods, with their figures in the order of the file, or only those of one place: the city's totals, one member. */
export async function publishedOf(tx: EntityManager, periods: string[], only?: Place): Promise<Map<string, Published>> {
  const editions = await tx.find(StatisticEdition, { select: { id: true, period: true, edition: true }, where: { inForceKey: In(periods) } });
  const byId = new Map(editions.map(({ id, period, edition }) => [id, { period, edition, figures: new Map<string, PublishedFigure>() }]));
  for (const { editionId, ...figure } of await readFigures(tx, [...byId.keys()], only)) byId.get(editionId)!.figures.set(keyOf(figure), figure);
  return new Map([...byId.values()].map((published) => [published.period, published]));
}

/** The figures of one edition, in force or not. */
export async function figuresOf(tx: EntityManager, editionId: string): Promise<PublishedFigure[]> {
  return (await readFigures(tx, [editionId])).map(({ editionId: _, ...figure }) => figure);
}

type Place = Pick<FigureKey, 'dimension' | 'member'>;
type Row = Record<'editionId' | 'item' | 'dimension' | 'member' | 'scope', string> & Record<'value' | 'step' | 'fileBaseStep' | 'statedStep', string | number> & Record<'fileBase' | 'stated', string | number | null> & { place: string | null };

/** Two years of figures are some thousand rows: read as they are, without an entity made for each. */
async function readFigures(tx: EntityManager, editionIds: string[], only?: Place): Promise<(PublishedFigure & { editionId: string })[]> {
  if (editionIds.length === 0) return [];
  const rows: Row[] = await tx.query(
    `SELECT edition_id AS editionId, item, dimension, member, scope, value, step, file_base AS fileBase, file_base_step AS fileBaseStep, stated, stated_step AS statedStep, place
     FROM statistic_values WHERE edition_id IN (?)${only ? ' AND dimension = ? AND member = ?' : ''} ORDER BY edition_id, position`,
    [editionIds, ...(only ? [only.dimension ?? '', only.member ?? ''] : [])],
  );
  const orNull = (value: string | number | null) => (value === null ? null : Number(value));
  return rows.map((row) => ({
    ...{ ...row, dimension: row.dimension || null, member: row.member || null, value: Number(row.value), step: Number(row.step) },
    ...{ fileBase: orNull(row.fileBase), fileBaseStep: Number(row.fileBaseStep), stated: orNull(row.stated), statedStep: Number(row.statedStep) },
  }));
}

/** What the checker looks at, with all that is published around a period. */
export async function factsFor(tx: EntityManager, { period, ...given }: { period: string; schema: SchemaContent; read: Figure[]; figures: Figure[]; titles: string[]; passedOver: string[] }): Promise<Facts> {
  const course = isMonth(period) ? monthsBefore(period, 12) : [];
  const months = monthsOf(yearOf(period)).filter((month) => month !== period);
  const published = await publishedOf(tx, [...course, ...months, yearOf(period), yearBefore(period), periodAfter(period, -1)]);
  const known = (periods: string[]) => periods.flatMap((one) => published.get(one) ?? []);
  return {
    ...given,
    period,
    keys: new Set(given.figures.map(keyOf)),
    yearBefore: published.get(yearBefore(period)),
    before: published.get(periodAfter(period, -1)),
    course: known(course),
    months: known(months),
    year: isMonth(period) ? published.get(yearOf(period)) : undefined,
  };
}
