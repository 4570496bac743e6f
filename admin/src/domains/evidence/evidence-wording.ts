import { minuteOf } from '../../components/moments';
import type { Tone } from '../../components/tone-tag';
import type { DealEvidenceState, EvidenceVerification } from './evidence';

/** 存证状态 of a deal as label, tone and what it means. */
export const evidenceStates: Record<DealEvidenceState['state'], { label: string; tone: Tone; meaning: string }> = {
  none: { label: '未存证', tone: 'plain', meaning: '交易核对完成、冻结之后，自动写入存证日志。' },
  waiting: { label: '待入日志', tone: 'busy', meaning: '交易已冻结，正在写入存证日志，几秒内完成。' },
  logged: { label: '已入日志', tone: 'busy', meaning: '已写入存证日志，等待下一个检查点签名（每天一次）；签名后可以导出证据包、离线验证。' },
  checkpointed: { label: '已签名', tone: 'good', meaning: '已写入存证日志，并由签名的检查点覆盖；任何一张照片改动都能查出。' },
};

/** Groups of eight hexadecimal digits, as people compare them. */
export function hashGroups(hash: string): string[] {
  return hash.match(/.{1,8}/g) ?? [];
}

/** Whether the device's hash and the server's agree: null where the device told none. */
export function isUnchangedOnTheWay({ sha256, declaredSha256 }: Pick<DealEvidenceState['images'][number], 'sha256' | 'declaredSha256'>): boolean | null {
  return declaredSha256 === null ? null : declaredSha256 === sha256;
}

/** A verification in one word. */
export function verdictOf({ finishedAt, ok, found }: Pick<EvidenceVerification, 'finishedAt' | 'ok' | 'found'>): { label: string; tone: Tone } {
  if (finishedAt === null) return { label: '正在验证', tone: 'busy' };
  if (ok) return { label: '完好', tone: 'good' };
  return { label: found > 0 ? `发现 ${found} 处问题` : '没有验完', tone: 'bad' };
}

/** By whom and when: 2026-11-24 03:30 自动验证，12,034 张照片、1,003 条存证. */
export function verificationLine({ requestedBy, startedAt, pictures, leaves }: Pick<EvidenceVerification, 'requestedBy' | 'startedAt' | 'pictures' | 'leaves'>): string {
  const count = (number: number) => number.toLocaleString('zh-CN');
  return `${minuteOf(startedAt)} ${requestedBy ? `由${requestedBy}发起` : '每夜自动验证'}，${count(pictures)} 张照片、${count(leaves)} 条存证`;
}
