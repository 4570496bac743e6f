import { refuseField } from '../../http/errors';

/** First and last day (Shanghai). */
export interface Period {
  from: string;
  to: string;
}

/** @throws request.invalid naming `to`, where it lies before `from`, or more than so many days after it */
export function ensurePeriod({ from, to }: Period, mostDays: number, what: string): void {
  if (to < from) refuseField('to', '结束日期应不早于开始日期。');
  if ((Date.parse(to) - Date.parse(from)) / (24 * 3600_000) >= mostDays) refuseField('to', `一次最多${what}${mostDays}天，请缩短时间。`);
}
