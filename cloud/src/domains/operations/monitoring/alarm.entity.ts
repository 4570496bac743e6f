import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { alarmRules, alarmStates, alarmTellings, monitorIndicators } from '@yongche/contract';
import { at, uuid, word } from '../../../columns';
import { Staff } from '../../identity/staff.entity';
import { machineName } from './monitor.entity';

/** 告警规则: threshold, duration and hysteresis of one kind of alarm. */
@Entity('alarm_rules')
export class AlarmRule {
  @PrimaryColumn(word)
  code: keyof typeof alarmRules;
  @Column(word)
  indicator: keyof typeof monitorIndicators;
  @Column(word)
  severity: 'slow' | 'down';
  @Column({ type: 'boolean' })
  enabled: boolean;
  @Column({ type: 'double' })
  threshold: number;
  @Column({ type: 'double' })
  clearBelow: number;
  @Column({ type: 'int' })
  forSeconds: number;
  @Column({ type: 'int' })
  clearSeconds: number;
  @Column({ ...uuid, nullable: true })
  changedBy: string | null;
  @Column({ ...at, nullable: true })
  changedAt: Date | null;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'changed_by', foreignKeyConstraintName: 'alarm_rules_changed_by' })
  changer?: Relation<Staff> | null;
}

/** 告警 by one rule about one subject; at most one is live. A `pending` one that calms down leaves no trace. */
@Entity('alarms')
@Index('alarms_state', ['state', 'raisedAt'])
export class Alarm {
  @PrimaryColumn(uuid)
  id: string;
  @Column(word)
  rule: keyof typeof alarmRules;
  @Column(word)
  severity: 'slow' | 'down';
  /** A machine, an outside service, or nothing for the whole system. */
  @Column(machineName)
  subject: string;
  @Column(word)
  state: keyof typeof alarmStates;
  /** Rule and subject while it is not over. */
  @Index('alarms_live', { unique: true })
  @Column({ type: 'varchar', length: 100, charset: 'ascii', collation: 'ascii_bin', nullable: true })
  liveKey: string | null;
  @Column(at)
  beganAt: Date;
  /** When it was last judged. */
  @Column(at)
  seenAt: Date;
  @Column({ ...at, nullable: true })
  raisedAt: Date | null;
  @Column({ ...at, nullable: true })
  calmSince: Date | null;
  @Column({ ...at, nullable: true })
  endedAt: Date | null;
  @Column({ type: 'double' })
  peak: number;
  /** How the group was told that it was raised, and that it is over; `tellings` counts the tries of the one at hand. */
  @Column(word)
  telling: keyof typeof alarmTellings;
  @Column({ type: 'int' })
  tellings: number;
  @Column(word)
  endTelling: keyof typeof alarmTellings;

  @ManyToOne(() => AlarmRule, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'rule', foreignKeyConstraintName: 'alarms_rule' })
  ofRule?: Relation<AlarmRule>;
}
