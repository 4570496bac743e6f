import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { memberPositions, membershipChangeKinds, membershipChangeStates } from '@yongche/contract';
import { at, uuid, word } from '../../columns';
import { AgendaItem } from '../governance/agenda-item.entity';
import { Resolution } from '../governance/resolution.entity';
import { Staff } from '../identity/staff.entity';
import { Company } from '../registry/company.entity';
import { Market } from '../registry/market.entity';
import { Member } from './member.entity';

/** 会籍变动: put before the chairs, and carried out by their confirmed resolution. One is open per member (CHECK membership_changes_open). */
@Entity('membership_changes')
@Index('membership_changes_state', ['state', 'id'])
export class MembershipChange {
  @PrimaryColumn(uuid)
  id: string;
  @Column(word)
  kind: keyof typeof membershipChangeKinds;
  @Column(word)
  state: keyof typeof membershipChangeStates;
  /** Null for a 入会 until it is carried out. */
  @Index('membership_changes_member_id')
  @Column({ ...uuid, nullable: true })
  memberId: string | null;
  @Column({ type: 'varchar', length: 60 })
  memberName: string;
  @Column({ type: 'char', length: 18 })
  creditCode: string;
  /** The credit code while it awaits the meeting: who is not a member yet has no other name. */
  @Index('membership_changes_open_key', { unique: true })
  @Column({ type: 'char', length: 18, nullable: true })
  openKey: string | null;
  /** After 入会 and 职务调整. */
  @Column({ ...word, nullable: true })
  position: keyof typeof memberPositions | null;
  /** Of a 入会; for the others those of the member. */
  @Column({ ...uuid, nullable: true })
  companyId: string | null;
  @Column({ ...uuid, nullable: true })
  marketId: string | null;
  @Column({ type: 'date' })
  effectiveOn: string;
  @Column({ type: 'varchar', length: 300 })
  reason: string;
  @Column(uuid)
  agendaItemId: string;
  /** By which it was carried out. */
  @Column({ ...uuid, nullable: true })
  resolutionId: string | null;
  @Column(uuid)
  proposedBy: string;
  @Column(at)
  proposedAt: Date;

  @ManyToOne(() => Member, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'member_id', foreignKeyConstraintName: 'membership_changes_member' })
  member?: Relation<Member> | null;
  @ManyToOne(() => Company, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'company_id', foreignKeyConstraintName: 'membership_changes_company' })
  company?: Relation<Company> | null;
  @ManyToOne(() => Market, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'market_id', foreignKeyConstraintName: 'membership_changes_market' })
  market?: Relation<Market> | null;
  @ManyToOne(() => AgendaItem, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'agenda_item_id', foreignKeyConstraintName: 'membership_changes_item' })
  item?: Relation<AgendaItem>;
  @ManyToOne(() => Resolution, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'resolution_id', foreignKeyConstraintName: 'membership_changes_resolution' })
  resolution?: Relation<Resolution> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'proposed_by', foreignKeyConstraintName: 'membership_changes_proposed_by' })
  proposer?: Relation<Staff>;
}
