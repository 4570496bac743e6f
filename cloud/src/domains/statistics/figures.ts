import type { FigureCell, SchemaContent, StatisticItem } from '@yongche/contract/statistics.shapes';

/** Of what a figure is: an item, and where it is broken down, by which dimension and for which member. */
export type FigureKey = Pick<FigureCell, 'item' | 'dimension' | 'member'>;

/** One figure of a file or of an edition. */
export interface Figure extends FigureCell {
  /** In the item's own unit, never in 万. */
  value: number;
  /** What its last written digit stands for: 1,000 where the file says 290.8万. */
  step: number;
  /** 上年同期 as the file brings it. */
  fileBase: number | null;
  fileBaseStep: number;
  /** 同比 as the file states it, in hundredths of a percent, and what its last digit stands for: 10 where it says 12.4 %. */
  stated: number | null;
  statedStep: number;
}

/** A key as one text; neither codes nor members have a vertical bar. */
export const keyOf = ({ item, dimension, member }: FigureKey): string => `${item}|${dimension ?? ''}|${member ?? ''}`;

/** The item of a schema; a figure of an item that the schema lacks was never read. */
export function itemOf({ items }: Pick<SchemaContent, 'items'>, code: string): StatisticItem {
  const found = items.find((item) => item.code === code);
  if (!found) throw new Error(`no item ${code} in the schema`);
  return found;
}

/** The items that make up another one's total. */
export const partsOf = ({ items }: Pick<SchemaContent, 'items'>, code: string): StatisticItem[] => items.filter(({ partOf }) => partOf === code);

/** How a sentence names a figure: 汽车保有量, or 鄞州区的汽车保有量. */
export const nameOf = (schema: Pick<SchemaContent, 'items'>, { item, member }: FigureKey): string => `${member ? `${member}的` : ''}${itemOf(schema, item).name}`;

/** A whole number with thousands separators. */
export const grouped = (value: number): string => `${value < 0 ? '-' : ''}${String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, ',')}`;

export const cellOf = ({ item, dimension, member, place }: FigureCell): FigureCell => ({ item, dimension, member, place });
