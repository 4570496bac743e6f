import type { ErrorCode } from '@yongche/contract';

/** What stands in one cell: its text, or why it cannot be taken as it is. */
export type Cell = string | Fault;

/** A cell that holds no plain value; `shown` is what Excel shows in it, where that helps. */
export interface Fault {
  fault: keyof typeof sentences;
  shown?: string;
}

/** One line of a table with content, numbered as Excel shows it; `cells` is sparse, by column from 0. */
export interface RawRow {
  line: number;
  cells: (Cell | undefined)[];
}

/** A file that cannot be read at all. */
export class UnreadableFile extends Error {
  constructor(readonly code: Extract<ErrorCode, `spreadsheet.${string}`>) {
    super(code);
  }
}

/** Columns beyond this one are never read: no table of ours is so wide. */
export const widestTable = 200;
/** Lines below the heading that a table may have, and the last line that may hold anything. */
export const mostRows = 100_000;
export const lastLine = mostRows + 1_000;
/** The longest text that Excel itself keeps in a cell. */
const longestText = 32_767;

const sentences = {
  formula: '是公式，请粘贴为数值',
  error: '是错误值，请改正后重新填写',
  scientific: '变成了科学计数，请把该列设为文本后重新填写',
  date: '不是有效日期，请写成 2026-01-31 的样子',
  long: `超过${longestText}个字，请缩短`,
} as const;

/** What is wrong with a cell, to be read behind its column's name. */
export function sentenceOf({ fault, shown }: Fault): string {
  return fault === 'error' && shown ? `是错误值 ${shown}，请改正后重新填写` : sentences[fault];
}

/** A text as it was typed, without the blanks around it; undefined where nothing is left. */
export function textCell(text: string): Cell | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (trimmed.length > longestText) return { fault: 'long' };
  return /^[+-]?\d+(\.\d+)?E\+\d+$/i.test(trimmed) ? { fault: 'scientific', shown: trimmed } : trimmed;
}

/** A number as its digits. From 15 digits on Excel has lost some of them, so a long code kept as a number is told. */
export function numberCell(value: number): Cell {
  if (!Number.isFinite(value)) return { fault: 'error' };
  if (Math.abs(value) >= 1e15) return { fault: 'scientific' };
  return String(Number(value.toPrecision(15)));
}

/** A number that Excel shows as a percentage, as it is read there: 0.1564 is `15.64%`. */
export function percentCell(value: number): Cell {
  const shown = numberCell(Number((value * 100).toPrecision(13)));
  return typeof shown === 'string' ? `${shown}%` : shown;
}

const dayMilliseconds = 24 * 3600_000;

/**
 * Excel's serial of a date as `2026-01-31`, or `2026-01-31 08:30:00` where it has a time of day. The 1900 system counts
 * a 29 February 1900 that never was; `epoch1904` is the other system, of old Macs.
 */
export function dateCell(serial: number, epoch1904 = false): Cell {
  const days = epoch1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  if (!(days >= 1 && days < 2_958_466)) return { fault: 'date' };
  const moment = new Date(Math.round((days - 25_569) * dayMilliseconds / 1000) * 1000).toISOString();
  const time = moment.slice(11, 19);
  return time === '00:00:00' ? moment.slice(0, 10) : `${moment.slice(0, 10)} ${time}`;
}
