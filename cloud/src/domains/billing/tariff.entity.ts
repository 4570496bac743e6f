import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { tariffStates } from '@yongche/contract';
import type { TariffContent } from '@yongche/contract/billing.shapes';
import { at, uuid, word } from '../../columns';
import { Resolution } from '../governance/resolution.entity';
import { Staff } from '../identity/staff.entity';

export const tariffVersionColumn = { type: 'varchar', length: 20, charset: 'ascii', collation: 'ascii_bin' } as const;

/** 收费标准: what the service costs per car. Only a draft changes; an adopted one has its resolution and publication (CHECK tariffs_resolved). */
@Entity('tariffs')
export class Tariff {
  @PrimaryColumn(tariffVersionColumn)
  version: string;
  /** By which the audit log names it. */
  @Index('tariffs_id', { unique: true })
  @Column(uuid)
  id: string;
  @Column(word)
  state: keyof typeof tariffStates;
  @Column({ type: 'varchar', length: 60 })
  title: string;
  /** First day (Shanghai) whose completed deals cost this; set while it is adopted, and no two tariffs share one. */
  @Index('tariffs_effective_on', { unique: true })
  @Column({ type: 'date', nullable: true })
  effectiveOn: string | null;
  /** The confirmed resolution of the general meeting. */
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
  /** Neither of them (CHECK tariffs_two_persons). */
  @Column({ ...uuid, nullable: true })
  adoptedBy: string | null;
  @Column(at)
  createdAt: Date;
  @Column({ type: 'text', transformer: { from: (text: string) => JSON.parse(text) as TariffContent, to: (content: TariffContent) => JSON.stringify(content) } })
  content: TariffContent;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'made_by', foreignKeyConstraintName: 'tariffs_made_by' })
  maker?: Relation<Staff>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'changed_by', foreignKeyConstraintName: 'tariffs_changed_by' })
  changer?: Relation<Staff> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'adopted_by', foreignKeyConstraintName: 'tariffs_adopted_by' })
  adopter?: Relation<Staff> | null;
  @ManyToOne(() => Resolution, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'resolution_id', foreignKeyConstraintName: 'tariffs_resolution' })
  resolution?: Relation<Resolution> | null;
}
