import type { BulletinContent } from '@yongche/contract/bulletins';
import type { SchemaContent, StatisticFinding } from '@yongche/contract/statistics.shapes';
import type { EntityManager } from 'typeorm';
import { ensure } from '../../../http/errors';
import { growthFor } from '../../statistics/bases';
import type { Facts, PublishedFigure } from '../../statistics/checks/facts';
import { itemOf, keyOf } from '../../statistics/figures';
import { monthsBefore, periodAfter, periodName, yearBefore } from '../../statistics/periods';
import { factsFor, figuresOf, publishedOf } from '../../statistics/published';
import { schemaOf } from '../../statistics/schemas';
import { StatisticEdition } from '../../statistics/statistic.entity';
import type { BulletinFigures } from './bulletin.entity';

/** The month itself and a year before it. */
const courseMonths = 13;
/** A dimension whose members have an order of their own: the file's. */
const ordered = ['age'];

/** Findings that speak of the figures; all others tell the clerk what to look at in the file. */
const ofFigures = new Set<StatisticFinding['kind']>(['parts', 'base', 'stated_growth', 'growth_range', 'jump', 'over_time']);

/** What a bulletin tells of a published month, and the edition that it is of. @throws bulletin.no_figures */
export async function contentOf(tx: EntityManager, period: string): Promise<{ edition: StatisticEdition; content: BulletinFigures }> {
  const edition = await tx.findOneBy(StatisticEdition, { inForceKey: period });
  ensure(edition, 'bulletin.no_figures');
  const { content: schema } = await schemaOf(tx, edition.schemaVersion);
  const figures = await figuresOf(tx, edition.id);
  const facts = await factsFor(tx, { period, schema, read: figures, figures, titles: [], passedOver: [] });
  const items = inOrder(schema).filter((item) => figures.some((figure) => figure.item === item && figure.member === null));
  ensure(items.length > 0, 'bulletin.no_figures');
  return {
    edition,
    content: {
      period,
      figures: items.map((item) => figureOf(facts, figures.find((figure) => figure.item === item && figure.member === null)!)),
      breakdowns: items.flatMap((item) => schema.dimensions.flatMap((dimension) => breakdownOf(facts, item, dimension) ?? [])),
      courses: await coursesOf(tx, period, schema, items),
      remarks: edition.findings.filter(({ kind }) => ofFigures.has(kind)).map(({ sentence }) => sentence),
      source: `宁波市公安局车管所${periodName(period)}业务数据，第${edition.edition}版`,
    },
  };
}

/** What happened before what there is, a total before its parts. */
function inOrder({ items }: SchemaContent): string[] {
  const wholes = items.filter(({ partOf }) => partOf === null);
  const withParts = wholes.flatMap((whole) => [whole, ...items.filter(({ partOf }) => partOf === whole.code)]);
  return [...withParts.filter(({ kind }) => kind === 'flow'), ...withParts.filter(({ kind }) => kind === 'stock')].map(({ code }) => code);
}

function figureOf(facts: Facts, figure: PublishedFigure): BulletinContent['figures'][number] {
  const { name, unit } = itemOf(facts.schema, figure.item);
  return { item: figure.item, name, unit, value: figure.value, growth: growthFor(facts, figure).hundredths };
}

function breakdownOf(facts: Facts, item: string, { code, name, isWhole }: SchemaContent['dimensions'][number]): BulletinContent['breakdowns'][number] | undefined {
  const members = facts.figures.filter((figure) => figure.item === item && figure.dimension === code);
  if (members.length === 0) return undefined;
  const whole = facts.figures.find((figure) => figure.item === item && figure.member === null)!.value;
  const rows = members.map((figure) => ({ member: figure.member!, value: figure.value, share: shareOf(figure.value, whole), growth: growthFor(facts, figure).hundredths }));
  if (!ordered.includes(code)) rows.sort((one, other) => other.value - one.value);
  return { item, itemName: itemOf(facts.schema, item).name, dimension: code, dimensionName: name, isWhole, rows };
}

/** In hundredths of a percent, rounded half up. */
const shareOf = (value: number, whole: number): number => (whole > 0 ? Math.round((10_000 * value) / whole) : 0);

/** 走势: months of the same scope; those that were never published are null. */
async function coursesOf(tx: EntityManager, period: string, schema: SchemaContent, items: string[]): Promise<BulletinContent['courses']> {
  const months = monthsBefore(periodAfter(period), courseMonths);
  const published = await publishedOf(tx, [...new Set([...months, ...months.map(yearBefore)])], { dimension: null, member: null });
  return items.flatMap((code) => {
    const { name, unit, kind, scope } = itemOf(schema, code);
    if (kind !== 'flow') return [];
    const valueIn = (month: string) => {
      const figure = published.get(month)?.figures.get(keyOf({ item: code, dimension: null, member: null }));
      return figure?.scope === scope ? figure.value : null;
    };
    return [{ item: code, name, unit, months: months.map((month) => ({ month, value: valueIn(month), yearBefore: valueIn(yearBefore(month)) })) }];
  });
}
