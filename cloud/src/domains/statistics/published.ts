import type { SchemaContent } from '@yongche/contract/statistics.shapes';
import { type EntityManager, In } from 'typeorm';
import type { Facts, Published, PublishedFigure } from './checks/facts';
import { type Figure, keyOf } from './figures';
import { isMonth, monthsBefore, monthsOf, periodAfter, yearBefore, yearOf } from './periods';
import { StatisticEdition, StatisticValue } from './statistic.entity';

/** The editions in force of these periods, with their figures in the order of the file. */
export async function publishedOf(tx: EntityManager, periods: string[]): Promise<Map<string, Published>> {
  const editions = await tx.find(StatisticEdition, { select: { id: true, period: true, edition: true }, where: { inForceKey: In(periods) } });
  const values = await tx.find(StatisticValue, { where: { editionId: In(editions.map(({ id }) => id)) }, order: { position: 'ASC' } });
  const byId = new Map(editions.map(({ id, period, edition }) => [id, { period, edition, figures: new Map<string, PublishedFigure>() }]));
  for (const value of values) {
    const figure = figureOf(value);
    byId.get(value.editionId)!.figures.set(keyOf(figure), figure);
  }
  return new Map([...byId.values()].map((published) => [published.period, published]));
}

/** The figures of one edition, in force or not. */
export async function figuresOf(tx: EntityManager, editionId: string): Promise<PublishedFigure[]> {
  return (await tx.find(StatisticValue, { where: { editionId }, order: { position: 'ASC' } })).map(figureOf);
}

const figureOf = ({ item, dimension, member, scope, value, step, fileBase, fileBaseStep, stated, statedStep, place }: StatisticValue): PublishedFigure => ({ item, dimension: dimension || null, member: member || null, scope, value, step, fileBase, fileBaseStep, stated, statedStep, place });

/** What the checker looks at, with all that is published around a period. */
export async function factsFor(tx: EntityManager, { period, ...given }: { period: string; schema: SchemaContent; read: Figure[]; figures: Figure[]; titles: string[] }): Promise<Facts> {
  const course = isMonth(period) ? monthsBefore(period, 12) : [];
  const months = monthsOf(yearOf(period)).filter((month) => month !== period);
  const published = await publishedOf(tx, [...course, ...months, yearOf(period), yearBefore(period), periodAfter(period, -1)]);
  const known = (periods: string[]) => periods.flatMap((one) => published.get(one) ?? []);
  return {
    ...given,
    period,
    yearBefore: published.get(yearBefore(period)),
    before: published.get(periodAfter(period, -1)),
    course: known(course),
    months: known(months),
    year: isMonth(period) ? published.get(yearOf(period)) : undefined,
  };
}
