import { backupKinds, backupStates, drillStates } from '@yongche/contract/vocabulary';
import { countOf } from '../../components/counts';
import { minuteOf, waitOf } from '../../components/moments';
import type { Tone } from '../../components/tone-tag';
import { lengthOf } from './monitoring-wording';
import type { Drill, SystemBackup, TierState } from './safekeeping';

interface Tag {
  label: string;
  tone: Tone;
}

/** How a tier stands, in one word. A market's backup is as it likes and never late. */
export function tierTag({ tier, isConfigured, isLate, lastReadyAt, lastFailedAt }: TierState): Tag {
  if (!isConfigured) return { label: '没有设置', tone: 'warn' };
  if (isLate) return { label: '逾期', tone: 'bad' };
  if (lastFailedAt && (!lastReadyAt || lastFailedAt > lastReadyAt)) return { label: '最近一次失败', tone: 'warn' };
  if (!lastReadyAt) return { label: '还没有做过', tone: 'plain' };
  return { label: tier === 'market' ? '有市场备份' : '按时', tone: 'good' };
}

/** `3小时5分前`. */
export const agoOf = (at: string, now: number): string => `${waitOf(at, now)}前`;

const backupTones: Record<SystemBackup['state'], Tone> = { running: 'busy', ready: 'good', failed: 'bad', removed: 'over' };

/** How a backup's state is shown. */
export const backupTag = ({ state }: Pick<SystemBackup, 'state'>): Tag => ({ label: backupStates[state], tone: backupTones[state] });

/** What a backup is of: the kind, and of an archive its month. */
export const kindOf = ({ kind, month }: Pick<SystemBackup, 'kind' | 'month'>): string => (month ? `${month} ${backupKinds[kind]}` : backupKinds[kind]);

const units: Record<SystemBackup['kind'], string> = { database: '行', changes: '个文件', pictures: '张新照片', archive: '笔交易' };

/** How much is in it, in the unit of its kind. */
export const contentOf = ({ kind, items }: Pick<SystemBackup, 'kind' | 'items'>): string => `${countOf(items)} ${units[kind]}`;

const drillTones: Record<Drill['state'], Tone> = { running: 'busy', passed: 'good', differs: 'bad', refused: 'bad', failed: 'warn' };

/** How long a backup took; the changes of a day come one by one, so of them it is the last that counts. */
export function courseOf({ kind, startedAt, endedAt }: Pick<SystemBackup, 'kind' | 'startedAt' | 'endedAt'>): string {
  if (!endedAt) return '进行中';
  return kind === 'changes' ? `最近 ${minuteOf(endedAt).slice(11)}` : `用时${lengthOf((Date.parse(endedAt) - Date.parse(startedAt)) / 1000)}`;
}

/** How a drill's state is shown. */
export const drillTag = ({ state }: Pick<Drill, 'state'>): Tag => ({ label: drillStates[state], tone: drillTones[state] });

/** How long a drill took, or has run by now. */
export const drillLength = ({ startedAt, endedAt }: Pick<Drill, 'startedAt' | 'endedAt'>, now: number): string =>
  lengthOf(Math.max(0, (endedAt ? Date.parse(endedAt) : now) - Date.parse(startedAt)) / 1000);

/** What a drill has shown, for somebody who does not know databases, and what is to be done. */
export function drillSentence(drill: Drill, now: number): string {
  const took = drillLength(drill, now);
  const differences = drill.checks.reduce((sum, { differences: own }) => sum + own.length, 0);
  switch (drill.state) {
    case 'running':
      return `正在把备份恢复到空的数据库和存储里，并逐项核对，已用${took}。业务不受影响，可以离开本页。`;
    case 'passed':
      return `照备份能恢复：行数、金额、照片指纹全部一致，用时${took}。`;
    case 'differs':
      return `恢复出来的内容与备份时不一致，有${countOf(differences)}处差异，用时${took}。请技术单位查明原因，立即备份一次，再演练一次。`;
    case 'refused':
      return `这份备份不能用：${closed(drill.failure ?? '没有通过核对')}请技术单位查明原因，立即备份一次，再演练一次。`;
    case 'failed':
      return `演练没有做成，备份能不能恢复还不知道：${closed(drill.failure ?? '中途停下了')}请技术单位处理后再演练一次。`;
  }
}

/** A sentence with its full stop. */
const closed = (words: string) => (/[。！？]$/.test(words) ? words : `${words}。`);

/** What was restored: `1,234行，56笔交易，789张照片`. */
export const restoredOf = ({ rows, deals, pictures }: Pick<Drill, 'rows' | 'deals' | 'pictures'>): string => `${countOf(rows)}行数据，${countOf(deals)}笔交易，${countOf(pictures)}张照片`;

/** What a disaster at the drill's start would have lost. */
export function lossOf({ lossSeconds }: Pick<Drill, 'lossSeconds'>): string | undefined {
  if (lossSeconds === null) return undefined;
  return lossSeconds === 0 ? '不丢数据' : `最近${lengthOf(lossSeconds)}的数据`;
}

/** Each step once with all that it took, in the order in which they began: the pictures come back in two goes. */
export function stepsOf(steps: Drill['steps']): Drill['steps'] {
  const sums = new Map<Drill['steps'][number]['step'], number>();
  for (const { step, milliseconds } of steps) sums.set(step, (sums.get(step) ?? 0) + milliseconds);
  return [...sums].map(([step, milliseconds]) => ({ step, milliseconds }));
}

/** A step that took less than a second says so in thousandths. */
export const stepLength = (milliseconds: number): string => (milliseconds < 1000 ? `${milliseconds}毫秒` : milliseconds < 60_000 ? `${(milliseconds / 1000).toFixed(1)}秒` : lengthOf(milliseconds / 1000));

/** Where a list says who asked for it: a person, or the schedule. */
export const askerOf = (startedBy: string | null): string => startedBy ?? '按计划';

/** A moment and how long ago, or that there was none. */
export const lastOf = (at: string | null, now: number): { at: string; ago: string } | undefined => (at ? { at: minuteOf(at), ago: agoOf(at, now) } : undefined);
