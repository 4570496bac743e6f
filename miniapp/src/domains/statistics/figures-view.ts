import type { AnswerOf } from '@yongche/contract';
import { channels } from '@yongche/contract/vocabulary';
import type { Column } from './months';
import { barOf, countText, percentText } from './numbers';

export type MyFigures = AnswerOf<'GET /my-figures'>;
export type OwnMonth = MyFigures['months'][number];
type Rate = MyFigures['problemRate']['own'];
type MixRow = MyFigures['mix'][number];

/** Whose deals are looked at: those under the company's certificates, or those of the market that it runs. */
export type Side = 'company' | 'market';

/** What the side completed in a month; a company that ran no market then has none. */
export const ownOf = ({ own, ownMarket }: OwnMonth, side: Side) => (side === 'company' ? own : ownMarket);

/** Whether the company runs a market whose months can be shown. */
export const runsMarket = ({ months }: MyFigures) => months.some(({ ownMarket }) => ownMarket !== null);

/** The side's months; a month without a market is empty. */
export const ownColumns = ({ months }: MyFigures, side: Side): Column[] => months.map((one) => ({ month: one.month, value: ownOf(one, side), beside: null }));

/** The city's months; a month that is not shown is empty. */
export const cityColumns = ({ months }: MyFigures): Column[] => months.map(({ month, city }) => ({ month, value: city, beside: null }));

/** The side's part of the city in hundredths of a percent; null where the city's number is not shown or nothing was completed. */
export function shareOfCity(month: OwnMonth, side: Side): number | null {
  const own = ownOf(month, side);
  return own === null || month.city === null || month.city <= 0 ? null : Math.round((10_000 * own) / month.city);
}

/** 占全市 of a month in words. */
export function shareText(month: OwnMonth, side: Side): string {
  const share = shareOfCity(month, side);
  return share === null ? '算不出' : percentText(share);
}

/** Why the city's number of a month is missing; undefined where it is there. Nobody's number may be read off a city of two or three. */
export function whyNoCity({ city, others }: Pick<OwnMonth, 'city' | 'others'>): string | undefined {
  if (city !== null) return undefined;
  if (others === 0) return '这个月没有其他企业完成交易，所以没有全市数可比。';
  return `这个月另外只有${others}家有完成的交易。不到3家时不显示全市数，免得从中推算出别家的数。`;
}

/** The same month a year before: the first of the thirteen. It was a whole month, the present one is not over yet. */
export function yearBeforeText({ months }: MyFigures, side: Side): string {
  const before = months[0] && ownOf(months[0], side);
  return before === null || before === undefined ? '没有上年同月数' : `上年同月全月 ${countText(before)}笔`;
}

/** A row of the mix as two bars of shares. */
export interface MixBars {
  key: string;
  name: string;
  ownText: string;
  own: number;
  cityText: string;
  city: number;
}

const shareWords = (hundredths: number | null, missing: string) => (hundredths === null ? missing : percentText(hundredths));
const barsOfMix = ({ key, name, own, ownHundredths, cityHundredths }: MixRow): MixBars => ({
  key,
  name,
  ownText: `${countText(own)}笔，${shareWords(ownHundredths, '还没有占比')}`,
  own: barOf(ownHundredths ?? 0, 10_000),
  cityText: shareWords(cityHundredths, '不显示'),
  city: barOf(cityHundredths ?? 0, 10_000),
});

/** One kind of mix; `why` says why the city's shares are kept back in it, undefined where they are there. */
export interface MixOfKind {
  title: string;
  rows: MixBars[];
  why: string | undefined;
}

/** 业务类型 and 办理方式 apart, each with the company's share beside the city's. */
export function mixOf({ mix }: MyFigures): MixOfKind[] {
  const isChannel = ({ key }: MixRow) => key in channels;
  const groups = [
    { title: '本年业务类型', rows: mix.filter((row) => !isChannel(row)) },
    { title: '本年办理方式', rows: mix.filter(isChannel) },
  ];
  return groups.filter(({ rows }) => rows.length > 0).map(({ title, rows }) => ({ title, rows: rows.map(barsOfMix), why: whyNoCityShares(rows) }));
}

const whyNoCityShares = (rows: readonly MixRow[]) =>
  rows.every(({ cityHundredths }) => cityHundredths === null) ? '今年有的类别另外不到3家有交易，所以不显示全市的占比。' : undefined;

/** 问题率 of a side with its 95 % interval and what it rests on, so that few inspections are not taken for many. */
export function rateText(rate: Rate, missing: string): { value: string; under: string } {
  if (!rate) return { value: '–', under: missing };
  const { hits, of, hundredths, low, high } = rate;
  return { value: percentText(hundredths), under: `核查${countText(of)}笔，有问题${countText(hits)}笔；95%区间 ${percentText(low)}–${percentText(high)}` };
}
