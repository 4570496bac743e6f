import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { rulePackStates } from '@yongche/contract';
import type { RulePackContent } from '@yongche/contract/checks';
import { at, uuid, word } from '../../columns';
import { Staff } from '../identity/staff.entity';

export const packVersion = { type: 'varchar', length: 20, charset: 'ascii', collation: 'ascii_bin' } as const;

/** 规则包: severities, settings and thresholds of all rules. Only a draft changes; what has run in the shadow stays as it is. */
@Entity('rule_packs')
export class RulePack {
  @PrimaryColumn(packVersion)
  version: string;
  /** By which the audit log names it. */
  @Index('rule_packs_id', { unique: true })
  @Column(uuid)
  id: string;
  @Index('rule_packs_state')
  @Column(word)
  state: keyof typeof rulePackStates;
  @Column({ type: 'varchar', length: 60 })
  title: string;
  /** First day (Shanghai) on which deals begin with it; set while it is adopted, and no two packs share one. */
  @Index('rule_packs_effective_on', { unique: true })
  @Column({ type: 'date', nullable: true })
  effectiveOn: string | null;
  @Column({ type: 'varchar', length: 200, nullable: true })
  resolution: string | null;
  /** Null for the pack that came with the system. */
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
  content: RulePackContent;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'made_by', foreignKeyConstraintName: 'rule_packs_made_by' })
  maker?: Relation<Staff> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'changed_by', foreignKeyConstraintName: 'rule_packs_changed_by' })
  changer?: Relation<Staff> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'adopted_by', foreignKeyConstraintName: 'rule_packs_adopted_by' })
  adopter?: Relation<Staff> | null;
}

/** How far a replay has come, so that any process may go on with it. */
export interface ReplayProgress {
  createdAt: string;
  id: string;
}

/** 重查: a shadow pack runs over the deals of a time that is over. */
@Entity('rule_pack_replays')
@Index('rule_pack_replays_version', ['packVersion', 'startedAt'])
export class RulePackReplay {
  @PrimaryColumn(uuid)
  id: string;
  @Column(packVersion)
  packVersion: string;
  /** Deals that began on these days (Shanghai). */
  @Column({ type: 'date' })
  fromOn: string;
  @Column({ type: 'date' })
  toOn: string;
  @Column(uuid)
  requestedBy: string;
  @Column(at)
  startedAt: Date;
  @Column({ ...at, nullable: true })
  finishedAt: Date | null;
  /** Deals to look at, looked at so far, and passed over: their pictures were never read, or somebody in them is erased. */
  @Column({ type: 'int' })
  deals: number;
  @Column({ type: 'int' })
  done: number;
  @Column({ type: 'int' })
  skipped: number;
  @Column({ type: 'simple-json', nullable: true })
  progress: ReplayProgress | null;

  @ManyToOne(() => RulePack, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'pack_version', foreignKeyConstraintName: 'rule_pack_replays_pack' })
  pack?: Relation<RulePack>;
}
