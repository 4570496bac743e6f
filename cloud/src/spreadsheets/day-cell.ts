import { z } from 'zod';
import { dateCell } from './cells';

/**
 * A calendar day in a table, however it was typed: a date of Excel's, its bare serial, 2026/1/31, 2026.1.31, 20260131,
 * 2026年1月31日, with or without a time of day; read as `2026-01-31`.
 */
export const dayCell = z.string().transform((text, context) => {
  const day = dayOf(text);
  if (day !== undefined) return day;
  context.addIssue({ code: 'custom', message: '不是有效日期，请写成 2026-01-31 的样子' });
  return z.NEVER;
});

function dayOf(text: string): string | undefined {
  if (/^[2-9]\d{4}$/.test(text)) return String(dateCell(Number(text)));
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  const iso = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  return z.iso.date().safeParse(iso).success ? iso : undefined;
}
