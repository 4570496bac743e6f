import { isMonth, periodName } from '../periods';
import type { Check } from './facts';

/** 期间: a title or a file name that names another month or year than the one that was chosen. */
export const checkPeriod: Check = ({ period, titles }) => {
  const pattern = isMonth(period) ? /(?<!\d)(20\d\d)[年.-](0?[1-9]|1[0-2])(?![\d年-])(?!月\d{1,2}日)(?!\.\d)/g : /(?<!\d)(20\d\d)年(?!\d)/g;
  const named = titles.flatMap((title) => [...title.normalize('NFKC').replace(/\s/g, '').matchAll(pattern)]).map(([, year, month]) => (month ? `${year}-${month.padStart(2, '0')}` : year!));
  if (named.length === 0 || named.includes(period)) return [];
  return [{ kind: 'period', severity: 'warn', sentence: `文件中写的是${periodName(named[0]!)}，您选的是${periodName(period)}，请核对期间。`, cells: [] }];
};
