import type { SchemaContent, StatisticFinding } from '@yongche/contract/statistics.shapes';
import { type Figure, type FigureKey, itemOf, keyOf } from '../figures';

/** A figure as it was published, with the scope that it had then. */
export interface PublishedFigure extends Figure {
  scope: string;
}

/** The edition in force of a period. */
export interface Published {
  period: string;
  edition: number;
  figures: Map<string, PublishedFigure>;
}

/** All that the checker looks at; it asks nobody and changes nothing. */
export interface Facts {
  period: string;
  schema: SchemaContent;
  /** As they stand in the file, doubles included. */
  read: Figure[];
  /** Each once, with the totals that were added up. */
  figures: Figure[];
  /** Sheet names, titles and the file's name: they may name another period. */
  titles: string[];
  /** The keys of the figures. */
  keys: ReadonlySet<string>;
  /** Sentences about figures that stand where nobody reads them. */
  passedOver: string[];
  /** The same period a year before. */
  yearBefore: Published | undefined;
  /** The month before; for a year the year before. */
  before: Published | undefined;
  /** Published months up to twelve before this one, oldest first. */
  course: Published[];
  /** The other published months of the year: of this one, or of the month's. */
  months: Published[];
  /** The published year to which a month belongs. */
  year: Published | undefined;
}

/** One kind of check. */
export type Check = (facts: Facts) => StatisticFinding[];

/** A published figure, where it is of the same scope. */
export function sameScope({ schema }: Pick<Facts, 'schema'>, published: Published | undefined, key: FigureKey): PublishedFigure | undefined {
  const found = published?.figures.get(keyOf(key));
  return found && found.scope === itemOf(schema, key.item).scope ? found : undefined;
}

/** Half of what the last written digits stand for: figures that are no further apart say the same. Whole figures have no room at all. */
export const roomOf = (...steps: number[]): number => steps.reduce((sum, step) => sum + (step > 1 ? step / 2 : 0), 0);
