import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { monitorIndicators, outsideServices, providerFailures } from '@yongche/contract';
import { at, uuid, word } from '../../../columns';
import type { ProcessReading } from './process-reading';

/** A machine's name, or nothing for the system as a whole. */
export const machineName = { type: 'varchar', length: 60, charset: 'ascii', collation: 'ascii_bin' } as const;

/** One process of the server and what it last read; written by itself alone, and kept a day after it was last seen. */
@Entity('monitor_processes')
export class MonitorProcess {
  @PrimaryColumn(uuid)
  id: string;
  @Column(machineName)
  machine: string;
  @Column({ type: 'int' })
  pid: number;
  @Column(at)
  startedAt: Date;
  @Index('monitor_processes_seen_at')
  @Column(at)
  seenAt: Date;
  /** Set where it ended in order; a process that is silent without it was killed or is cut off. */
  @Column({ ...at, nullable: true })
  stoppedAt: Date | null;
  @Column({ type: 'simple-json' })
  reading: ProcessReading;
}

/** The highest value of an indicator within five minutes, for the curves; kept two days. */
@Entity('monitor_samples')
export class MonitorSample {
  @PrimaryColumn(at)
  slotAt: Date;
  @PrimaryColumn(machineName)
  machine: string;
  @PrimaryColumn(word)
  indicator: keyof typeof monitorIndicators;
  @Column({ type: 'double' })
  peak: number;
}

/** 每日峰值 of an indicator on a machine (CAP-B6), kept for the yearly report: some ten rows for a machine and day. */
@Entity('monitor_day_peaks')
export class MonitorDayPeak {
  @PrimaryColumn({ type: 'date' })
  day: string;
  @PrimaryColumn(machineName)
  machine: string;
  @PrimaryColumn(word)
  indicator: keyof typeof monitorIndicators;
  @Column({ type: 'double' })
  peak: number;
  @Column(at)
  peakAt: Date;
}

/** 外部服务: when it last served us and when it last failed us, whichever process it was. */
@Entity('outside_services')
export class OutsideService {
  @PrimaryColumn(word)
  service: keyof typeof outsideServices;
  @Column({ ...at, nullable: true })
  lastSuccessAt: Date | null;
  /** The first failure since it last worked. */
  @Column({ ...at, nullable: true })
  failingSince: Date | null;
  @Column({ ...at, nullable: true })
  lastFailureAt: Date | null;
  @Column({ ...word, nullable: true })
  lastFailure: keyof typeof providerFailures | null;
}

/** The one row by which processes agree on who judges next. */
@Entity('monitor_turns')
export class MonitorTurn {
  @PrimaryColumn({ type: 'int' })
  id: number;
  @Column({ ...at, nullable: true })
  takenAt: Date | null;
  /** Since when somebody has judged without a pause: before that nobody could be seen. */
  @Column({ ...at, nullable: true })
  judgedSince: Date | null;
}
