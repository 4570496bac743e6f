import type { FigureCell, StatisticFigure } from '@yongche/contract/statistics.shapes';
import { growthFor } from './bases';
import { type Facts, type PublishedFigure, sameScope } from './checks/facts';
import { cellOf, type Figure, itemOf, keyOf } from './figures';

/** Figures in the order of the schema's items, a total with its parts below it, members as they stand in the file. */
export function presentFigures(facts: Facts, figures: Figure[], formerly: Map<string, PublishedFigure> | undefined): StatisticFigure[] {
  const { schema } = facts;
  const ordered = schema.items.filter(({ partOf }) => partOf === null).flatMap((whole) => [whole, ...schema.items.filter(({ partOf }) => partOf === whole.code)]);
  const place = new Map(ordered.map(({ code }, at) => [code, at]));
  return [...figures].sort((one, other) => place.get(one.item)! - place.get(other.item)!).map((figure) => {
    const { name, unit, scope, partOf } = itemOf(schema, figure.item);
    return {
      ...cellOf(figure),
      ...{ name, unit, scope, partOf, value: figure.value, growth: growthFor(facts, figure), stated: figure.stated },
      before: sameScope(facts, facts.before, figure)?.value ?? null,
      formerly: formerly?.get(keyOf(figure))?.value ?? null,
    };
  });
}

/** What the edition before had and this one lacks. */
export function removedFigures({ schema }: Pick<Facts, 'schema'>, figures: Figure[], formerly: Map<string, PublishedFigure> | undefined): (FigureCell & { name: string; formerly: number })[] {
  const present = new Set(figures.map(keyOf));
  return [...(formerly?.entries() ?? [])].flatMap(([key, figure]) => (present.has(key) ? [] : [{ ...cellOf(figure), name: itemOf(schema, figure.item).name, formerly: figure.value }]));
}
