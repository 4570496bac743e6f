import { alikeVins } from '../compare/vehicle';
import { confidenceSetting } from './facts';
import type { Rule } from './rule';
import { sameValue } from './same-value';

/** The VIN is the same on 登记证书, 行驶证, car and 发票. */
export const sameVin: Rule = {
  code: 'T-04',
  version: 1,
  settings: confidenceSetting,
  check: sameValue({ field: 'vin', word: '车架号', of: ({ vin }) => vin, slots: ['P20', 'P22', 'P26', 'P30'], alsoOn: ['P27'], alike: alikeVins }),
};
