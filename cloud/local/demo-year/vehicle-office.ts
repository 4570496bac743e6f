import type { EntityManager } from 'typeorm';
import { daysOf, monthAfter, monthsBetween } from '../../src/domains/ledger/calendar-month';
import { acceptImport } from '../../src/domains/statistics/editions';
import { percentOf, growthOf } from '../../src/domains/statistics/growth';
import { uploadFile } from '../../src/domains/statistics/imports';
import { schemaInForce } from '../../src/domains/statistics/schemas';
import { csvRows } from '../../src/spreadsheets/csv-rows';
import { movedOutWithoutDeal, type PlannedDeal } from './deals';
import type { Figures } from './figures';
import { year } from './plan';
import { spread } from './spread';
import { actorOf, byOf } from './staff';

type Shares = Record<string, number>;
/** The districts are those of Ningbo; how much belongs to each, and to each brand, is made up. Brands are named in part. */
const shares: Record<'区县' | '品牌' | '能源类型' | '车龄', Shares> = {
  区县: { 海曙区: 142, 江北区: 68, 镇海区: 61, 北仑区: 92, 鄞州区: 213, 奉化区: 49, 余姚市: 118, 慈溪市: 161, 宁海县: 54, 象山县: 42 },
  品牌: { 甲牌: 118, 乙牌: 96, 丙牌: 83, 丁牌: 71, 戊牌: 55, 己牌: 42 },
  能源类型: { 汽油: 931, 柴油: 38, 纯电动: 18, 插电式混合动力: 13 },
  车龄: { '3年以下': 176, '3至6年': 351, '6至10年': 314, '10年以上': 159 },
};
const dimensions = ['区县', '品牌', '能源类型', '车龄'] as const;

/** What the office counts in a month. */
interface Month {
  stock: number;
  city: number;
  movedOut: number;
}

/** Registrations without a deal of ours, by month (from 0) and business. */
export function withoutDealOf(figures: Figures): { city: number[]; movedOut: number[] } {
  const even = Array.from({ length: 12 }, () => 1);
  const movedOut = movedOutWithoutDeal(figures);
  return { city: spread(figures.registrations.withoutDeal - movedOut, even), movedOut: spread(movedOut, even) };
}

/** The months of 2018 and 2019: registrations of 2019 as they follow from the deals, those of 2018 of the same course, so that they add up to the year before. */
export function officeMonths(figures: Figures, deals: PlannedDeal[]): Map<string, Month> {
  const { stock, trades, movedOut } = figures.office;
  const months = monthsBetween(`${year}-01`, `${year}-12`);
  const extra = withoutDealOf(figures);
  const counted = new Map(months.map((month, at) => [month, { city: extra.city[at]!, movedOut: extra.movedOut[at]! }]));
  for (const { registeredOn, business } of deals) {
    const found = registeredOn && counted.get(registeredOn.slice(0, 7));
    if (found) found[business === 'moved_out' ? 'movedOut' : 'city'] += 1;
  }
  const now = months.map((month) => counted.get(month)!);
  const before = {
    trades: spread(trades.before, now.map((each) => each.city + each.movedOut)),
    movedOut: spread(movedOut.before, now.map((each) => each.movedOut)),
  };
  const grown = spread(stock.value - stock.before, months.map(() => 1));
  const found = new Map<string, Month>();
  let [earlier, later] = [stock.before, stock.before];
  for (const at of [...months.keys()].reverse()) {
    found.set(monthAfter(months[at]!, -12), { stock: earlier, city: before.trades[at]! - before.movedOut[at]!, movedOut: before.movedOut[at]! });
    earlier -= Math.round(grown[at]! * 0.95);
  }
  months.forEach((month, at) => void found.set(month, { stock: (later += grown[at]!), ...now[at]! }));
  return new Map([...found].sort(([one], [other]) => one.localeCompare(other)));
}

const split = (value: number, by: keyof typeof shares): [member: string, value: number][] => {
  const entries = Object.entries(shares[by]);
  const named = entries.reduce((sum, [, share]) => sum + share, 0);
  const parts = spread(value, [...entries.map(([, share]) => share), 1000 - named]);
  return entries.map(([member], at) => [member, parts[at]!]);
};

interface OfficeFile {
  period: string;
  name: string;
  lines: string[];
}

/** A month's file: a line per item and member. */
export function monthFile(month: string, { stock, city, movedOut }: Month): OfficeFile {
  const lines = Object.entries({ 汽车保有量: stock, 市内转移登记: city, 转出: movedOut }).flatMap(([item, value]) => [
    [item, '', '', '', '', value],
    ...dimensions.flatMap((by) => split(value, by).map(([member, part]) => [item, ...dimensions.map((one) => (one === by ? member : '')), part])),
  ]);
  const title = `${month.slice(0, 4)}年${Number(month.slice(5))}月车管业务数据`;
  return { period: month, name: `车管业务数据${month}.csv`, lines: [title, ['项目', ...dimensions, '数量'].join(','), ...lines.map((cells) => cells.join(',')), '注：演示数据，分组的数是虚构的'] };
}

/** 2018 as a year: stock and trades. What its parts came to stands in the file of 2019 alone, and does not add up to them (domain.md 1.3 a). */
export const yearBeforeFile = ({ office: { stock, trades } }: Figures): OfficeFile => ({
  period: String(year - 1),
  name: `车管业务数据${year - 1}年.csv`,
  lines: [`${year - 1}年车管业务数据`, '项目,全年', `汽车保有量,${stock.before}`, `二手汽车交易,${trades.before}`],
});

/** 2019 as a year, with the bases and the growth that the report published; at 1:100 the growth that follows from a hundredth. */
export function yearFile({ scale, office }: Figures): OfficeFile {
  const items = { 汽车保有量: office.stock, 二手汽车交易: office.trades, 市内转移登记: office.city, 转出: office.movedOut };
  const stated = ({ value, before, percent }: (typeof items)['转出']) => (scale === 1 ? `${percent}%` : percentOf(growthOf(value, before)!));
  return { period: String(year), name: `车管业务数据${year}年.csv`, lines: [`${year}年车管业务数据`, '项目,全年,上年同期,同比', ...Object.entries(items).map(([item, of]) => [item, of.value, of.before, stated(of)].join(','))] };
}

/** The clerk uploads a file, sees what the checker says, and publishes it. */
export async function publishFile(tx: EntityManager, { period, name, lines }: OfficeFile, at: Date): Promise<void> {
  const [clerk, by] = [actorOf('clerk'), byOf('clerk', at)];
  const file = { name, bytes: Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`) };
  const grid = [{ name: null, rows: [...csvRows(file.bytes)].map(({ line, cells }) => ({ line, cells: Array.from(cells, (cell) => cell ?? null) })) }];
  const { id } = await uploadFile(tx, { period, file, grid }, clerk, by);
  const { version } = await schemaInForce(tx);
  await acceptImport(tx, { id, schemaVersion: version, editionBefore: 0, reason: null }, clerk, by);
}

/** The day on which the clerk publishes a month: the fifth of the next one. */
export const publishedOn = (month: string): string => `${daysOf(monthAfter(month)).first.slice(0, 8)}05`;
