import { findWorkday } from 'chinese-days';

/**
 * 工作日: the working day that comes `count` working days after `day`; both are calendar days in Shanghai, YYYY-MM-DD. The day
 * on which a period begins is not counted (民法典 art. 201). Holidays and the weekend days worked in their stead are those that
 * the State Council publishes each November for the next year; beyond that year Saturdays and Sundays alone are free.
 */
export function workingDayAfter(day: string, count: number): string {
  return findWorkday(count, day);
}
