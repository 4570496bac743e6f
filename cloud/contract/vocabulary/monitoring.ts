/** 监测指标: what is read of machines and of the service as a whole. */
export const monitorIndicators = {
  cpu: 'CPU使用率',
  memory: '内存使用率',
  tcp: 'TCP连接数',
  net_in: '入带宽',
  net_out: '出带宽',
  disk_read: '磁盘读取',
  disk_write: '磁盘写入',
  database_write: '数据库写入用时',
  upload_p95: '照片上传用时',
  reading_age: '照片等待识别',
  queue_age: '后台任务等待',
  dead_jobs: '没有办成的后台任务',
  error_rate: '出错的请求',
  storage_failing: '照片存储连续失败',
  provider_failing: '外部服务连续失败',
  machine_silent: '服务器失去联系',
  database_failing: '数据库连不上',
  backup_late: '备份逾期',
  originals_wrong: '有问题的影像原件',
  drill_late: '恢复演练逾期或未通过',
  storage_share: '存储占用',
} as const;

/** 单位 of each indicator. */
export const monitorUnits = {
  cpu: 'percent',
  memory: 'percent',
  tcp: 'count',
  net_in: 'bytes_per_second',
  net_out: 'bytes_per_second',
  disk_read: 'bytes_per_second',
  disk_write: 'bytes_per_second',
  database_write: 'milliseconds',
  upload_p95: 'milliseconds',
  reading_age: 'seconds',
  queue_age: 'seconds',
  dead_jobs: 'count',
  error_rate: 'percent',
  storage_failing: 'seconds',
  provider_failing: 'seconds',
  machine_silent: 'seconds',
  database_failing: 'seconds',
  backup_late: 'seconds',
  originals_wrong: 'count',
  drill_late: 'seconds',
  storage_share: 'percent',
} as const satisfies Record<keyof typeof monitorIndicators, 'percent' | 'count' | 'bytes_per_second' | 'milliseconds' | 'seconds'>;

/** 运行状态 as the secretariat reads it. */
export const serviceStates = { normal: '正常', slow: '变慢', down: '中断' } as const;

/** What of the system somebody uses. */
export const serviceParts = {
  use: '登录与办理业务',
  pictures: '照片上传',
  checks: '照片自动识别',
  work: '通知、账单等后台工作',
  outside: '微信、支付宝等外部服务',
  machines: '服务器',
  safekeeping: '备份与存储',
} as const;

