/** 宿主: the app inside which the mini-program runs. */
export const hosts = { wechat: '微信', alipay: '支付宝' } as const;

/** 告知同意的事项: what a person consents to, each by itself (PIPL art. 29, law.md R-L2). */
export const consentPurposes = {
  service: '个人信息处理规则',
  identity_documents: '姓名与身份证号核验',
  face: '人脸信息核验',
} as const;

/** 实人核验方式. */
export const verificationMethods = { alipay_face: '支付宝人脸核验', counter: '市场柜台核验' } as const;

/** 实人核验状态. */
export const verificationStates = {
  pending: '核验中',
  passed: '已通过',
  failed: '未通过',
  expired: '已超时',
} as const;

/** 小程序用户的身份: whoever has logged in; a company's manager may do all that an agent may. */
export const memberRoles = { agent: '代理人', company_manager: '企业负责人' } as const;

/** 员工岗位. System, security and audit lie with three persons: technician, security_officer, auditor (三员分立). */
export const staffRoles = {
  operator: '市场操作员',
  market_manager: '市场负责人',
  inspector: '核查员',
  clerk: '秘书处文员',
  finance: '财务',
  president: '会长',
  technician: '技术运维（系统管理）',
  security_officer: '安全管理员',
  auditor: '审计员',
  policy_adviser: '政策指导员',
} as const;

/** 员工账号状态. */
export const staffStates = {
  awaiting_confirmation: '待确认',
  active: '在用',
  suspended: '已停用',
  ended: '已注销',
} as const;

/** What can be done with an employee's account. */
export const staffActs = {
  confirm: '确认',
  suspend: '停用',
  resume: '恢复',
  unlock: '解锁',
  change_role: '变更岗位',
  end: '注销',
  reset_credentials: '重置登录凭据',
  see_sessions: '查看登录',
} as const;

/** What the first log-in asks for, in this order. */
export const staffSetupSteps = { password: '修改临时密码', second_factor: '设置第二因素', recovery_codes: '保存恢复码' } as const;

/** 停用账号的原因. */
export const suspensionReasons = {
  leave: '休假或暂时离岗',
  at_risk: '密码、手机或密钥可能失窃',
  suspected_misuse: '疑似违规使用，正在调查',
  by_request: '所在单位要求',
} as const;

/** 变更岗位的原因. */
export const roleChangeReasons = { transfer: '岗位调整', substitution: '临时顶岗', correction: '更正登记错误' } as const;

/** 注销账号的原因. */
export const staffEndReasons = {
  left: '离职',
  term_over: '任期或合作结束',
  not_confirmed: '不予确认',
  duplicate: '重复开立',
  misuse: '违规使用',
} as const;

/** 重置登录凭据的原因. */
export const credentialResetReasons = {
  password_forgotten: '忘记密码',
  factor_lost: '更换或丢失手机、密钥',
  at_risk: '密码、手机或密钥可能失窃',
  temporary_expired: '临时密码过期',
} as const;

/** Every role of the table of rights. */
export const roles = { ...memberRoles, ...staffRoles } as const;
