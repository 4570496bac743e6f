import type { EntityManager } from 'typeorm';
import { Incident } from './incident.entity';
import { duringDays, incidentFigures } from './incidents';
import { MonitorDayPeak } from './monitor.entity';
import { type Indicator, wholeSystem } from './peaks';

/** What the yearly report says of the servers (CAP-B6, B11): the highest of the day peaks, and how incidents were handled. */
export interface YearOfServers {
  /** Days on which anything was measured, and machines. */
  days: number;
  machines: number;
  /** In the unit of the indicator; only what was measured. */
  peaks: Partial<Record<Indicator, number>>;
  incidents: ReturnType<typeof incidentFigures>;
}

/** Null where nothing was measured in these days. */
export async function yearOfServers(tx: EntityManager, { from, to }: { from: string; to: string }): Promise<YearOfServers | null> {
  const rows: { indicator: Indicator; peak: number }[] = await tx
    .createQueryBuilder(MonitorDayPeak, 'peak')
    .select('peak.indicator', 'indicator')
    .addSelect('MAX(peak.peak)', 'peak')
    .where('peak.day BETWEEN :from AND :to', { from, to })
    .groupBy('peak.indicator')
    .getRawMany();
  const [{ days, machines }]: [{ days: string; machines: string }] = await tx.query('SELECT COUNT(DISTINCT day) AS days, COUNT(DISTINCT machine) AS machines FROM monitor_day_peaks WHERE day BETWEEN ? AND ? AND machine <> ?', [from, to, wholeSystem]);
  if (Number(days) === 0) return null;
  const incidents = await tx.findBy(Incident, { beganAt: duringDays(from, to) });
  return { days: Number(days), machines: Number(machines), peaks: Object.fromEntries(rows.map(({ indicator, peak }) => [indicator, Number(peak)])), incidents: incidentFigures(incidents) };
}
