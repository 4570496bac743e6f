import type { AnswerOf } from '@yongche/contract';
import { daysUntil } from './register-days';

export type Duty = AnswerOf<'GET /duties'>['items'][number];

export const isOpen = ({ state }: Duty): boolean => state === 'open' || state === 'overdue';

/** How long a company has yet to report: 还有8天, 今天到期, 已逾期3天; nothing is said of what is done. */
export function dueWords(duty: Duty, now: Date): string | undefined {
  if (!isOpen(duty)) return undefined;
  const days = daysUntil(duty.dueOn, now);
  if (days > 0) return `还有${days}天`;
  return days === 0 ? '今天到期' : `已逾期${-days}天`;
}

/** Days before the end from which the date is shown in amber: when the first reminder goes out. */
const soonDays = 10;

export function urgencyOf(duty: Duty, now: Date): 'calm' | 'soon' | 'late' {
  if (!isOpen(duty)) return 'calm';
  const days = daysUntil(duty.dueOn, now);
  if (days < 0) return 'late';
  return days <= soonDays ? 'soon' : 'calm';
}
