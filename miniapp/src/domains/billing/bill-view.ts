import type { AnswerOf } from '@yongche/contract';
import { billLineKinds, meterExemptions } from '@yongche/contract/vocabulary';
import { yuanOf } from '../../money';

export type BillSummary = AnswerOf<'GET /bills'>['items'][number];
export type Bill = AnswerOf<'GET /bills/:id'>;
export type BillLine = Bill['lines'][number];
export type MeterEvent = AnswerOf<'GET /bills/:id/events'>['items'][number];
export type PublicFee = AnswerOf<'GET /fees'>['items'][number];

/** 2026-03 as 2026年3月. */
export const monthText = (month: string) => `${month.slice(0, 4)}年${Number(month.slice(5))}月`;

/** What a line is for: its kind, whose price, and the month that it makes up for. */
export function lineTitle({ kind, member, month }: BillLine): string {
  const price = member === null ? '' : member ? '，会员市场' : '，非会员市场';
  return `${billLineKinds[kind]}${month ? `（${monthText(month)}）` : ''}${price}`;
}

/** How its amount comes about: cars by price; undefined where no cars stand behind it. */
export const lineSum = ({ vehicles, unitFen, kind }: BillLine): string | undefined =>
  kind === 'carried' || unitFen === null ? undefined : `${vehicles}辆 × ${yuanOf(unitFen)}`;

/** Stored bytes in the unit that people use: 1.5 GB, 320.4 MB. */
export function bytesText(bytes: number): string {
  const units = ['KB', 'MB', 'GB', 'TB'];
  let size = bytes / 1024;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size.toFixed(1)} ${units[unit]}`;
}

/** What a car costs on a bill, or why nothing. */
export const costText = ({ fen, exemption }: Pick<MeterEvent, 'fen' | 'exemption'>) => (exemption ? meterExemptions[exemption] : yuanOf(fen));

/** From when a fee is in force: a day, or a year for dues. */
export function fromText(from: string): string {
  const [year, month, day] = from.split('-').map(Number);
  return month && day ? `${year}年${month}月${day}日起` : `${year}年度起`;
}

/** The votes of a resolution in one line. */
export const votesText = ({ inFavour, against, abstained }: { inFavour: number; against: number; abstained: number }) =>
  `同意${inFavour}，反对${against}，弃权${abstained}`;
