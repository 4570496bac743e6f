import type { ColumnMeaning, SchemaContent } from '@yongche/contract/statistics.shapes';
import { isMonth, periodAfter, yearBefore } from '../periods';

/** A heading without blanks, stars and its unit; `power` is 4 where the unit is in 万, null where it names none. */
export interface Heading {
  key: string;
  power: number | null;
}

const bareUnit = /(?<=.)[/:]?(万|亿)(?:辆\(次\)|辆次|辆|台|户|家|张|个)$/;
const units = /\(?(万|亿)?(辆\(次\)|辆次|辆|台|户|家|张|个|%)\)?$/;

/**
 * How a heading is known by: `市内转移登记（万辆）` of October 2026 is 市内转移登记, `2025年10月` is 上年同期, so that next month's file has the
 * same headings.
 */
export function headingOf(text: string, period: string): Heading {
  const plain = text.normalize('NFKC').replace(/[\s*]/g, '');
  const bracketed = /\((?:单位:?)?(万|亿)?[^()]{0,4}(?:\(次\))?\)$/.exec(plain);
  const [, multiple] = (bracketed && units.exec(bracketed[0].slice(1, -1))) ?? [];
  const isUnit = bracketed !== null && units.test(bracketed[0].slice(1, -1));
  const named = isUnit ? undefined : (bareUnit.exec(plain) ?? undefined);
  const bare = isUnit ? plain.slice(0, bracketed.index) : plain.slice(0, named?.index);
  return { key: withoutDates(bare, period), power: isUnit || named ? powerOf(multiple ?? named?.[1]) : null };
}

/** Decimal places that 万 or 亿 before a unit adds. */
export const powerOf = (multiple: string | undefined): number => (multiple === '万' ? 4 : multiple === '亿' ? 8 : 0);

/** The present period's own name becomes 本期, that of a year before 上年同期, that of the month before 上月; Excel keeps a month as its first day. */
function withoutDates(text: string, period: string): string {
  const named = (of: string) => {
    const year = of.slice(0, 4);
    if (!isMonth(of)) return new RegExp(`(?<!\\d)${year}(年(度|全年)?)?(?![\\d年./-])`, 'g');
    const [padded, month] = [of.slice(5), String(Number(of.slice(5)))];
    return new RegExp(`${year}(年|[-./])(${padded}|${month})(-01)?(?![\\d-])月?份?`, 'g');
  };
  const dated = text.replace(named(yearBefore(period)), '上年同期').replace(named(period), '本期');
  if (!isMonth(period)) return dated;
  const before = periodAfter(period, -1);
  const alone = (of: string) => new RegExp(`^0?${Number(of.slice(5))}月份?`);
  return dated.replace(named(before), '上月').replace(alone(period), '本期').replace(alone(before), '上月');
}

/** How the name of an item is known by: without blanks, numbering, 其中 and its unit. */
export function nameKeyOf(text: string): string {
  const plain = text.normalize('NFKC').replace(/[\s*#:]/g, '').replace(/^(其中|[一二三四五六七八九十]+、|\(?\d+\)?[.、]|\(?[一二三四五六七八九十]+\))+/, '');
  const unit = /\([^()]*(\(次\))?\)$/.exec(plain);
  return unit && units.test(unit[0].slice(1, -1)) ? plain.slice(0, unit.index) : plain;
}

const words = {
  base: ['上年同期数', '上年同期', '去年同期', '上年同月', '同期数', '同期'],
  growth: ['同比增长率', '同比增长', '同比增幅', '同比增减', '同比', '增长率', '增幅'],
  item: ['本期数', '本期', '本月', '当月', '数量', '数'],
} as const;

/** The item of a name, or of one of its other names; null where rows of this name are passed over, undefined where nobody knows it. */
export function itemNamed({ items, names }: SchemaContent, name: string): string | null | undefined {
  const other = names.find((entry) => entry.name === name);
  return other ? other.item : items.find((item) => item.name === name)?.code;
}

/** What a heading means by the schema: by its own entry, as an item's name, or as an item's name with 上年同期, 同比 or 本期 beside it. */
export function meaningOf(schema: SchemaContent, key: string): ColumnMeaning | undefined {
  const known = schema.headings.find(({ heading }) => heading === key);
  if (known) return known.means;
  const plain = itemNamed(schema, key);
  if (plain !== undefined) return plain === null ? { as: 'ignore' } : { as: 'item', item: plain };
  for (const as of ['base', 'growth', 'item'] as const) {
    for (const word of words[as]) {
      const rest = key.startsWith(word) ? key.slice(word.length) : key.endsWith(word) ? key.slice(0, -word.length) : undefined;
      const item = rest && itemNamed(schema, rest.replace(/^[-_·:的/(]+|[-_·:的/)(]+$/g, ''));
      if (item) return { as, item };
    }
  }
  return undefined;
}
