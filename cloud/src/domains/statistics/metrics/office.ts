import type { EntityManager } from 'typeorm';
import { growthFor } from '../bases';
import { keyOf } from '../figures';
import { periodName, yearBefore } from '../periods';
import { publishedOf } from '../published';
import { schemaInForce } from '../schemas';
import { type Answer, type Metric, rate, type Reader } from './metric';
import type { DayRange } from './range';

/** 车管数据 comes by month and by year. */
export function periodOf({ from, to }: DayRange): string | null {
  if (from.slice(0, 4) !== to.slice(0, 4)) return null;
  if (from.endsWith('-01-01') && to.endsWith('-12-31')) return from.slice(0, 4);
  const lastDay = new Date(Date.UTC(Number(to.slice(0, 4)), Number(to.slice(5, 7)), 0)).toISOString().slice(0, 10);
  return from.slice(0, 7) === to.slice(0, 7) && from.endsWith('-01') && to === lastDay ? to.slice(0, 7) : null;
}

const items = { office_vehicle_stock: 'vehicle_stock', office_trades: 'used_car_trades', office_city_transfers: 'city_transfers', office_moved_out: 'moved_out' } as const;

/** The totals of the edition in force; a growth is computed from the stored base, and one that a file only states is never ours (CAP-G2). */
const readOffice: Reader = async (tx: EntityManager, range) => {
  const period = periodOf(range);
  const published = period ? await publishedOf(tx, [period, yearBefore(period)], { dimension: null, member: null }) : new Map<string, never>();
  const own = period ? published.get(period) : undefined;
  const gap = period ? `${periodName(period)}的车管数据还没有发布。` : '车管数据按月、按年发布，这段时间不是整月或整年。';
  const { content: schema } = await schemaInForce(tx);
  return Object.fromEntries(
    Object.entries(items).flatMap(([code, item]): [string, Partial<Answer>][] => {
      const figure = own?.figures.get(keyOf({ item, dimension: null, member: null }));
      if (!period || !own || !figure) return [[code, { gap: own ? `${periodName(period!)}的车管数据没有这一项。` : gap }], [`${code}_growth`, { gap: own ? `${periodName(period!)}的车管数据没有这一项。` : gap }]];
      const { hundredths } = growthFor({ schema, yearBefore: published.get(yearBefore(period)), keys: new Set(own.figures.keys()) }, figure);
      return [[code, { value: figure.value }], [`${code}_growth`, hundredths === null ? { gap: `没有${periodName(yearBefore(period))}同口径的数，算不出同比。` } : { value: hundredths }]];
    }),
  );
};

const of = (unit: string) => ({ group: 'office', kind: 'count', unit, read: readOffice }) as const;
const growth = { group: 'office', kind: 'percent', unit: '', definition: '本期数除以库存的上年同期同口径数再减一；文件自述的同比不采用。', read: readOffice } as const;

export const officeMetrics = {
  office_vehicle_stock: { ...of('辆'), definition: '车管部门通报的期末全市汽车保有量，取现行版次。' },
  office_vehicle_stock_growth: growth,
  office_trades: { ...of('辆次'), definition: '车管部门通报的二手汽车交易登记量（市内转移与转出合计），取现行版次。' },
  office_trades_growth: growth,
  office_city_transfers: { ...of('辆次'), definition: '车管部门通报的市内转移登记量，取现行版次。' },
  office_city_transfers_growth: growth,
  office_moved_out: { ...of('辆'), definition: '车管部门通报的转出量，取现行版次。' },
  office_moved_out_growth: growth,
  office_difference: { group: 'office', kind: 'count', unit: '辆次', definition: '影像系统完成数减去车管部门的二手汽车交易登记量。', parts: ['completed', 'office_trades'], make: (completed, office) => ({ value: completed! - office! }) },
  office_difference_rate: { group: 'office', kind: 'percent', unit: '', definition: '影像完成数与车管之差除以车管登记量。', parts: ['office_difference', 'office_trades'], make: (difference, office) => rate(difference!, office!, '车管登记量为零。') },
} as const satisfies Record<string, Metric>;
