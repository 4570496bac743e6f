import { alikePlates } from '../compare/vehicle';
import { confidenceSetting } from './facts';
import type { Rule } from './rule';
import { sameValue } from './same-value';

/** The plate is the same on 行驶证, car and 发票. */
export const samePlate: Rule = {
  code: 'T-05',
  version: 1,
  settings: confidenceSetting,
  check: sameValue({ field: 'plate', word: '车牌号', of: ({ plate }) => plate, slots: ['P22', 'P24', 'P30'], alsoOn: ['P25'], alike: alikePlates }),
};
