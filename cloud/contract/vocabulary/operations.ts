/** 自愿备份的状态. */
export const marketBackupStates = { waiting: '等待制作', making: '正在制作', ready: '可以下载', failed: '没有做成', removed: '已删去' } as const;
