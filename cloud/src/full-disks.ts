import type { Clock } from './clock';

/** What of ours may meet a full disk: the database, the log, the picture store. */
export type DiskOf = 'database' | 'log' | 'storage';

/** 空间已满, as this process met it: the machine of the database need not be ours, so nobody else tells us. */
export interface FullDisks {
  /** A write was refused for want of space. */
  met(of: DiskOf): void;
  /** Since when writes are refused again and again, and whose; undefined where none was for a minute. */
  now(): { since: Date; of: DiskOf[] } | undefined;
}

/** Somebody tries every few seconds while there is anybody at work; after a minute of silence it is over. */
const lastsMs = 60_000;

export function createFullDisks({ now }: Clock): FullDisks {
  const met = new Map<DiskOf, { since: Date; last: Date }>();
  return {
    met(of) {
      const at = now();
      const earlier = met.get(of);
      const goesOn = earlier !== undefined && at.getTime() - earlier.last.getTime() < lastsMs;
      met.set(of, { since: goesOn ? earlier.since : at, last: at });
    },
    now() {
      const at = now().getTime();
      const full = [...met].filter(([, { last }]) => at - last.getTime() < lastsMs);
      if (full.length === 0) return undefined;
      return { since: new Date(Math.min(...full.map(([, { since }]) => since.getTime()))), of: full.map(([of]) => of) };
    },
  };
}
