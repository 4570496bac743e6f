import { marketBackupStates } from '@yongche/contract/vocabulary';
import { countOf } from '../../components/counts';
import { dayOf } from '../../components/moments';
import type { Tone } from '../../components/tone-tag';
import type { Backup } from './backups';

/** How a state is shown. */
export function stateOf({ state }: Pick<Backup, 'state'>): { label: string; tone: Tone } {
  const tones: Record<Backup['state'], Tone> = { waiting: 'plain', making: 'busy', ready: 'good', failed: 'bad', removed: 'over' };
  return { label: marketBackupStates[state], tone: tones[state] };
}

/** The days of a backup; one day is said once. */
export const periodOf = ({ from, to }: Pick<Backup, 'from' | 'to'>): string => (from === to ? from : `${from} 至 ${to}`);

/** A size as people read it: 640 KB, 12.5 MB, 1.25 GB. */
export function sizeOf(bytes: number): string {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} KB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

/** What a backup holds, and what it does not. */
export function contentOf({ pictures, picturesLeftOut }: Pick<Backup, 'pictures' | 'picturesLeftOut'>): string {
  return `${countOf(pictures)} 张${picturesLeftOut > 0 ? `，另有 ${countOf(picturesLeftOut)} 张没有包含` : ''}`;
}

/** How far it has come, in whole per cent; a hundred only once it is ready, because the file is finished after the last deal. */
export const percentOf = ({ deals, dealsDone }: Pick<Backup, 'deals' | 'dealsDone'>): number => (deals === 0 ? 0 : Math.min(99, Math.floor((dealsDone / deals) * 100)));

/** Usual periods, as of a day (YYYY-MM-DD). */
export function usualPeriods(today: string): { label: string; from: string; to: string }[] {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const first = (monthNumber: number) => new Date(Date.UTC(year, monthNumber - 1, 1)).toISOString().slice(0, 10);
  const last = (monthNumber: number) => new Date(Date.UTC(year, monthNumber, 0)).toISOString().slice(0, 10);
  return [
    { label: '上月', from: first(month - 1), to: last(month - 1) },
    { label: '本月至今', from: first(month), to: today },
    { label: '今年至今', from: `${year}-01-01`, to: today },
    { label: '去年', from: `${year - 1}-01-01`, to: `${year - 1}-12-31` },
  ];
}

/** The end of a public key, enough to tell one from another. */
export const shortKey = (recipient: string): string => `…${recipient.slice(-6)}`;

/** The key of the latest backup, to be used again, and since when it has been in use. */
export function lastKey(backups: Backup[]): { recipient: string; since: string } | undefined {
  const [latest] = backups;
  const first = latest && backups.findLast(({ recipient }) => recipient === latest.recipient);
  return first && { recipient: first.recipient, since: dayOf(first.requestedAt) };
}
