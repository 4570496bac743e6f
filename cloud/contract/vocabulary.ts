/** The closed lists of the trade, each with its Chinese term: the only place where these words stand. Imports nothing. */

/** 宿主: the app inside which the mini-program runs. */
export const hosts = { wechat: '微信', alipay: '支付宝' } as const;

/** 告知同意的事项: what a person consents to, each by itself (PIPL art. 29, law.md R-L2). */
export const consentPurposes = {
  service: '个人信息处理规则',
  identity_documents: '姓名与身份证号核验',
  face: '人脸信息核验',
} as const;

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

/** 业务类型. */
export const businesses = { city_transfer: '市内转移', moved_out: '转出', cross_region: '异地交易' } as const;

/** 交易状态. */
export const transactionStates = {
  capturing: '采集中',
  awaiting_check: '待核对',
  returned: '待补拍',
  completed: '已完成',
  cancelled: '已取消',
} as const;

/** 采集渠道. */
export const channels = { mobile: '移动端', fixed: '固定端' } as const;

/** 交易方. */
export const sides = { seller: '卖方', buyer: '买方' } as const;

/** 交易方性质. */
export const partyKinds = { person: '个人', unit: '单位' } as const;

/** 由谁到场办理. */
export const attendances = { present: '本人到场', agent: '代理人代办' } as const;

/** 影像状态. */
export const imageStates = {
  uploading: '上传中',
  accepted: '质检通过',
  rejected: '质检退回',
  returned: '核对退回',
  replaced: '已被替换',
  lost: '上传未完成',
} as const;

/** 影像质检问题: what the machine sees at once, each with what happened and what to do. */
export const imageProblems = {
  not_an_image: '收到的文件不是照片，请重新拍摄。',
  damaged: '照片文件不完整，请重新拍摄上传。',
  too_many_pixels: '照片尺寸过大，无法处理，请用小程序内的相机重拍。',
  too_small: '照片太小，字看不清，请靠近一些重拍。',
  blurred: '照片模糊，请拿稳手机、对焦后重拍。',
  dark: '照片太暗，请到亮处或打开闪光灯重拍。',
  overexposed: '照片过亮或反光，请换个角度避开光源重拍。',
  altered_in_transit: '照片在传输中发生变化，请重新上传。',
} as const;

/** 核对退回代码 (domain.md 2.8). */
export const returnCodes = {
  R01: '无照片、漏拍',
  R02: '不清楚（模糊、反光）',
  R03: '缺角、被遮挡',
  R04: '翻拍、屏拍',
  R05: '复印件',
  R06: '疑似修改',
  R07: '人证不符',
  R08: '证件过期',
  R09: '与其他证件不一致',
  R10: '不是要求的证件',
  R11: '缺公章、签字',
  R12: '车与证不符',
  R13: '其他（须写明原因）',
} as const;

/** What stands between a deal and its submission. */
export const gateProblems = {
  missing_photo: '缺少必拍照片',
  photo_uploading: '照片还在上传',
  photo_rejected: '照片需要重拍',
  missing_notice: '尚未告知当事人并取得同意',
  certificate_not_in_force: '代理证不在有效状态',
} as const;

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

/** 站内信类别. */
export const messageKinds = {
  request: '登记申请',
  joining: '加入企业',
  certificate: '代理证',
  company: '企业',
  duty: '报告义务',
  cleanup: '主体资格清理',
  account: '账号与安全',
  privacy: '个人信息',
} as const;

