import { backupTiers, monitorUnits, outsideServices, serviceStates } from '@yongche/contract/vocabulary';
import type { Tone } from '../../components/tone-tag';
import type { Incident, Indicator, ServiceStatus } from './monitoring';

type State = ServiceStatus['state'];
type Part = ServiceStatus['parts'][number]['part'];

export const stateTones = { normal: 'good', slow: 'warn', down: 'bad' } as const satisfies Record<State, Tone>;

/** The state of one part. A backup that is late makes nothing slow: somebody is to see to it. */
export const stateWord = (part: Part, state: State): string => (part === 'safekeeping' && state !== 'normal' ? { slow: '要处理', down: '须立即处理' }[state] : serviceStates[state]);

const stateSentences: Record<State, string> = {
  normal: '各项业务都可以办理。',
  slow: '可以继续办理，有的地方比平时慢，或偶尔要重试。',
  down: '有的业务现在办不了，请看下面怎么做。',
};

/** The whole in one word and one sentence; what only the technical unit has to see to stops nobody. */
export function wholeOf({ state, isStale, parts }: Pick<ServiceStatus, 'state' | 'isStale' | 'parts'>): { word: string; tone: Tone; sentence: string } {
  if (isStale) return { word: '状态不明', tone: 'plain', sentence: '监测没有运行，下面是最后一次知道的情况。请联系技术单位。' };
  const isUseNormal = parts.every((one) => one.part === 'safekeeping' || one.state === 'normal');
  if (state !== 'normal' && isUseNormal) return { word: serviceStates.normal, tone: 'warn', sentence: '各项业务都可以办理。备份与存储有事要技术单位处理，见下面。' };
  return { word: serviceStates[state], tone: stateTones[state], sentence: stateSentences[state] };
}

/** A value in its unit, as people say it: 87.3%, 1.2 MB/秒, 340毫秒, 3分20秒. */
export function valueOf(indicator: Indicator, value: number): string {
  switch (monitorUnits[indicator]) {
    case 'percent':
      return `${value.toFixed(1)}%`;
    case 'count':
      return Math.round(value).toLocaleString('zh-CN');
    case 'bytes_per_second':
      return `${bytesOf(value)}/秒`;
    case 'milliseconds':
      return value < 1000 ? `${Math.round(value)}毫秒` : `${(value / 1000).toFixed(1)}秒`;
    case 'seconds':
      return lengthOf(value);
  }
}

/** 512 B, 3.4 KB, 1.2 MB: thousands, as lines are rented. */
export function bytesOf(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  // What would be written as 1000.0 of one unit is one of the next.
  const power = Math.min(4, Math.floor(Math.log10(bytes / 0.99995) / 3));
  return `${(bytes / 1000 ** power).toFixed(1)} ${['B', 'KB', 'MB', 'GB', 'TB'][power]}`;
}

/** A length of time: 45秒, 3分20秒, 2小时5分, 3天4小时. */
export function lengthOf(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}秒`;
  if (whole < 3600) return joined([Math.floor(whole / 60), '分'], [whole % 60, '秒']);
  if (whole < 86_400) return joined([Math.floor(whole / 3600), '小时'], [Math.floor((whole % 3600) / 60), '分']);
  return joined([Math.floor(whole / 86_400), '天'], [Math.floor((whole % 86_400) / 3600), '小时']);
}

function joined(first: [number, string], second: [number, string]): string {
  const minutes = second[0] === 0 && first[1] === '分' ? '分钟' : first[1];
  return `${first[0]}${minutes}${second[0] === 0 ? '' : second.join('')}`;
}

const namedSubjects: Record<string, string> = { ...outsideServices, ...backupTiers };

/** A machine by its own name; an outside service or a tier of backups by its Chinese one. */
export const subjectOf = (subject: string): string => namedSubjects[subject] ?? subject;

export const incidentTones = { open: 'bad', acknowledged: 'busy', repaired: 'good' } as const satisfies Record<Incident['state'], Tone>;

/** How a rule's number is entered, and how many of the server's units one of them is. */
export const entryUnits: Record<(typeof monitorUnits)[Indicator], { word: string; factor: number }> = {
  percent: { word: '%', factor: 1 },
  count: { word: '个', factor: 1 },
  bytes_per_second: { word: 'MB/秒', factor: 1_000_000 },
  milliseconds: { word: '毫秒', factor: 1 },
  seconds: { word: '秒', factor: 1 },
};
