import type { AnswerOf } from '@yongche/contract';

export type CleanupItem = AnswerOf<'GET /cleanup-items'>['items'][number];
export type CleanupBatch = AnswerOf<'GET /cleanup-batches/:id'>;
type CleanupFigures = CleanupBatch['figures'];
export type LicenceImport = AnswerOf<'GET /licence-imports/:id'>;

/** What a clean-up ends, each with its unit, in the order in which it is told. */
export const cleanupParts: Record<keyof CleanupFigures, [name: string, unit: string]> = {
  companies: ['企业', '家'],
  certificates: ['代理证', '张'],
  apps: ['APP用户', '户'],
  sessions: ['登录', '个'],
};

/** 将注销企业 91 家、代理证 262 张、APP用户 240 户，结束登录 12 个。 */
export function figuresSentence({ companies, certificates, apps, sessions }: CleanupFigures): string {
  return `注销企业 ${companies} 家、代理证 ${certificates} 张、APP用户 ${apps} 户，结束登录 ${sessions} 个`;
}

/** 清理建议, by how grave the state of the licence is. */
export const severities = { cancel: '建议注销', suspend: '建议暂停', remind: '先提醒' } as const satisfies Record<CleanupItem['severity'], string>;

/** What the chosen companies hold, from their rows of the work list; logins are counted by the server only. */
export function holdingsOf(items: CleanupItem[]): Omit<CleanupFigures, 'sessions'> {
  const sum = (of: (item: CleanupItem) => number) => items.reduce((total, item) => total + of(item), 0);
  return { companies: items.length, certificates: sum(({ certificates }) => certificates), apps: sum(({ apps }) => apps) };
}

const maxFileBytes = 20_000_000;

/** Why a file cannot be the regulator's list, before it travels; undefined where it can. */
export function fileProblem({ name, size }: Pick<File, 'name' | 'size'>): string | undefined {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  if (ending === 'xls' || ending === 'et') return `“${name}”是旧格式，请在 Excel 或 WPS 中另存为 .xlsx 后再上传。`;
  if (ending !== 'xlsx' && ending !== 'csv') return `“${name}”不是表格，请上传 .xlsx 或 .csv 文件。`;
  if (size === 0) return `“${name}”是空文件，请检查后重新选择。`;
  if (size > maxFileBytes) return `“${name}”超过20MB，请删去无关的列，或分成几个文件。`;
  return undefined;
}
