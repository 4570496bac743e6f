import { moveStates, storageTiers } from '@yongche/contract/vocabulary';
import { countOf } from '../../components/counts';
import type { Tone } from '../../components/tone-tag';
import { bytesOf, lengthOf } from './monitoring-wording';
import type { StorageMove, StorageSpace } from './storage';

type StorageClass = StorageSpace['classes'][number];

/** 81.2%, from hundredths of a per cent; to one place, as the alarms say it. */
export const shareOf = (hundredths: number): string => (hundredths > 0 && hundredths < 10 ? '不到0.1%' : `${(hundredths / 100).toFixed(1)}%`);

/** The tone of a filling: from 70 % on it is to be planned for, from 85 % on it is urgent. */
export const shareTone = (hundredths: number): Tone => (hundredths >= 8500 ? 'bad' : hundredths >= 7000 ? 'warn' : 'good');

/** 生命周期: `30天后低频，365天后归档`. */
export const lifecycleOf = ({ lifecycle }: Pick<StorageClass, 'lifecycle'>): string =>
  lifecycle.length === 0 ? '一直为标准' : lifecycle.map(({ tier, afterDays }) => (afterDays === 0 ? storageTiers[tier] : `${countOf(afterDays)}天后${storageTiers[tier]}`)).join('，');

/** The states of a move in the order in which it goes through them. */
const course = ['copying', 'verifying', 'ready', 'switched', 'done'] as const satisfies StorageMove['state'][];

/** The steps of a move, and which of them lie behind it. */
export function stepsOf({ state }: Pick<StorageMove, 'state'>): { label: string; standing: 'done' | 'now' | 'ahead' }[] {
  const at = state === 'cancelled' ? -1 : course.indexOf(state);
  const names: Record<(typeof course)[number], string> = { copying: '双写并复制', verifying: '逐个核对', ready: '可以切换', switched: '已切换', done: '完成' };
  return course.map((one, index) => ({ label: names[one], standing: index < at || (state === 'done' && index === at) ? 'done' : index === at ? 'now' : 'ahead' }));
}

const moveTones: Record<StorageMove['state'], Tone> = { copying: 'busy', verifying: 'busy', ready: 'warn', switched: 'warn', done: 'good', cancelled: 'over' };

/** How a move's state is shown. */
export const moveTag = ({ state }: Pick<StorageMove, 'state'>): { label: string; tone: Tone } => ({ label: moveStates[state], tone: moveTones[state] });

/** Where a move stands and what is to be done next. */
export function moveSentence({ state, from, to, copied, verified, objects, differing, settledAt }: StorageMove): string {
  switch (state) {
    case 'copying':
      return `新照片同时写入两边，旧照片正在后台复制，已复制${countOf(copied)}个，共${countOf(objects)}个。业务不停，可以离开本页。`;
    case 'verifying':
      return `复制完了，正在逐个核对大小和指纹，已核对${countOf(verified)}个，共${countOf(objects)}个${differing > 0 ? `；其中${countOf(differing)}个不一致，已重新复制` : ''}。`;
    case 'ready':
      return `两边的${countOf(objects)}个文件全部一致，可以切换到“${to}”。切换前一直双写，不急。`;
    case 'switched':
      return `现在从“${to}”读取，仍同时写入“${from}”，随时可以退回。${settledAt ? '用几天没有问题，再完成搬迁。' : '正在等手机传完、补齐晚到的文件，约25分钟，之后才能完成搬迁。'}`;
    case 'done':
      return `搬迁完成，只使用“${to}”。“${from}”里的文件没有删除，由技术单位处理。`;
    case 'cancelled':
      return `已取消，一直使用“${from}”，没有受影响。`;
  }
}

/** How far the copying or the comparing has come, in whole per cent; a hundred only once all is through. */
export function percentOf({ state, objects, bytes, copied, copiedBytes, verified }: StorageMove): number {
  if (state === 'verifying') return objects === 0 ? 0 : Math.min(99, Math.floor((verified / objects) * 100));
  if (state !== 'copying') return 100;
  if (bytes === 0) return objects === 0 ? 0 : Math.min(99, Math.floor((copied / objects) * 100));
  return Math.min(99, Math.floor((copiedBytes / bytes) * 100));
}

/** The mean speed of the copying so far and how long the rest takes with it; nothing where there is no measure yet. */
export function paceOf({ state, startedAt, bytes, copiedBytes }: StorageMove, now: number): string | undefined {
  const seconds = (now - Date.parse(startedAt)) / 1000;
  if (state !== 'copying' || copiedBytes === 0 || seconds < 1) return undefined;
  const speed = copiedBytes / seconds;
  return `平均 ${bytesOf(speed)}/秒${bytes > copiedBytes ? `，约还需${lengthOf((bytes - copiedBytes) / speed)}` : ''}`;
}

/** What one of the stores missed, and what had to be looked for in the other one; nothing where all is as usual. */
export function owedSentence({ owed, fallbacks }: StorageMove): string | undefined {
  const said = [owed > 0 && `${countOf(owed)}个文件只改了一边，另一边恢复后自动补齐`, fallbacks > 0 && `${countOf(fallbacks)}次读取是从另一个存储找到的`].filter(Boolean);
  return said.length > 0 ? said.join('；') : undefined;
}

/** 限速: `最多 20.0 MB/秒`. */
export const limitOf = (bytesPerSecond: number | null): string => (bytesPerSecond === null ? '不限速' : `最多 ${bytesOf(bytesPerSecond)}/秒`);

/** A number of bytes in the largest unit of a capacity in which it is at least one: TB or GB. */
export const capacityEntry = (bytes: number): { amount: number; unit: 'GB' | 'TB' } =>
  bytes >= 1e12 ? { amount: Math.round(bytes / 1e10) / 100, unit: 'TB' } : { amount: Math.round(bytes / 1e7) / 100, unit: 'GB' };
