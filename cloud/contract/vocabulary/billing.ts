/** 收费标准状态. */
export const tariffStates = { draft: '草稿', adopted: '已通过', withdrawn: '已撤回' } as const;

/** 计量: one charge per completed deal, and its reversal. */
export const meterKinds = { charge: '计量', reversal: '冲减' } as const;

/** 不计费的原因. */
export const meterExemptions = { redone: '重办，不再计费', channel: '该采集渠道不收费', no_tariff: '没有生效的收费标准' } as const;

/** 账单状态: drafted by one person, checked by another, then published. */
export const billStates = { draft: '待复核', checked: '已复核，待发布', published: '已发布', void: '已作废' } as const;

/** 账单明细. */
export const billLineKinds = { usage: '本期车辆', adjustment: '往期补计', reversal: '冲减', carried: '上期结转' } as const;
