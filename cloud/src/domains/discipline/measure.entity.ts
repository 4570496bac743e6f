import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { disciplineSubjects, measureKinds, measureStates } from '@yongche/contract';
import { at, uuid, word } from '../../columns';
import { Staff } from '../identity/staff.entity';
import { Violation } from './violation.entity';

/** 措施: 警告, 限期整改, 暂停, 取消 (CAP-D5). What it does to the register is done with it, by effects.ts. */
@Entity('measures')
@Index('measures_subject', ['subjectType', 'subjectId', 'cycleFrom'])
@Index('measures_state', ['state', 'untilOn'])
@Index('measures_began', ['beganOn', 'id'])
export class Measure {
  @PrimaryColumn(uuid)
  id: string;
  @Column(word)
  subjectType: keyof typeof disciplineSubjects;
  @Column(uuid)
  subjectId: string;
  @Column(word)
  kind: keyof typeof measureKinds;
  @Column(word)
  state: keyof typeof measureStates;
  /** The sum that called for it, and the step of the book that it reached; null where the sum did not. */
  @Column({ type: 'int', nullable: true })
  sum: number | null;
  @Column({ type: 'int', nullable: true })
  step: number | null;
  /** 立即暂停: the violation that called for it whatever the sum was. */
  @Index('measures_violation_id')
  @Column({ ...uuid, nullable: true })
  violationId: string | null;
  /** 先行暂停: the proposed cancellation whose decision it awaits. */
  @Index('measures_cancellation_id')
  @Column({ ...uuid, nullable: true })
  cancellationId: string | null;
  /** First day (Shanghai) of the cycle for which it was taken. */
  @Column({ type: 'date' })
  cycleFrom: string;
  /** Days in Shanghai; the last one is null for a warning and a cancellation. */
  @Column({ type: 'date' })
  beganOn: string;
  @Column({ type: 'date', nullable: true })
  untilOn: string | null;
  /** For its subject and whoever reads it: no name or number of anybody. */
  @Column({ type: 'varchar', length: 300 })
  reason: string;
  @Column({ ...at, nullable: true })
  endedAt: Date | null;
  @Column({ type: 'varchar', length: 300, nullable: true })
  endReason: string | null;
  /** The employee who lifted it; null where it ended by itself, by a recount or by a meeting. */
  @Column({ ...uuid, nullable: true })
  endedBy: string | null;
  /** What it was taken for, while that shall not call for it again; null once a recount took it back. */
  @Index('measures_live_key', { unique: true })
  @Column({ type: 'varchar', length: 150, charset: 'ascii', collation: 'ascii_bin', nullable: true })
  liveKey: string | null;

  @ManyToOne(() => Violation, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'violation_id', foreignKeyConstraintName: 'measures_violation' })
  violation?: Relation<Violation> | null;
  @ManyToOne(() => Measure, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'cancellation_id', foreignKeyConstraintName: 'measures_cancellation' })
  cancellation?: Relation<Measure> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'ended_by', foreignKeyConstraintName: 'measures_ended_by' })
  ender?: Relation<Staff> | null;
}
