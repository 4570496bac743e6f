import { detected } from './findings';
import type { Rule } from './rule';

/** Blur, light, glare, cut borders: what a person could not check against the original. */
export const quality: Rule = {
  code: 'T-02',
  version: 1,
  check: detected({
    of: ['blur', 'dark', 'overexposed', 'glare', 'cut_off'],
    sentence: (what) => `照片可能看不清：${what}。`,
    fix: '请换个角度、避开反光，四边拍全后重拍。',
    fine: '照片清楚、完整。',
  }),
};
