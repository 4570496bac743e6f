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
  glare: '证件上有反光，字看不清，请换个角度避开光源重拍。',
  cut_off: '证件没有拍全，请让四边都在画面内重拍。',
  screenshot: '这是截屏，不是现场拍摄的照片，请对着原件重拍。',
  format_unsupported: '这种照片格式不能使用（如 HEIC、SVG、动图），请用小程序内的相机重拍。',
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
  checks_running: '预检还在进行',
  rule_blocks: '预检发现问题',
} as const;
