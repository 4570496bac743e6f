/** 会计科目: the chart of accounts; each account belongs to one fund, some to one payer and one document. */
export const ledgerAccounts = {
  bank: '银行存款',
  cash: '库存现金',
  wechat_clearing: '微信支付待结算',
  alipay_clearing: '支付宝待结算',
  receivable: '应收款',
  suspense: '待查款项',
  advance: '预收款',
  refund_payable: '应付退款',
  net_assets: '期初净资产',
  income: '收入',
  interest: '利息收入',
  provider_charges: '支付平台手续费',
  bank_charges: '银行手续费',
  expense_staff: '人员费用',
  expense_system: '系统开发与升级',
  expense_storage: '存储与云服务',
  expense_maintenance: '技术保障与运维',
  expense_office: '办公费用',
  expense_meetings: '会议与活动',
  expense_other: '其他支出',
} as const;

/** 科目类别. */
export const accountClasses = { asset: '资产', liability: '负债', net_assets: '净资产', income: '收入', expense: '支出' } as const;

/** 费用科目: what money may be spent on. */
export const expenseHeads = {
  expense_staff: '人员费用',
  expense_system: '系统开发与升级',
  expense_storage: '存储与云服务',
  expense_maintenance: '技术保障与运维',
  expense_office: '办公费用',
  expense_meetings: '会议与活动',
  expense_other: '其他支出',
} as const;

/** 记账事由. */
export const bookingKinds = {
  opening: '期初余额',
  due_raised: '会费应收',
  due_cancelled: '会费撤销',
  bill_published: '账单应收',
  bill_voided: '账单作废',
  order_paid: '在线支付',
  late_paid: '关单后到账',
  advance_applied: '预收款抵缴',
  refund_approved: '退款复核',
  refund_paid: '退款到账',
  refund_failed: '退款失败',
  cash_received: '现金收款',
  bank_received: '银行到账',
  bank_unknown: '来款待查',
  suspense_resolved: '待查款项处理',
  cash_banked: '现金存入银行',
  payout: '支付平台结算',
  provider_charge: '支付平台手续费',
  provider_difference: '支付平台差错',
  expense_paid: '费用支付',
  bank_charge: '银行手续费',
  interest: '银行利息',
  returned: '退回来款',
  correction: '更正冲回',
} as const;

/** 费用申请状态: asked for by one person, approved by another, paid when the bank's line is matched. */
export const expenseStates = { submitted: '待审批', approved: '已批准，待付款', paid: '已付款', refused: '未批准', withdrawn: '已撤回' } as const;

/** 月结状态. */
export const monthStates = { open: '未月结', closed: '已月结' } as const;
