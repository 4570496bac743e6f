import { answer } from './facts';
import type { Rule } from './rule';

/**
 * A natural person who has sold three cars in this calendar year, each held for less than a year, may sell no further one
 * (商务部等17部门 2022, in force from 2023-01-01; the number stands in the pack). Our own ledger is the source: what was
 * bought or sold elsewhere is not known here. How many it were is nobody's business at the window.
 */
export const shortHolding: Rule = {
  code: 'T-11',
  version: 1,
  settings: { times: '自然人一年内已出售多少辆持有不满一年的车' },
  check({ parties }, { settings }) {
    const sellers = parties.filter(({ side, kind }) => side === 'seller' && kind === 'person');
    if (sellers.length === 0) return null;
    const most = Math.max(...sellers.map(({ shortHoldingSales }) => shortHoldingSales));
    if (most < Number(settings.times)) return answer('consistent', '本系统中没有卖方本年频繁出售持有不满一年车辆的记录。');
    return answer('inconsistent', '按本系统的记录，卖方本年出售持有不满一年的车已达到规定的数量。', '自然人达到规定数量后不能再办理；由经营主体出售的，请按单位办理。');
  },
};
