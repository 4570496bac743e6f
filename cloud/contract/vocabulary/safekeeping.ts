/** 备份层级 (CAP-C2): by the technical unit each day, by the association each month, by each market as it likes. */
export const backupTiers = { daily: '技术单位每日备份', monthly: '协会每月归档', market: '市场自愿备份' } as const;

/** 备份的种类: the database as a whole, its changes since, pictures that came since, or a month's deals sealed for the association. */
export const backupKinds = { database: '数据库', changes: '数据库增量', pictures: '影像', archive: '月度归档' } as const;

/** 备份的状态. */
export const backupStates = { running: '进行中', ready: '完成', failed: '失败', removed: '已到期删除' } as const;

/** 恢复演练的状态: `differs` where what came back is not what was backed up. */
export const drillStates = { running: '进行中', passed: '一致', differs: '有差异', refused: '备份不可用', failed: '没有做成' } as const;

/** 恢复演练核对的内容. */
export const drillChecks = {
  manifest: '备份清单的签名',
  files: '备份文件的大小和指纹',
  rows: '各表行数',
  sums: '各表内容校验',
  ledger: '总账借贷合计',
  audit_chain: '审计日志链',
  evidence_log: '存证日志与检查点',
  pictures: '照片的指纹',
  moment: '恢复到指定时刻',
} as const;

/** 恢复演练的步骤, each with the time that it took. */
export const drillSteps = {
  find: '查找备份、核对清单',
  fetch: '取回备份、核对文件',
  open: '准备空的数据库',
  restore: '恢复数据库',
  compare: '与清单比较',
  replay: '重放增量',
  walk: '核对审计链和存证日志',
  pictures: '恢复照片并核对',
} as const;

/** 存储的内容, by what is kept for how long (留存类别). */
export const storageClasses = {
  pictures: '交易影像',
  thumbnails: '缩略图',
  papers: '登记材料',
  evidence: '存证与审计检查点',
  market_backups: '市场自愿备份文件',
  notices: '通报图片和小程序码',
  incoming: '未收讫的上传',
} as const;

/** 存储类型 of OSS (生命周期): what is seldom read lies cheaper. */
export const storageTiers = { standard: '标准', ia: '低频', archive: '归档' } as const;

/** 存储搬迁的阶段. */
export const moveStates = {
  copying: '双写并复制',
  verifying: '逐个核对',
  ready: '可以切换',
  switched: '已切换，仍双写，可退回',
  done: '已完成',
  cancelled: '已取消',
} as const;

/** 到期销毁的状态. */
export const disposalStates = { proposed: '待批准', approved: '销毁中', done: '已销毁', refused: '不批准' } as const;
