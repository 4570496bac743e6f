import { daysUntil } from '../registry/register-days';

/** Days before a deadline from which it is shown in amber. */
const soonDays = 2;

/** How near a deadline is. */
export interface Due {
  words: string;
  urgency: 'calm' | 'soon' | 'late';
}

/** 还有8天, 今天到期, 已逾期3天: the last day itself is still in time. */
export function dueOf(day: string, now: Date): Due {
  const days = daysUntil(day, now);
  if (days < 0) return { words: `已逾期${-days}天`, urgency: 'late' };
  if (days === 0) return { words: '今天到期', urgency: 'soon' };
  return { words: `还有${days}天`, urgency: days <= soonDays ? 'soon' : 'calm' };
}
