import { detected } from './findings';
import type { Rule } from './rule';

/** The same or nearly the same picture stands in another deal. */
export const duplicates: Rule = {
  code: 'T-15',
  version: 1,
  check: detected({
    of: ['duplicate'],
    sentence: (what) => `其他交易中有相同的照片：${what}。`,
    fix: '每笔交易都要重新对着原件和车辆拍摄，请重拍。',
    fine: '没有发现与其他交易相同的照片。',
  }),
};
