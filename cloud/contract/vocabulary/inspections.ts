/** 核查事由: why a completed deal comes before an inspector; never shown to who decides. */
export const inspectionOrigins = { red: '规则命中', sample: '抽样', control: '对照样', requested: '指定核查' } as const;

/** 核查类别: the first look, a second one that knows nothing of the first, or the one that somebody in doubt asked for. */
export const lookKinds = { first: '初核', blind: '双盲复核', opinion: '第二意见' } as const;

/** 核查结论. */
export const lookVerdicts = { pass: '通过', doubt: '存疑', problem: '有问题' } as const;

/** 核查案件状态 (domain.md 2.6). */
export const inspectionStates = { waiting: '待核查', opinion: '待第二意见', passed: '核查通过', problem: '有问题' } as const;

/** 问题单状态 (CAP-B10). */
export const problemStates = { open: '待改正', corrected: '待复核', verified: '已改正', overdue: '逾期未改正', withdrawn: '已撤回' } as const;

/** 抽样计划状态. */
export const samplingPlanStates = { draft: '草稿', adopted: '已通过', withdrawn: '已撤回' } as const;
