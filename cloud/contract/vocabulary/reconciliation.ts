/** 对账来源. */
export const statementSources = { wechat: '微信支付账单', alipay: '支付宝账单', bank: '银行对账单' } as const;

/** 对账单明细: of a provider's bill, or of a bank statement. */
export const statementLineKinds = { payment: '收款', refund: '退款', bank_in: '来款', bank_out: '付款' } as const;

/** 对账结果. */
export const statementLineStates = { matched: '自动匹配', open: '待处理', decided: '人工处理' } as const;

/** 差异. */
export const differenceKinds = {
  unknown_payment: '平台有收款，系统无订单',
  missing_payment: '系统已收款，平台账单没有',
  wrong_amount: '金额不符',
  unknown_refund: '平台有退款，系统没有',
  missing_refund: '系统已退款，平台账单没有',
  double_payment: '同一订单重复收款',
  unidentified_in: '来款对不上',
  unidentified_out: '付款对不上',
} as const;

/** 处理方式 of what did not match by itself. */
export const reconciliationDecisions = {
  payable: '计入应缴款',
  payout: '支付平台结算到账',
  expense: '已批准费用的付款',
  cash_banked: '现金存入',
  bank_charge: '银行手续费',
  interest: '银行利息',
  suspense: '转入待查款项',
  returned: '来款已原路退回',
  accept_provider: '按平台账单补记',
  explained: '次日到账或平台更正，已说明',
} as const;