/** 审计动作. */
export const auditActions = {
  'identity.session_opened': '登录',
  'identity.session_closed': '退出登录',
  'identity.login_refused': '登录被拒绝',
  'identity.login_locked': '连续登录失败，锁定15分钟',
  'identity.account_locked': '一天内登录失败过多，账号锁定',
  'identity.session_revoked': '退出其他登录',
  'identity.stepped_up': '再次验证身份',
  'identity.password_changed': '修改密码',
  'identity.totp_set': '设置动态码',
  'identity.passkey_added': '登记通行密钥',
  'identity.passkey_removed': '删除通行密钥',
  'identity.recovery_codes_made': '生成恢复码',
  'identity.recovery_code_used': '使用恢复码',
  'identity.staff_opened': '开立员工账号',
  'identity.staff_confirmed': '确认员工账号',
  'identity.staff_suspended': '停用员工账号',
  'identity.staff_resumed': '恢复员工账号',
  'identity.staff_unlocked': '解除登录锁定',
  'identity.staff_role_changed': '变更员工岗位',
  'identity.staff_ended': '注销员工账号',
  'identity.credentials_reset': '重置登录凭据',
  'identity.consent_given': '同意告知事项',
  'identity.consent_withdrawn': '撤回同意',
  'identity.person_claimed': '填写姓名与身份证号',
  'identity.verification_started': '发起实人核验',
  'identity.verification_passed': '实人核验通过',
  'identity.verification_failed': '实人核验未通过',
  'identity.verification_expired': '实人核验超时',
  'registry.joining_accepted': '本人确认加入企业',
  'registry.joining_put_aside': '搁置加入邀请',
  'registry.request_opened': '提出登记申请',
  'registry.evidence_added': '上传申请材料',
  'registry.evidence_removed': '删去申请材料',
  'registry.evidence_viewed': '查看申请材料',
  'registry.request_submitted': '提交登记申请',
  'registry.request_withdrawn': '撤回登记申请',
  'registry.request_approved': '批准登记申请',
  'registry.request_refused': '退回登记申请',
  'registry.subject_issued': '登记核发',
  'registry.subject_changed': '登记变更',
  'registry.subject_reissued': '登记补办',
  'registry.subject_renewed': '登记延期',
  'registry.subject_suspended': '登记暂停',
  'registry.subject_resumed': '登记恢复',
  'registry.subject_ended': '登记注销',
  'registry.licences_imported': '导入营业执照状态',
  'registry.licences_applied': '应用营业执照状态',
  'registry.duty_opened': '产生报告义务',
  'registry.duty_reminded': '提醒报告义务',
  'registry.duty_overdue': '报告义务逾期',
  'registry.duty_met': '报告义务办结',
  'registry.letters_made': '生成告知函',
  'registry.cleanup_proposed': '提出批量清理',
  'registry.cleanup_executed': '执行批量清理',
  'registry.cleanup_refused': '否决批量清理',
  'registry.register_checked': '核对登记台账',
  'registry.list_exported': '导出登记名册',
  'transactions.created': '新建交易',
  'transactions.changed': '修改交易信息',
  'transactions.party_notified': '当事人已阅读告知并同意',
  'transactions.upload_permitted': '开始上传照片',
  'transactions.image_accepted': '照片质检通过',
  'transactions.image_rejected': '照片质检退回',
  'transactions.image_lost': '照片上传未完成',
  'transactions.image_viewed': '查看照片',
  'transactions.submitted': '提交核对',
  'transactions.returned': '退回补拍',
  'transactions.completed': '核对完成',
  'transactions.cancelled': '取消交易',
  'transactions.voucher_issued': '查看核对凭证',
  'privacy.person_looked_up': '查找自然人',
  'privacy.field_revealed': '查看完整信息',
  'privacy.erasure_requested': '申请删除个人信息',
  'privacy.erasure_approved': '批准删除个人信息',
  'privacy.erasure_refused': '否决删除个人信息',
  'audit.verification_requested': '要求校验审计日志',
  'audit.verification_passed': '审计日志校验完好',
  'audit.verification_failed': '审计日志校验发现异常',
  'audit.exported': '导出审计日志',
} as const;

/** 审计对象: what an act was done to. */
export const auditSubjects = {
  account: '小程序账号',
  person: '自然人',
  staff: '员工',
  verification: '实人核验',
  company: '企业',
  certificate: '代理证',
  app: 'APP用户',
  terminal: '固定端',
  request: '登记申请',
  duty: '报告义务',
  licence_import: '执照导入',
  cleanup: '清理批次',
  register: '登记台账',
  transaction: '交易',
  audit: '审计日志',
} as const;

/** 审计中的字段: what an act can change, by the name of the field. */
export const auditFields = {
  state: '状态',
  vin: '车架号',
  plate: '车牌',
  mortgaged: '抵押中',
  parties: '交易方',
  submittedAt: '提交时间',
  completedAt: '完成时间',
  completedBy: '核对人',
  imagesDigest: '影像指纹',
  method: '方式',
  reason: '原因',
  issuedOn: '发证日期',
  expiresOn: '到期日期',
  suspendedUntil: '暂停至',
  edition: '第几次制证',
  location: '地点',
  lockedAt: '锁定时间',
  number: '编号',
  name: '名称',
  username: '用户名',
  role: '岗位',
  marketId: '市场',
  companyId: '企业',
  personId: '自然人',
  endsOn: '截止日期',
  idNumber: '身份证号',
  phone: '手机号',
  creditCode: '统一社会信用代码',
  licenceState: '营业执照状态',
  licenceExpiresOn: '营业执照到期日',
  address: '地址',
} as const;

/** 审计中的岗位: every role of the table of rights, and the system's own jobs. */
export const auditRoles = { ...roles, system: '自动任务' } as const;

/** 校验发现的异常: what the nightly verification of the audit log can find. */
export const auditFindings = {
  row_changed: '记录被改动',
  row_removed: '记录被删除',
  row_inserted: '混入未入链的记录',
  row_backdated: '倒填时间的记录',
  link_broken: '链接被改动',
  links_missing: '链的中间缺失',
  tail_truncated: '链尾被截断',
  chain_replaced: '链被整体替换',
  checkpoint_forged: '检查点签名不符',
  checkpoint_missing: '检查点被删除',
} as const;
