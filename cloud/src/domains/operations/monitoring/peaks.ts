import type { monitorIndicators } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { dayInShanghai } from '../../../clock';

export type Indicator = keyof typeof monitorIndicators;
/** The system as a whole, where a machine's name would stand. */
export const wholeSystem = '';

export const slotSeconds = 300;
/** The five minutes in which a moment falls. */
export const slotOf = (moment: Date) => new Date(Math.floor(moment.getTime() / 1000 / slotSeconds) * slotSeconds * 1000);

/** Keeps the highest values of the five minutes and of the day, whichever process read them; what this process has already written as high is not written again. */
export interface Peaks {
  keep(tx: EntityManager, machine: string, values: Partial<Record<Indicator, number>>, at: Date): Promise<void>;
}

export function createPeaks(): Peaks {
  let slot = { at: '', written: new Map<string, number>() };
  let today = { day: '', written: new Map<string, number>() };
  return {
    async keep(tx, machine, values, at) {
      const [slotAt, day] = [slotOf(at), dayInShanghai(at)];
      if (slot.at !== slotAt.toISOString()) slot = { at: slotAt.toISOString(), written: new Map() };
      if (today.day !== day) today = { day, written: new Map() };
      // Always in the same order, so that two processes do not wait for each other.
      const read = (Object.entries(values) as [Indicator, number][]).sort(([one], [other]) => (one < other ? -1 : 1));
      const higher = (written: Map<string, number>) => read.filter(([indicator, value]) => value > (written.get(`${machine} ${indicator}`) ?? -1));
      const [ofSlot, ofDay] = [higher(slot.written), higher(today.written)];
      if (ofSlot.length > 0) {
        await tx.query('INSERT INTO monitor_samples (slot_at, machine, indicator, peak) VALUES ? ON DUPLICATE KEY UPDATE peak = GREATEST(peak, VALUES(peak))', [ofSlot.map(([indicator, value]) => [slotAt, machine, indicator, value])]);
      }
      if (ofDay.length > 0) {
        await tx.query(
          'INSERT INTO monitor_day_peaks (day, machine, indicator, peak, peak_at) VALUES ? ON DUPLICATE KEY UPDATE peak_at = IF(VALUES(peak) > peak, VALUES(peak_at), peak_at), peak = GREATEST(peak, VALUES(peak))',
          [ofDay.map(([indicator, value]) => [day, machine, indicator, value, at])],
        );
      }
      for (const [indicator, value] of ofSlot) slot.written.set(`${machine} ${indicator}`, value);
      for (const [indicator, value] of ofDay) today.written.set(`${machine} ${indicator}`, value);
    },
  };
}
