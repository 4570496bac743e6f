import { daysBetween } from '../compare/days';
import { answer } from './facts';
import type { Rule } from './rule';

/** 短期内频繁转让 of one car, by our own ledger. */
export const frequentDeals: Rule = {
  code: 'T-14',
  version: 1,
  settings: { days: '再次交易距上次不足多少天', manyDays: '统计交易次数的天数', many: '在这些天内已交易多少次' },
  check({ history, on }, { settings }) {
    const within = (days: number) => history.deals.filter(({ completedOn }) => daysBetween(completedOn, on) < days).length;
    const many = within(Number(settings.manyDays));
    const [latest] = history.deals;
    if (latest && within(Number(settings.days)) > 0) {
      return answer('inconsistent', `这辆车上次交易完成于${latest.completedOn}，不足${settings.days}天。`, '请柜台询问原因并核对来历；确属正常的可以继续。');
    }
    if (many >= Number(settings.many)) return answer('inconsistent', `这辆车近${settings.manyDays}天内已交易${many}次。`, '请柜台询问原因并核对来历；确属正常的可以继续。');
    return answer('consistent', latest ? `这辆车上次交易完成于${latest.completedOn}。` : '本系统中没有这辆车的其他交易。');
  },
};
