import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { ruleBookStates } from '@yongche/contract';
import type { RuleBookContent } from '@yongche/contract/discipline.shapes';
import { at, uuid, word } from '../../columns';
import { Resolution } from '../governance/resolution.entity';
import { Staff } from '../identity/staff.entity';

export const bookVersionColumn = { type: 'varchar', length: 20, charset: 'ascii', collation: 'ascii_bin' } as const;

/** 管理细则与扣分标准: articles, codes, points and thresholds. Only a draft changes; an adopted one has its resolution (CHECK rule_books_resolved). */
@Entity('rule_books')
export class RuleBook {
  @PrimaryColumn(bookVersionColumn)
  version: string;
  /** By which the audit log names it. */
  @Index('rule_books_id', { unique: true })
  @Column(uuid)
  id: string;
  @Index('rule_books_state')
  @Column(word)
  state: keyof typeof ruleBookStates;
  @Column({ type: 'varchar', length: 60 })
  title: string;
  /** First day (Shanghai) on which violations are found under it; set while it is adopted, and no two books share one. */
  @Index('rule_books_effective_on', { unique: true })
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
  /** Null for the draft that came with the system. */
  @Column({ ...uuid, nullable: true })
  madeBy: string | null;
  /** Who changed the draft last; adopts it as little as its maker does. */
  @Column({ ...uuid, nullable: true })
  changedBy: string | null;
  @Column(at)
  createdAt: Date;
  /** Twenty articles of two thousand characters do not fit into 64 KB. */
  @Column({ type: 'mediumtext', transformer: { from: (text: string) => JSON.parse(text) as RuleBookContent, to: (content: RuleBookContent) => JSON.stringify(content) } })
  content: RuleBookContent;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'made_by', foreignKeyConstraintName: 'rule_books_made_by' })
  maker?: Relation<Staff> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'changed_by', foreignKeyConstraintName: 'rule_books_changed_by' })
  changer?: Relation<Staff> | null;
  @ManyToOne(() => Resolution, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'resolution_id', foreignKeyConstraintName: 'rule_books_resolution' })
  resolution?: Relation<Resolution> | null;
}
