import { z } from 'zod';
import { oneOf, text } from './primitives';
import { statisticFindingKinds, statisticKinds, statisticSeverities } from './vocabulary';

/** 期间: a month YYYY-MM or a year YYYY. */
export const period = z.string().regex(/^20\d\d(-(0[1-9]|1[0-2]))?$/, '期间应写成 2026-01（月）或 2026（年）');
/** Of an item or a dimension. */
export const statisticCode = z.string().regex(/^[a-z][a-z0-9_]{0,29}$/);

const name = text(30, '项目名称');
const unit = z.string().trim().min(1, '请填写单位').max(10, '单位不能超过10个字').refine((value) => !/[万亿%]/.test(value), '请填写基本单位，例如“辆”；表中的“万辆”会自动换算');

/** 统计项目. `scope` (口径) says what is counted: figures of different scopes are never compared. */
export const statisticItem = z.object({
  code: statisticCode,
  name,
  unit,
  kind: oneOf(statisticKinds),
  scope: text(40, '口径'),
  /** The item whose total this one is a part of. */
  partOf: statisticCode.nullable(),
  /** Dimensions by which it may be broken down. */
  dimensions: z.array(statisticCode),
});

/** 维度. `isWhole`: its members make up the total; of brands a file may name the greatest only. */
export const statisticDimension = z.object({ code: statisticCode, name: z.string(), isWhole: z.boolean() });

/** What a column is; its words are those of `columnMeanings`. */
export const columnMeaning = z.discriminatedUnion('as', [
  z.object({ as: z.enum(['item', 'base', 'growth']), item: statisticCode }),
  z.object({ as: z.literal('dimension'), dimension: statisticCode }),
  z.object({ as: z.enum(['item_name', 'dimension_name', 'member', 'value', 'base_value', 'growth_value', 'unit', 'ignore']) }),
]);

/** 项目与栏目: what a version of the schema knows; everything in it is data. */
export const schemaContent = z.object({
  items: z.array(statisticItem),
  dimensions: z.array(statisticDimension),
  /** Headings without blanks and units, and what stands below them. The period's own month reads 本期, the one a year before 上年同期. */
  headings: z.array(z.object({ heading: z.string(), means: columnMeaning })),
  /** Other names of items in rows; null: rows of this name are passed over. */
  names: z.array(z.object({ name: z.string(), item: statisticCode.nullable() })),
  limits: z.object({
    /** So many published months before a course is known. */
    leastMonths: z.int(),
    /** A jump is more than so many times the usual swing (median of the absolute deviations × 1.4826). */
    jumpTimes: z.int(),
    /** The usual swing counts as at least so much of the median, in percent, and at least so many vehicles. */
    jumpFloorPercent: z.int(),
    jumpFloorCount: z.int(),
    /** A stock that moves further within a month or a year, in percent, is asked about. */
    stockMovePercentMonth: z.int(),
    stockMovePercentYear: z.int(),
  }),
});

/** The figure that something speaks of; `place` is where it stood in the file (`按区县!C5`), null where it was added up. */
export const figureCell = z.object({ item: z.string(), dimension: z.string().nullable(), member: z.string().nullable(), place: z.string().nullable() });

/** 校验结果: one sentence with the numbers. */
export const statisticFinding = z.object({ kind: oneOf(statisticFindingKinds), severity: oneOf(statisticSeverities), sentence: z.string(), cells: z.array(figureCell) });

/** 同比 in hundredths of a percent, computed from a base of the same scope that is kept: 车管 published for the year before, or what the file brought. */
export const computedGrowth = z.object({
  hundredths: z.int().nullable(),
  base: z.int().nullable(),
  /** Where the base is from; `none`: no base at all, `other_scope`: only one of another scope. Then there is no number. */
  source: z.enum(['published', 'file', 'none', 'other_scope']),
  /** Such as `2018年第1版`; null where there is none. */
  sourceName: z.string().nullable(),
});

/** One figure of a period, with what it is compared with. */
export const statisticFigure = figureCell.extend({
  name: z.string(),
  unit: z.string(),
  scope: z.string(),
  partOf: z.string().nullable(),
  value: z.int(),
  growth: computedGrowth,
  /** 文件所写的同比, in hundredths of a percent: kept and compared, never published as ours. */
  stated: z.int().nullable(),
  /** The same figure a month (for a year: a year) before, of the same scope. */
  before: z.int().nullable(),
  /** The same figure in the edition before; null where there is none or it lacked it. */
  formerly: z.int().nullable(),
});

export type SchemaContent = z.output<typeof schemaContent>;
export type StatisticItem = z.output<typeof statisticItem>;
export type ColumnMeaning = z.output<typeof columnMeaning>;
export type StatisticFinding = z.output<typeof statisticFinding>;
export type FigureCell = z.output<typeof figureCell>;
export type ComputedGrowth = z.output<typeof computedGrowth>;
export type StatisticFigure = z.output<typeof statisticFigure>;
