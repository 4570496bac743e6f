import { answer } from './facts';
import type { Rule } from './rule';

/** One agent acts for seller and buyer only where the market allows it. */
export const bothSides: Rule = {
  code: 'T-20',
  version: 1,
  check({ parties, market }) {
    const byAgent = (side: 'seller' | 'buyer') => parties.some((party) => party.side === side && party.attendance === 'agent');
    if (!byAgent('seller') || !byAgent('buyer')) return null;
    if (market.allowsAgentForBothSides) return answer('consistent', '同一代理人代办买卖双方，该市场允许。');
    return answer('inconsistent', '同一代理人代办买卖双方，该市场不允许。', '请至少一方本人到场，并修改交易信息。');
  },
};
