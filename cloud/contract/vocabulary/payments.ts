/** 资金: whose money it is, each with its own bank account and ledger (law.md R-F9, R-F10). */
export const funds = { dues: '会费', service_fee: '影像系统服务费' } as const;

/** 收款人: to whom each fund is paid. */
export const payees = { dues: '协会', service_fee: '管理公司' } as const;

/** 在线支付. */
export const paymentProviders = { wechat: '微信支付', alipay: '支付宝' } as const;

/** 缴费方式; 预收款抵缴 sets what was paid before, for another due or bill, against this one. */
export const paymentWays = { wechat: '微信支付', alipay: '支付宝', bank: '银行转账', cash: '现金', advance: '预收款抵缴' } as const;

/** 缴费事项. */
export const payableKinds = { due: '会费', bill: '服务费账单' } as const;

/** 支付订单状态 (transitions: `payments/order-states.ts`). */
export const orderStates = { opening: '下单中', waiting: '待支付', paid: '已支付', closed: '已关闭', failed: '下单失败' } as const;

/** 迟到款的处理: money that arrives after the order was closed, or for what was paid in another way meanwhile. */
export const lateOutcomes = { kept: '关单后到账，已计入欠款', refunded: '关单后到账或重复缴款，原路退回' } as const;

/** 退款状态. */
export const refundStates = { requested: '待复核', processing: '退款中', succeeded: '已退款', failed: '退款失败', refused: '复核未通过' } as const;

/** 现金收款状态: noted by one person, confirmed by another. */
export const cashStates = { noted: '待复核', confirmed: '已入账', refused: '已退回' } as const;

/** 票据: dues have the society's receipt, the service fee a VAT invoice of the management company (law.md R-F9). */
export const receiptKinds = { dues_receipt: '社会团体会费票据', vat_invoice: '增值税发票' } as const;
export const receiptStates = { issued: '已开具', void: '已作废' } as const;

/** 支付通知的处理. */
export const noticeOutcomes = { waiting: '待处理', applied: '已处理', repeated: '重复通知', refused: '与订单不符，未入账' } as const;
