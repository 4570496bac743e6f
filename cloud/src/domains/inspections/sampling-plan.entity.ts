import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { samplingPlanStates } from '@yongche/contract';
import type { SamplingContent } from '@yongche/contract/inspections.shapes';
import { at, uuid, word } from '../../columns';
import { Staff } from '../identity/staff.entity';

export const planVersion = { type: 'varchar', length: 20, charset: 'ascii', collation: 'ascii_bin' } as const;

/** 抽样计划: which completed deals are looked at. Only a draft changes; what was adopted stays as it is. */
@Entity('sampling_plans')
export class SamplingPlan {
  @PrimaryColumn(planVersion)
  version: string;
  /** By which the audit log names it. */
  @Index('sampling_plans_id', { unique: true })
  @Column(uuid)
  id: string;
  @Column(word)
  state: keyof typeof samplingPlanStates;
  @Column({ type: 'varchar', length: 60 })
  title: string;
  /** First day (Shanghai) on whose deals it draws; set while it is adopted, and no two plans share one. */
  @Index('sampling_plans_effective_on', { unique: true })
  @Column({ type: 'date', nullable: true })
  effectiveOn: string | null;
  /** Null for the plan that came with the system. */
  @Column({ ...uuid, nullable: true })
  madeBy: string | null;
  /** Who changed the draft last; adopts it as little as its maker does. */
  @Column({ ...uuid, nullable: true })
  changedBy: string | null;
  @Column({ ...uuid, nullable: true })
  adoptedBy: string | null;
  @Column(at)
  createdAt: Date;
  @Column({ type: 'simple-json' })
  content: SamplingContent;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'made_by', foreignKeyConstraintName: 'sampling_plans_made_by' })
  maker?: Relation<Staff> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'changed_by', foreignKeyConstraintName: 'sampling_plans_changed_by' })
  changer?: Relation<Staff> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'adopted_by', foreignKeyConstraintName: 'sampling_plans_adopted_by' })
  adopter?: Relation<Staff> | null;
}
