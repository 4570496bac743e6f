import { answer } from './facts';
import type { Rule } from './rule';

/** The agent holds a 代理证 in force, of a company that may work, and is the person who is logged in, or who stands at the counter. */
export const certificateInForce: Rule = {
  code: 'T-08',
  version: 2,
  check({ agent, channel }) {
    if (!agent.isHolder) return answer('inconsistent', '办理人不是这张代理证的持证人。', '请由持证人本人登录办理。');
    if (!agent.companyInForce) return answer('inconsistent', '代理人所在企业不在有效状态。', '请先联系企业或协会秘书处恢复企业状态。');
    if (!agent.certificateInForce) return answer('inconsistent', '代理人的代理证不在有效状态。', '请先办理代理证恢复、延期或补办。');
    return answer('consistent', channel === 'fixed' ? '代理证有效，持证人由柜台当面核对。' : '代理证有效，由持证人本人办理。');
  },
};
