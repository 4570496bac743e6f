import { columnMeanings } from '@yongche/contract/vocabulary';
import type { Figure, SchemaContent } from './statistics';

/** As a person reads it: 2026年10月, 2026年. */
export const periodName = (period: string): string => (period.length === 7 ? `${period.slice(0, 4)}年${Number(period.slice(5))}月` : `${period}年`);

export const editionName = (edition: number): string => (edition === 1 ? '第1版' : `第${edition}版（更正）`);

/** A whole number with thousands separators; a dash where there is none. */
export const countOf = (value: number | null): string => (value === null ? '—' : value < 0 ? `−${countOf(-value)}` : String(value).replace(/\B(?=(\d{3})+$)/g, ','));

/** Hundredths of a percent with their sign: +8.75%, −3.20%. */
export function rateOf(hundredths: number): string {
  const size = Math.abs(hundredths);
  return `${hundredths > 0 ? '+' : hundredths < 0 ? '−' : ''}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}%`;
}

/** 同比 as it is shown: a number only where there is a base of the same scope. */
export const growthWord = ({ hundredths }: Figure['growth']): string => (hundredths === null ? '无同口径基数' : rateOf(hundredths));

/** Where a growth comes from, for whoever points at it. */
export function growthSource({ hundredths, base, source, sourceName }: Figure['growth']): string {
  if (hundredths !== null) return `上年同期 ${countOf(base)}，取自${sourceName}`;
  if (source === 'other_scope') return '已发布的上年同期口径不同，不能比较';
  return base === null ? '没有已发布的上年同期，文件也没有带' : '上年同期为零，不能计算';
}

/** Change against the figure before: +1,234. */
export const changeOf = (value: number, before: number | null): string => (before === null ? '—' : value === before ? '0' : `${value > before ? '+' : ''}${countOf(value - before)}`);

const mostBytes = 5_000_000;

/** Why a file cannot be the vehicle office's; undefined where it may be. */
export function fileProblem({ name, size }: Pick<File, 'name' | 'size'>): string | undefined {
  if (!/\.(xlsx|csv)$/i.test(name)) return '请选择 .xlsx 或 .csv 文件；.xls、.et 文件请先用 Excel 或 WPS 另存为 .xlsx。';
  if (size === 0) return '这个文件是空的。';
  return size > mostBytes ? '文件超过 5MB，请只保留需要的工作表。' : undefined;
}

/** The month that comes next: after the newest published one, at most the one before the present. */
export function nextMonth(newest: string | undefined, today: string): string {
  const last = shifted(today.slice(0, 7), -1);
  const next = newest === undefined ? last : shifted(newest, 1);
  return next < last ? next : last;
}

function shifted(month: string, steps: number): string {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + steps;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}

type Meaning = SchemaContent['headings'][number]['means'];

/** What a column is, in words. */
export function meaningWord({ items, dimensions }: SchemaContent, means: Meaning): string {
  if (means.as === 'dimension') return `按${dimensions.find(({ code }) => code === means.dimension)?.name ?? means.dimension}分组`;
  if (!('item' in means)) return columnMeanings[means.as];
  const name = items.find(({ code }) => code === means.item)?.name ?? means.item;
  return means.as === 'item' ? name : `${name}的${means.as === 'base' ? '上年同期数' : '同比'}`;
}

/** A figure's key, to mark it where a finding speaks of it. */
export const keyOf = ({ item, dimension, member }: Pick<Figure, 'item' | 'dimension' | 'member'>): string => `${item}|${dimension ?? ''}|${member ?? ''}`;
