import type { EntityManager } from 'typeorm';
import type { By } from '../src/audit/audit';
import { acceptImport } from '../src/domains/statistics/editions';
import { uploadFile } from '../src/domains/statistics/imports';
import { schemaInForce } from '../src/domains/statistics/schemas';
import { StatisticEdition } from '../src/domains/statistics/statistic.entity';
import { monthAfter, monthsBetween } from '../src/domains/ledger/calendar-month';
import { csvRows } from '../src/spreadsheets/csv-rows';
import { employeeOf } from './demo-rule-book';

/** How many of a hundred a month's transfers are beside the average: few in the month of the spring festival, many before it and in summer. */
const season = [108, 76, 101, 99, 98, 97, 102, 104, 101, 96, 105, 113];
type Shares = Record<string, number>;
/** Made-up shares of a made-up city, in thousandths. */
const shares: Record<'区县' | '品牌' | '能源类型' | '车龄', Shares> = {
  区县: { 示范区: 262, 样板区: 214, 试点区: 171, 模范区: 148, 演练县: 112, 范例市: 93 },
  品牌: { 甲牌: 118, 乙牌: 96, 丙牌: 83, 丁牌: 71, 戊牌: 55, 己牌: 42 },
  能源类型: { 汽油: 824, 柴油: 61, 纯电动: 79, 插电式混合动力: 36 },
  车龄: { '3年以下': 187, '3至6年': 364, '6至10年': 298, '10年以上': 151 },
};
const items = ['汽车保有量', '市内转移登记', '转出'] as const;
type Item = (typeof items)[number];

/** Months since 2020. */
const monthsSince = (month: string) => (Number(month.slice(0, 4)) - 2020) * 12 + Number(month.slice(5)) - 1;

/** A figure of the made-up city, the same for the same month. */
function figureOf(item: Item, month: string): number {
  const at = monthsSince(month);
  if (item === '汽车保有量') return 410_000 + at * 2_350 + ((at * 37) % 90);
  const usual = item === '市内转移登记' ? 2_900 + at * 11 : 820 + at * 4;
  return Math.floor((usual * season[at % 12]!) / 100) + ((at * 53) % 61);
}

/** Splits a figure by shares; what they leave over belongs to the first where they are whole. */
function split(value: number, by: keyof typeof shares): [member: string, value: number][] {
  const entries = Object.entries(shares[by]);
  const parts = entries.map(([member, share]): [string, number] => [member, Math.floor((value * share) / 1000)]);
  if (entries.reduce((sum, [, share]) => sum + share, 0) === 1000) parts[0]![1] += value - parts.reduce((sum, [, part]) => sum + part, 0);
  return parts;
}

const dimensions = ['区县', '品牌', '能源类型', '车龄'] as const;

/** The vehicle office's file of a month: a line per item and member, with the figure of a year before; with a mistake so many cars too many have moved out. */
function fileOf(month: string, { counted, extra = [], mistake = 0 }: { counted: string; extra?: string[]; mistake?: number }): { name: string; bytes: Buffer } {
  const before = monthAfter(month, -12);
  const countOf = (item: Item) => figureOf(item, month) + (item === '转出' ? mistake : 0);
  const lines = items.flatMap((item) => [
    [item, '', '', '', '', countOf(item), figureOf(item, before)],
    ...dimensions.flatMap((by) => {
      const former = new Map(split(figureOf(item, before), by));
      return split(countOf(item), by).map(([member, value]) => [item, ...dimensions.map((one) => (one === by ? member : '')), value, former.get(member)!]);
    }),
  ]);
  const text = [`${month.slice(0, 4)}年${Number(month.slice(5))}月车管业务数据`, ['项目', ...dimensions, counted, '上年同期'].join(','), ...lines.map((line) => line.join(',')), ...extra, '注：演示数据，由示范市车管所提供'];
  return { name: `车管业务数据${month}.csv`, bytes: Buffer.from(`\ufeff${text.join('\r\n')}\r\n`) };
}

/** The year as the office counts it at its end. */
function yearFile(year: string): { name: string; bytes: Buffer } {
  const months = monthsBetween(`${year}-01`, `${year}-12`);
  const sum = (item: Item) => months.reduce((total, month) => total + figureOf(item, month), 0);
  const text = [`${year}年车管业务数据`, '项目,全年', `汽车保有量,${figureOf('汽车保有量', `${year}-12`)}`, `市内转移登记,${sum('市内转移登记')}`, `转出,${sum('转出')}`];
  return { name: `车管业务数据${year}年.csv`, bytes: Buffer.from(`\ufeff${text.join('\r\n')}\r\n`) };
}

interface Upload {
  period: string;
  file: { name: string; bytes: Buffer };
  at: Date;
}

async function upload(tx: EntityManager, { period, file, at }: Upload): Promise<{ id: string; by: By }> {
  const clerk = await employeeOf(tx, 'clerk');
  const by: By = { author: clerk, origin: undefined, at };
  const grid = [{ name: null, rows: [...csvRows(file.bytes)].map(({ line, cells }) => ({ line, cells: Array.from(cells, (cell) => cell ?? null) })) }];
  return { id: (await uploadFile(tx, { period, file, grid }, clerk, by)).id, by };
}

async function publish(tx: EntityManager, given: Upload, reason: string | null = null): Promise<void> {
  const { id, by } = await upload(tx, given);
  const { version } = await schemaInForce(tx);
  const editionBefore = await tx.countBy(StatisticEdition, { period: given.period });
  await acceptImport(tx, { id, schemaVersion: version, editionBefore, reason }, await employeeOf(tx, 'clerk'), by);
}

/** What was published before the demo city's own story begins: the whole year before, and the months of this one. */
export async function publishEarlier(tx: EntityManager, { first, at }: { first: string; at: Date }): Promise<void> {
  const year = String(Number(first.slice(0, 4)) - 1);
  for (const month of monthsBetween(`${year}-01`, monthAfter(first, -1))) {
    await publish(tx, { period: month, file: fileOf(month, { counted: '数量' }), at });
    if (month === `${year}-12`) await publish(tx, { period: year, file: yearFile(year), at });
  }
}

/** A month of the story: published; of the first one a member was wrong and is corrected; the last one waits for the visitor, with a renamed column and a new item. */
export async function publishMonth(tx: EntityManager, { month, isFirst, isLast, at }: { month: string; isFirst: boolean; isLast: boolean; at: Date }): Promise<void> {
  const file = fileOf(month, { counted: '数量' });
  if (isLast) return void (await upload(tx, { period: month, file: fileOf(month, { counted: '办理量', extra: [`抵押登记,,,,,${412 + (monthsSince(month) % 40)},396`] }), at }));
  if (isFirst) {
    await publish(tx, { period: month, file: fileOf(month, { counted: '数量', mistake: 30 }), at });
    await publish(tx, { period: month, file: { ...file, name: `车管业务数据${month}（更正）.csv` }, at }, '车管所更正了转出数');
    return;
  }
  await publish(tx, { period: month, file, at });
}
