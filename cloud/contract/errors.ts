/**
 * Every error that the API can answer: its HTTP status and what the user reads.
 * Imports nothing, so that each client can show the same sentence without a word of its own.
 */
export const errors = {
  'request.invalid': [422, '填写的内容有误，请按提示修改。'],
  'request.not_json': [400, '请求格式不正确，请刷新后重试。'],
  'request.too_large': [413, '提交的内容太大，请分次提交。'],
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
  'registry.market_not_found': [422, '没有找到这个市场，请重新选择。'],

  'transaction.not_found': [404, '没有找到这笔交易，可能不属于您或已被取消。'],
  'transaction.wrong_state': [409, '交易状态已经变化，请刷新后再操作。'],
  'transaction.agent_for_both_sides': [422, '该市场不允许同一代理人同时代办买卖双方，请至少一方本人到场。'],
  'transaction.incomplete': [422, '还不能提交，请先补齐下列内容。'],
  'transaction.images_locked': [409, '交易已提交或完成，不能再更换照片。'],
  'transaction.slot_unknown': [422, '这笔交易不需要这种照片，请刷新拍照清单。'],
  'transaction.slot_full': [409, '这种照片已拍够，请先替换其中一张。'],
  'transaction.not_checked': [422, '还有照片没有看过，请逐张核对后再点完成。'],

  'image.not_found': [404, '没有找到这张照片。'],
  'image.not_arrived': [409, '照片还没有传到，请检查网络后重新上传。'],
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