/** 告警规则: what each one means to people at work, and what they are to do. Thresholds are data. */
export const alarmRules = {
  database_down: { name: '数据库连不上', part: 'use', meaning: '系统读不到、也存不下数据。', advice: '请暂停办理。采集台和手机上已拍的照片不会丢，恢复后会自动补传。' },
  errors_many: { name: '大量请求出错', part: 'use', meaning: '多数操作办不成。', advice: '请暂停办理，等技术单位恢复。没有提示成功的操作，恢复后再做一次，不会重复。' },
  errors_some: { name: '部分请求出错', part: 'use', meaning: '有的操作会提示“系统出现异常”。', advice: '可以继续办理，出错时重试一次；仍不行，请把提示里的编号告诉技术单位。' },
  database_slow: { name: '数据库变慢', part: 'use', meaning: '打开页面、保存都比平时慢。', advice: '可以继续办理，请不要重复点击。' },
  storage_down: { name: '照片存储连不上', part: 'pictures', meaning: '照片暂时传不上来，也看不了。', advice: '可以继续拍照，照片先留在手机或采集台里，恢复后自动上传。' },
  uploads_slow: { name: '照片上传变慢', part: 'pictures', meaning: '照片要等比平时更久才传完。', advice: '可以继续拍照，请等“已上传”再离开。' },
  reading_late: { name: '照片识别积压', part: 'checks', meaning: '预检结果出得慢。', advice: '可以继续办理；急办的交易请由柜台人工核对。' },
  queue_stuck: { name: '后台任务停住', part: 'work', meaning: '通知、账单和到期提醒都停下了。', advice: '当面的业务可以继续，缴费到账等结果会晚些显示，请不要重复缴费。' },
  queue_late: { name: '后台任务积压', part: 'work', meaning: '通知和到账结果比平时晚。', advice: '可以继续办理，请稍后再看结果。' },
  dead_jobs: { name: '有后台任务多次失败', part: 'work', meaning: '有少数通知或结果没有办成。', advice: '不影响其他业务，由技术单位处理。' },
  provider_down: { name: '外部服务连不上', part: 'outside', meaning: '登录、实人核验、缴费等要用到对方服务的操作可能失败。', advice: '不用对方服务的业务可以继续；急办的到市场柜台办理。' },
  machine_silent: { name: '服务器失去联系', part: 'machines', meaning: '有一台服务器没有回应。', advice: '其他服务器会接着办理；如果页面打不开，请联系技术单位。' },
  cpu_high: { name: 'CPU使用率过高', part: 'machines', meaning: '服务器很忙，操作可能变慢。', advice: '可以继续办理。' },
  memory_high: { name: '内存使用率过高', part: 'machines', meaning: '服务器内存快用满了，操作可能变慢。', advice: '可以继续办理。' },
  tcp_high: { name: 'TCP连接过多', part: 'machines', meaning: '同时连接的人很多，打开页面可能变慢。', advice: '可以继续办理。' },
  net_in_high: { name: '入带宽过高', part: 'machines', meaning: '传入的数据接近线路上限，上传可能变慢。', advice: '可以继续办理。' },
  net_out_high: { name: '出带宽过高', part: 'machines', meaning: '传出的数据接近线路上限，打开页面可能变慢。', advice: '可以继续办理。' },
  disk_read_high: { name: '磁盘读取过高', part: 'machines', meaning: '磁盘很忙，查询可能变慢。', advice: '可以继续办理。' },
  disk_write_high: { name: '磁盘写入过高', part: 'machines', meaning: '磁盘很忙，保存可能变慢。', advice: '可以继续办理。' },
  backup_late: { name: '备份逾期', part: 'safekeeping', meaning: '该做的备份没有按时做成。业务不受影响，但这时机器损坏会多丢数据。', advice: '可以继续办理，由技术单位处理。' },
  originals_wrong: { name: '影像原件有问题', part: 'safekeeping', meaning: '每日备份时发现有影像丢失、被改动或读不出来。', advice: '可以继续办理，由技术单位立即核对，并从备份恢复。' },
  drill_late: { name: '恢复演练逾期或未通过', part: 'safekeeping', meaning: '最近没有证明备份能恢复。业务不受影响。', advice: '可以继续办理，由技术单位处理。' },
  storage_70: { name: '存储占用达到70%', part: 'safekeeping', meaning: '存储空间用了七成以上，应当安排扩容或搬迁。', advice: '可以继续办理，由技术单位安排扩容。' },
  storage_85: { name: '存储占用达到85%', part: 'safekeeping', meaning: '存储空间快要用满。', advice: '可以继续办理，技术单位应尽快扩容。' },
  storage_95: { name: '存储占用达到95%', part: 'safekeeping', meaning: '存储空间就要用满，用满后照片传不上来。', advice: '可以继续拍照，请催技术单位立即扩容。' },
} as const satisfies Record<string, { name: string; part: keyof typeof serviceParts; meaning: string; advice: string }>;

/** 告警的状态: a `pending` one has not lasted long enough to be one. */
export const alarmStates = { pending: '观察中', raised: '告警中', ended: '已解除' } as const;

/** 告警通知的结果: by the log alone, or by the group's robot too. */
export const alarmTellings = { waiting: '待发送', sent: '已发群', failed: '没有发出', log_only: '仅写日志' } as const;

/** 事件的状态. */
export const incidentStates = { open: '待响应', acknowledged: '处理中', repaired: '已修复' } as const;

/** 外部服务. */
export const outsideServices = {
  alipay: '支付宝',
  wechat: '微信',
  'wechat-pay': '微信支付',
  oss: '照片存储',
  ocr: '文字识别',
  tsa: '时间戳机构',
  groups: '群机器人',
} as const;

/** 外部服务为什么失败. */
export const providerFailures = { timeout: '没有及时答复', unavailable: '连不上或出错', untrusted_answer: '答复不可信' } as const;
