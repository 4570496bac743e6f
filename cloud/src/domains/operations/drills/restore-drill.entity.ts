import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { drillChecks, drillStates, drillSteps } from '@yongche/contract';
import { at, uuid, word } from '../../../columns';
import { Staff } from '../../identity/staff.entity';

/** What was compared, and each difference with its place. */
export interface DrillCheck {
  check: keyof typeof drillChecks;
  passed: boolean;
  sentence: string;
  differences: string[];
}

/** What took how long. */
export interface DrillStep {
  step: keyof typeof drillSteps;
  milliseconds: number;
}

/** 恢复演练: a backup that was restored beside the product, and what came out of it. One that is over stays as it is. */
@Entity('restore_drills')
export class RestoreDrill {
  @PrimaryColumn(uuid)
  id: string;
  @Column(word)
  state: keyof typeof drillStates;
  /** `drill` while it runs: one at a time. */
  @Index('restore_drills_running', { unique: true })
  @Column({ ...word, nullable: true })
  runningKey: 'drill' | null;
  @Column(at)
  startedAt: Date;
  /** When it was last heard of: one that has been silent for long was killed. */
  @Column(at)
  seenAt: Date;
  @Column({ ...at, nullable: true })
  endedAt: Date | null;
  /** The moment that was named; null for the newest state that the backups hold. */
  @Column({ ...at, nullable: true })
  wantedAt: Date | null;
  @Column({ ...uuid, nullable: true })
  backupId: string | null;
  @Column({ ...at, nullable: true })
  restoredTo: Date | null;
  @Column({ type: 'int', nullable: true })
  lossSeconds: number | null;
  @Column({ type: 'int', default: 0 })
  tableRows: number;
  @Column({ type: 'int', default: 0 })
  pictures: number;
  @Column({ type: 'int', default: 0 })
  deals: number;
  @Column({ ...uuid, nullable: true })
  startedBy: string | null;
  /** Whether it shows what the weekly one must show: the newest state, signed by the product's own key, with as many pictures. Others end no alarm and raise none. */
  @Column({ type: 'boolean' })
  isProof: boolean;
  /** Killed, or told to stop: it has judged nothing, and is owed again. */
  @Column({ type: 'boolean' })
  isInterrupted: boolean;
  /** Since when its signed report lies in the store of backups. */
  @Index('restore_drills_evidence')
  @Column({ ...at, nullable: true })
  evidenceAt: Date | null;
  @Column({ type: 'mediumtext', transformer: { from: (text: string) => JSON.parse(text) as DrillCheck[], to: (checks: DrillCheck[]) => JSON.stringify(checks) } })
  checks: DrillCheck[];
  @Column({ type: 'simple-json' })
  steps: DrillStep[];
  @Column({ type: 'varchar', length: 500, nullable: true })
  failure: string | null;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'started_by', foreignKeyConstraintName: 'restore_drills_started_by' })
  starter?: Relation<Staff> | null;
}
