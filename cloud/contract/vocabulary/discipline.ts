/** 扣分对象 (domain.md 2.7). */
export const disciplineSubjects = { agent: '代理人', company: '企业', market: '市场', operator: '操作员' } as const;

/** 违规状态: told, decided or put aside; an appeal and its end stand beside it. */
export const violationStates = { noticed: '已告知', decided: '已决定', dismissed: '不予处理' } as const;

/** 违规来源. */
export const violationSources = { inspection: '核查问题单', duty: '逾期未办报告义务', correction: '逾期未改正', person: '工作人员发现' } as const;

/** 处理方式: 由指出改正为主逐步转为扣分 (CAP-D4). */
export const violationOutcomes = { correction: '指出改正', points: '扣分' } as const;

/** 申诉状态. */
export const appealStates = { open: '申诉中', upheld: '维持', changed: '变更', revoked: '撤销' } as const;

/** 措施 (CAP-D5). */
export const measureKinds = { warning: '警告', rectification: '限期整改', suspension: '暂停', cancellation: '取消' } as const;

/** 措施状态; a cancellation is proposed to the president meeting first. */
export const measureStates = { in_force: '执行中', proposed: '待会议决定', over: '期满', lifted: '提前解除', revoked: '已撤销', executed: '已执行' } as const;

/** 管理细则状态. */
export const ruleBookStates = { draft: '草稿', adopted: '已通过', withdrawn: '已撤回' } as const;

/** 评分颜色. */
export const scoreColours = { green: '良好', amber: '注意', red: '重点监管' } as const;
