import { ProviderError } from '../../../adapters/provider-error';
import { NoDatabaseTools } from './database-tools';

/** Why a backup cannot be made, in Chinese, with what to do. */
export class BackupProblem extends Error {}

/** What failed, for the page and the alarm: what happened and what to do next. What is unexpected stands in the log. */
export function failureOf(error: unknown): string {
  if (error instanceof BackupProblem || error instanceof NoDatabaseTools) return error.message;
  if (error instanceof ProviderError && error.providerCode === 'no-space') return '备份存储的磁盘满了。请腾出空间或更换更大的磁盘，备份会自动再做。';
  if (error instanceof ProviderError) return `存储没有正常应答（${error.operation}${error.providerCode ? `，${error.providerCode}` : ''}）。请检查备份存储和影像存储的网络、密钥和空间；恢复后备份会自动再做。`;
  return '做备份时出错，没有做成，会自动再做。多次不成功时，请技术单位查看日志。';
}
