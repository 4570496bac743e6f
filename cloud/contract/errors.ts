/**
 * Every error that the API can answer: its HTTP status and what the user reads.
 * Imports nothing, so that each client can show the same sentence without a word of its own.
 */
export const errors = {
  'request.invalid': [422, '填写的内容有误，请按提示修改。'],
  'request.not_json': [400, '请求格式不正确，请刷新后重试。'],
  'request.too_large': [413, '提交的内容太大，请分次提交。'],
  'request.not_binary': [415, '文件没有传完整或传送方式不正确，请刷新页面后重新上传。'],
  'request.file_type': [415, '只接受 .xlsx 或 .csv 表格。旧版 .xls、.et 请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。'],
  'request.not_found': [404, '没有找到您要的内容，可能已被取消或不属于您。'],
  'request.unauthenticated': [401, '登录已失效，请重新登录。'],
  'request.forbidden': [403, '您的岗位没有这项权限，如有需要请联系协会秘书处。'],
  'request.foreign_origin': [403, '请求来自其他网站，已拒绝。请从本系统页面操作。'],
  'request.rate_limited': [429, '操作太频繁，请稍等片刻再试。'],
  'request.idempotency_key_missing': [400, '缺少防重复提交编号，请刷新页面后重试。'],
  'request.idempotency_running': [409, '上一次提交还在处理，请稍候，不要重复点击。'],
  'request.idempotency_mismatch': [422, '同一提交编号的内容发生了变化，请刷新页面后重新提交。'],
  'server.internal': [500, '系统出现异常，您的资料没有丢失，请稍后重试；仍不行请把编号告诉协会。'],
  'server.unavailable': [503, '系统正忙或正在维护，请稍后重试。'],

  'provider.timeout': [504, '外部服务没有及时回应，请稍后重试。'],
  'provider.unavailable': [502, '外部服务暂时不可用，请稍后重试。'],
  'provider.rejected': [502, '外部服务拒绝了请求，请联系协会处理。'],
  'provider.untrusted_answer': [502, '外部服务的回应未通过验签，已丢弃，请稍后重试。'],

  'identity.code_invalid': [401, '登录凭证已失效，请重新打开小程序登录。'],
  'identity.wrong_credentials': [401, '用户名、密码或动态码不正确。'],
  'identity.login_locked': [429, '登录失败次数太多，这个用户名暂时锁定，请稍后再试。'],
  'identity.account_locked': [403, '一天内登录失败次数太多，这个账号已锁定，请联系安全管理员解锁。'],
  'identity.account_not_in_force': [403, '账号还没有经安全管理员确认，或已停用、到期，请联系安全管理员。'],
  'identity.temporary_password_expired': [403, '临时密码已过期，请联系技术运维重新发放。'],
  'identity.setup_required': [403, '请先完成首次登录的设置：修改密码、设置第二因素、保存恢复码。'],
  'identity.setup_order': [409, '请按顺序完成设置：先修改临时密码，再设置第二因素，最后保存恢复码。'],
  'identity.step_up_required': [403, '这项操作需要再次验证身份，请输入动态码后继续。'],
  'identity.second_factor_wrong': [422, '动态码或恢复码不正确，或已经用过，请用新的再试。'],
  'identity.second_factor_locked': [429, '验证失败次数太多，请10分钟后再试。'],
  'identity.totp_not_started': [409, '二维码已失效，请重新获取后再扫描。'],
  'identity.passkey_refused': [422, '通行密钥没有通过验证，请重试，或改用密码和动态码登录。'],
  'identity.passkey_known': [409, '这把通行密钥已经登记过。'],
  'identity.passkey_not_found': [404, '没有找到这把通行密钥，可能已被删除。'],
  'identity.last_second_factor': [409, '这是您唯一的第二因素，请先设置另一个再删除。'],
  'identity.session_not_found': [404, '没有找到这个登录，可能已经退出。'],
  'identity.staff_not_found': [404, '没有找到这个员工账号。'],
  'identity.staff_wrong_state': [409, '账号情况已经变化，请刷新后再操作。'],
  'identity.own_account': [403, '不能对自己的账号做这项操作，请由另一位同事办理。'],
  'identity.two_persons_required': [403, '开立或重置与确认必须由两个人分别办理。'],
  'identity.username_taken': [409, '这个用户名已被使用，请换一个。'],
  'identity.consent_required': [403, '需要您先阅读并同意相应的告知事项。'],
  'identity.consent_outdated': [409, '告知内容已更新，请重新阅读后确认。'],
  'identity.certificate_not_found': [404, '没有找到与姓名和身份证号一致的代理证申请。请核对填写，或请所在企业先向协会申请。'],
  'identity.person_not_claimed': [409, '请先填写姓名和身份证号。'],
  'identity.certificate_blocked': [409, '您的代理证目前不能核验，请联系所在企业或协会秘书处。'],
  'identity.verification_not_found': [404, '没有找到这次核验，可能已超时，请重新发起。'],
  'identity.verification_decided': [409, '这次核验已有结果，无需重复操作。'],
  'identity.already_verified': [409, '您已通过实人核验，无需重复核验。'],
  'identity.too_many_verifications': [429, '今天的人脸核验次数已用完，请到任一市场柜台凭身份证原件核验。'],

  'registry.certificate_not_in_force': [403, '您的代理证不在有效状态，暂时不能办理交易。'],
  'registry.company_not_found': [404, '没有找到这家企业，可能不属于您。'],
  'registry.certificate_not_found': [404, '没有找到这张代理证，可能不属于您。'],
  'registry.terminal_not_found': [404, '没有找到这个固定端，可能不属于您。'],
  'registry.company_exists': [409, '这家企业已经登记，请由企业负责人登录办理，或联系协会秘书处。'],
  'registry.company_not_in_force': [409, '企业不在有效状态，不能办理这项业务。'],
  'registry.person_holds_certificate': [409, '该人员已持有有效或待核验的代理证，须先办理注销，才能加入其他企业。'],
  'registry.person_manages_company': [409, '该人员已是一家企业的负责人。'],
  'registry.joining_not_accepted': [409, '请先确认加入该企业，再进行实人核验。'],
  'registry.nothing_to_accept': [409, '没有待您确认的加入申请。'],
  'registry.app_closed': [409, '您的APP使用资格已注销，如需恢复，请由企业负责人或协会秘书处申请“APP开通”。'],
  'registry.request_not_found': [404, '没有找到这项申请，可能不属于您。'],
  'registry.request_wrong_state': [409, '这项申请的状态已经变化，请刷新后再操作。'],
  'registry.request_pending': [409, '同一事项已有申请在办理中，请等待结果或先撤回。'],
  'registry.request_not_yours': [403, '这项业务不能由您申请，请由企业负责人、市场负责人或协会秘书处办理。'],
  'registry.evidence_missing': [422, '材料还不齐，请补齐后再提交。'],
  'registry.evidence_too_many': [409, '这项申请的材料已满20份，请先删去不需要的。'],
  'registry.two_persons_required': [403, '处罚类业务须由另一人审核，提出人不能批准自己的申请。'],
  'registry.evidence_not_found': [404, '没有找到这份材料。'],
  'registry.wrong_state': [409, '登记状态已经变化，请刷新后再操作。'],
  'registry.import_not_found': [404, '没有找到这次导入。'],
  'registry.import_wrong_state': [409, '这次导入不能应用：有错误，或已经应用过。请改正后重新导入。'],
  'registry.import_outdated': [409, '导入后名册有变化，或已应用了更新的名单，请重新上传文件。'],
  'registry.cleanup_not_found': [404, '没有找到这个清理批次。'],
  'registry.cleanup_same_person': [403, '批量清理须由另一人复核，提出人不能批准自己的批次。'],
  'registry.cleanup_decided': [409, '这个批次已经处理过。'],
  'registry.market_not_found': [422, '没有找到这个市场，请重新选择。'],

  'privacy.person_not_found': [404, '没有找到这个人，请核对身份证号或手机号；买卖当事人请到交易中查看。'],
  'privacy.person_erased': [410, '该人员的信息已依法删除，不能再查看。'],
  'privacy.field_absent': [404, '这里没有登记这项信息。'],
  'privacy.too_many_reveals': [429, '今天查看完整信息的次数已用完（每人每天20次），确有需要请联系安全管理员。'],
  'privacy.erasure_too_early': [409, '还不能删除：仍持有代理证、绑定小程序或担任企业负责人，或资料还在三年保存期内。'],
  'privacy.phone_shared': [409, '有多人登记了这个手机号，请改用身份证号查找。'],
  'privacy.erasure_same_person': [403, '删除申请须由另一人审批，提出人不能批准自己的申请。'],
  'privacy.erasure_not_found': [404, '没有找到这个删除申请。'],
  'privacy.erasure_decided': [409, '这个删除申请已经处理过。'],

  'transaction.not_found': [404, '没有找到这笔交易，可能不属于您或已被取消。'],
  'transaction.wrong_state': [409, '交易状态已经变化，请刷新后再操作。'],
  'transaction.agent_for_both_sides': [422, '该市场不允许同一代理人同时代办买卖双方，请至少一方本人到场。'],
  'transaction.incomplete': [422, '还不能提交，请先补齐下列内容。'],
  'transaction.images_locked': [409, '交易已提交或完成，不能再更换照片。'],
  'transaction.slot_unknown': [422, '这笔交易不需要这种照片，请刷新拍照清单。'],
  'transaction.slot_full': [409, '这种照片已拍够，请先替换其中一张。'],
  'transaction.not_checked': [422, '还有照片没有看过，请逐张核对后再点完成。'],

  'check.blocking': [422, '预检还有拦截的问题，请核对原件后逐条放行并写明理由，或退回补拍。'],
  'check.rule_silent': [409, '这条规则现在没有拦截这笔交易，请刷新后再看。'],
  'check.not_disputable': [409, '这类问题不能申请人工核对，请按提示补齐。'],
  'check.pack_not_found': [404, '没有找到这个规则包。'],
  'check.pack_exists': [409, '这个版本号已被使用，请换一个。'],
  'check.pack_wrong_state': [409, '规则包的状态不允许这项操作，请刷新后再看。'],
  'check.pack_same_person': [403, '规则包的制定人不能通过自己的规则包，请由另一位负责人通过。'],
  'check.replay_running': [409, '这个规则包正在重查历史，请等它完成。'],

  'evidence.not_checkpointed': [409, '这笔交易的存证还没有进入签名检查点（每天签发一次），请明天再导出。'],

  'spreadsheet.not_a_table': [422, '文件不是表格，请用 Excel 或 WPS 打开，另存为 .xlsx 后重新上传。'],
  'spreadsheet.old_format': [422, '这是旧版表格（.xls、.et 或 .xlsb），请用 Excel 或 WPS 打开，另存为 .xlsx 后重新上传。'],
  'spreadsheet.encrypted': [422, '表格设有打开密码，无法读取。请取消密码，另存为 .xlsx 后重新上传。'],
  'spreadsheet.damaged': [422, '表格文件不完整或已损坏，请重新另存为 .xlsx 后上传。'],
  'spreadsheet.too_large': [422, '表格展开后太大或内部结构异常，已拒绝读取。请把需要的数据复制到新建的表格，另存为 .xlsx 后上传。'],
  'spreadsheet.too_many_rows': [422, '表格超过10万行，请拆分成几个文件分别上传。'],
  'spreadsheet.list_too_long': [422, '名册太长，一次最多导出2万行。请缩小查询范围，分次导出。'],
  'spreadsheet.too_slow': [422, '表格太复杂，30秒内没有读完。请把需要的数据复制到新建的表格，另存为 .xlsx 后上传。'],

  'image.not_found': [404, '没有找到这张照片。'],
  'image.not_arrived': [409, '照片还没有传到，请检查网络后重新上传。'],
  'image.erased': [410, '该照片的当事人信息已依法删除。'],
  'image.damaged': [502, '这张照片在存储中已损坏或被改动，不能显示。请记下交易流水号并联系协会处理。'],
  'image.address_over': [404, '照片地址已失效，请回到交易页面重新打开照片。'],
  'storage.callback_untrusted': [403, '存储通知未通过验签。'],
} as const satisfies Record<string, readonly [status: number, text: string]>;

/** A code of the closed table of errors, `domain.reason`. */
export type ErrorCode = keyof typeof errors;

/** One thing that is wrong: `field` is the path in the request, such as `parties.0.idNumber`. */
export interface FieldError {
  field: string;
  message: string;
}

/** The body of every answer with a status of 400 or above. */
export interface ErrorBody {
  error: { code: ErrorCode; message: string; requestId: string; fields?: FieldError[]; details?: unknown };
}
