/** 可逐项查看的信息. */
export const revealedFields = {
  name: '姓名',
  idNumber: '身份证号',
  phone: '手机号',
  delegateName: '经办人姓名',
  delegateIdNumber: '经办人身份证号',
} as const;

/** 删除申请的状态. */
export const erasureStates = { requested: '待审批', approved: '已删除', refused: '已否决' } as const;

/** 谁提出删除申请. */
export const erasureAskers = { person: '本人', clerk: '秘书处代为提出' } as const;
