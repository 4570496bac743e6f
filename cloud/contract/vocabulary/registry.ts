/** 代理证状态. */
export const certificateStates = {
  awaiting_verification: '待实人核验',
  in_force: '有效',
  suspended: '暂停',
  expired: '已到期',
  cancelled: '已注销',
} as const;

/** 企业状态 (domain.md 2.6). */
export const companyStates = { in_force: '有效', rectifying: '限期整改', suspended: '暂停', cancelled: '已注销' } as const;

/** 固定端状态. */
export const terminalStates = { in_force: '有效', suspended: '暂停', closed: '已关闭' } as const;

/** 停用原因 of a terminal's PC. */
export const deviceEndReasons = {
  replaced: '换了另一台电脑',
  reissued: '固定端补办，更换设备',
  closed: '固定端已关闭',
  withdrawn: '负责人停用',
  copied: '密钥被复制到另一台电脑或浏览器，系统自动停用',
} as const;

/** 登记对象: what the register keeps a stock of (CAP-A1, CAP-A5). */
export const registerSubjects = { company: '企业', certificate: '代理证', app: 'APP用户', terminal: '固定端' } as const;

/** 登记业务: the four services for each of the four, and the yearly renewal of a certificate (CAP-A1). */
export const requestKinds = {
  company_issue: '企业开户',
  company_change: '企业变更',
  company_reissue: '企业备案证明补办',
  company_cancel: '企业注销',
  company_manager: '企业负责人变更',
  certificate_issue: '代理证核发',
  certificate_change: '代理证变更',
  certificate_reissue: '代理证补办',
  certificate_renew: '代理证年度延期',
  certificate_cancel: '代理证注销',
  app_issue: 'APP开通',
  app_change: 'APP变更（换微信、支付宝账号）',
  app_reissue: 'APP补办（手机丢失）',
  app_cancel: 'APP注销',
  terminal_issue: '固定端开通',
  terminal_change: '固定端变更',
  terminal_reissue: '固定端补办（更换设备）',
  terminal_cancel: '固定端关闭',
} as const;

/** 业务申请状态. */
export const requestStates = {
  collecting: '待交材料',
  awaiting_decision: '待审核',
  approved: '已批准',
  refused: '已退回',
  withdrawn: '已撤回',
} as const;

/** 申请材料. */
export const evidenceKinds = {
  business_licence: '营业执照',
  application_form: '申请表（盖公章）',
  employment_proof: '在职证明（盖公章）',
  loss_statement: '遗失或损坏说明',
  closure_proof: '歇业、注销证明',
  authority_decision: '处理决定',
  other: '其他材料',
} as const;

/** 登记事项变动. */
export const registerActions = {
  issued: '核发',
  changed: '变更',
  reissued: '补办',
  renewed: '延期',
  suspended: '暂停',
  resumed: '恢复',
  ended: '注销',
} as const;

/** 事由: why something in the register changed; the first five are those of CAP-A4. */
export const registerReasons = {
  own_request: '自行申请',
  cleanup: '主体清理',
  sanction: '处罚取消',
  expired: '到期',
  replaced: '换人',
  declined: '本人不同意加入',
  personnel_left: '人员离职',
  new: '新办',
  verified: '实人核验通过',
  renewal: '年度延期',
  registration_changed: '登记事项变更',
  contact_changed: '联系方式变更',
  manager_changed: '负责人变更',
  account_changed: '更换账号',
  lost: '遗失',
  damaged: '损坏',
  device_replaced: '更换设备',
  investigation: '调查期间',
  licence_abnormal: '营业执照状态异常',
  rectification: '限期整改',
  points: '扣分达到暂停标准',
  measure: '按管理细则暂停',
  measure_rectification: '按管理细则限期整改',
  term_over: '暂停期满',
  decision: '处理决定',
} as const;

/** 营业执照状态 as the market regulator publishes it. */
export const licenceStates = {
  active: '存续',
  abnormal: '经营异常',
  suspended_business: '歇业',
  revoked: '吊销',
  deregistered: '注销',
  unknown: '未核查',
} as const;

/** 报告义务 (rule book art. 6: 30 days): its code is that of the violation which follows when it is not met. */
export const dutyKinds = { A01: '歇业、注销后办理企业注销', A02: '登记事项变更后办理企业变更' } as const;
export const dutyStates = { open: '待办', overdue: '已逾期', met: '已办结', lifted: '已解除' } as const;

/** 清理批次状态: two different persons. */
export const cleanupStates = { proposed: '待复核', executed: '已执行', refused: '已否决', outdated: '情况有变，已失效' } as const;

/** 执照导入状态. */
export const importStates = { checked: '待应用', refused: '有错误，未导入', applied: '已应用' } as const;

/** 站内信类别. */
export const messageKinds = {
  request: '登记申请',
  joining: '加入企业',
  certificate: '代理证',
  company: '企业',
  duty: '报告义务',
  cleanup: '主体资格清理',
  problem: '核查问题',
  violation: '违规与扣分',
  measure: '处理措施',
  dues: '会费',
  bill: '服务费账单',
  payment: '缴费与退款',
  bulletin: '月度通报',
  account: '账号与安全',
  privacy: '个人信息',
} as const;
