import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { at, uuid } from '../../../columns';
import { Staff } from '../../identity/staff.entity';

/** 容差与对应期限: every version stays as it was made; the newest is in force. */
@Entity('comparison_rules')
export class ComparisonRules {
  @PrimaryColumn({ type: 'int' })
  version: number;
  /** By which the audit log names it. */
  @Index('comparison_rules_id', { unique: true })
  @Column(uuid)
  id: string;
  /** How far our number may be from the office's, in hundredths of a percent of the office's. */
  @Column({ type: 'int' })
  toleranceHundredths: number;
  /** Within how many days of its completion a deal is registered, 1 to 180. */
  @Column({ type: 'int' })
  windowDays: number;
  @Column({ type: 'varchar', length: 200 })
  reason: string;
  /** Null for the version that came with the system. */
  @Column({ ...uuid, nullable: true })
  madeBy: string | null;
  @Column(at)
  madeAt: Date;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'made_by', foreignKeyConstraintName: 'comparison_rules_made_by' })
  maker?: Relation<Staff> | null;
}
