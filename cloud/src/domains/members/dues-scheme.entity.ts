import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { duesSchemeStates } from '@yongche/contract';
import type { DuesSchemeContent } from '@yongche/contract/members.shapes';
import { at, uuid, word } from '../../columns';
import { Resolution } from '../governance/resolution.entity';
import { Staff } from '../identity/staff.entity';

export const schemeVersionColumn = { type: 'varchar', length: 20, charset: 'ascii', collation: 'ascii_bin' } as const;

/** 会费标准: tiers, deadline and reminders. Only a draft changes; an adopted one has its resolution (CHECK dues_schemes_resolved). */
@Entity('dues_schemes')
export class DuesScheme {
  @PrimaryColumn(schemeVersionColumn)
  version: string;
  /** By which the audit log names it. */
  @Index('dues_schemes_id', { unique: true })
  @Column(uuid)
  id: string;
  @Index('dues_schemes_state')
  @Column(word)
  state: keyof typeof duesSchemeStates;
  @Column({ type: 'varchar', length: 60 })
  title: string;
  /** First year whose dues are raised by it; set while it is adopted, and no two schemes share one. */
  @Index('dues_schemes_from_year', { unique: true })
  @Column({ type: 'int', nullable: true })
  fromYear: number | null;
  /** The confirmed resolution of the general meeting, by secret ballot (law.md R-F7). */
  @Column({ ...uuid, nullable: true })
  resolutionId: string | null;
  /** 公布: on which day (Shanghai), and where. */
  @Column({ type: 'date', nullable: true })
  publishedOn: string | null;
  @Column({ type: 'varchar', length: 200, nullable: true })
  publishedWhere: string | null;
  @Column(uuid)
  madeBy: string;
  /** Who changed the draft last; adopts it as little as its maker does. */
  @Column({ ...uuid, nullable: true })
  changedBy: string | null;
  @Column({ ...uuid, nullable: true })
  adoptedBy: string | null;
  @Column(at)
  createdAt: Date;
  @Column('simple-json')
  content: DuesSchemeContent;

  @ManyToOne(() => Resolution, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'resolution_id', foreignKeyConstraintName: 'dues_schemes_resolution' })
  resolution?: Relation<Resolution> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'made_by', foreignKeyConstraintName: 'dues_schemes_made_by' })
  maker?: Relation<Staff>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'changed_by', foreignKeyConstraintName: 'dues_schemes_changed_by' })
  changer?: Relation<Staff> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'adopted_by', foreignKeyConstraintName: 'dues_schemes_adopted_by' })
  adopter?: Relation<Staff> | null;
}
