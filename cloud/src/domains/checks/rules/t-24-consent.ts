import { sides } from '@yongche/contract';
import { answer, list } from './facts';
import type { Rule } from './rule';

/** Everybody whose papers or face are taken has read the notice and agreed (PIPL art. 29). */
export const consent: Rule = {
  code: 'T-24',
  version: 1,
  check({ parties }) {
    const missing = parties.filter(({ notified }) => !notified);
    if (missing.length === 0) return answer('consistent', '当事人都已阅读告知并同意。');
    return answer('inconsistent', `${list(missing.map(({ side, kind }) => sides[side] + (kind === 'unit' ? '经办人' : '')))}还没有阅读告知并同意。`, '请让当事人在手机上阅读告知并确认。');
  },
};
