import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { incidentStates, serviceParts } from '@yongche/contract';
import { at, uuid, word } from '../../../columns';
import { Staff } from '../../identity/staff.entity';
import { Alarm } from './alarm.entity';

/** 事件 (CAP-B11): something that was not in order, opened by an alarm or by a person. */
@Entity('incidents')
export class Incident {
  @PrimaryColumn(uuid)
  id: string;
  /** The alarm that opened it, or that last opened it again. */
  @Column({ ...uuid, nullable: true })
  alarmId: string | null;
  /** Rule and subject of its alarm while it is not repaired: the same trouble again is the same incident. */
  @Index('incidents_live', { unique: true })
  @Column({ type: 'varchar', length: 100, charset: 'ascii', collation: 'ascii_bin', nullable: true })
  liveKey: string | null;
  @Column(word)
  part: keyof typeof serviceParts;
  @Column(word)
  severity: 'slow' | 'down';
  @Column({ type: 'varchar', length: 120 })
  title: string;
  @Index('incidents_state')
  @Column(word)
  state: keyof typeof incidentStates;
  @Index('incidents_began_at')
  @Column(at)
  beganAt: Date;
  @Column({ ...uuid, nullable: true })
  openedBy: string | null;
  @Column({ ...at, nullable: true })
  acknowledgedAt: Date | null;
  @Column({ ...uuid, nullable: true })
  acknowledgedBy: string | null;
  /** When it worked again: when its alarm ended, or when somebody said that it is repaired. */
  @Column({ ...at, nullable: true })
  recoveredAt: Date | null;
  @Column({ ...at, nullable: true })
  repairedAt: Date | null;
  @Column({ ...uuid, nullable: true })
  repairedBy: string | null;
  @Column({ type: 'varchar', length: 300, nullable: true })
  cause: string | null;

  @ManyToOne(() => Alarm, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'alarm_id', foreignKeyConstraintName: 'incidents_alarm' })
  alarm?: Relation<Alarm> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'opened_by', foreignKeyConstraintName: 'incidents_opened_by' })
  opener?: Relation<Staff> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'acknowledged_by', foreignKeyConstraintName: 'incidents_acknowledged_by' })
  acknowledger?: Relation<Staff> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'repaired_by', foreignKeyConstraintName: 'incidents_repaired_by' })
  repairer?: Relation<Staff> | null;
}
