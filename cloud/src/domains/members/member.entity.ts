import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { memberPositions, membershipChangeKinds, membershipStates } from '@yongche/contract';
import { at, uuid, word } from '../../columns';
import { Resolution } from '../governance/resolution.entity';
import { Company } from '../registry/company.entity';
import { Market } from '../registry/market.entity';
import { MembershipChange } from './membership-change.entity';

/** 会员单位: who it is; what it is on a day is read from its standings. A company and a market belong to one member at a time. */
@Entity('members')
export class Member {
  @PrimaryColumn(uuid)
  id: string;
  /** 会员号, such as HY0032; kept by a member that comes back. */
  @Index('members_number', { unique: true })
  @Column({ type: 'varchar', length: 20 })
  number: string;
  @Column({ type: 'varchar', length: 60 })
  name: string;
  @Index('members_credit_code', { unique: true })
  @Column({ type: 'char', length: 18 })
  creditCode: string;
  /** The company of the register whose managers see and pay in the mini-program. */
  @Column({ ...uuid, nullable: true })
  companyId: string | null;
  /** The market that it runs now, or ran when it left; of an earlier day: `member_standings.market_id`. */
  @Column({ ...uuid, nullable: true })
  marketId: string | null;
  /** First day of the membership that it has, or had last. */
  @Column({ type: 'date' })
  joinedOn: string;
  /** First day on which it is no member any more; perhaps a day to come. */
  @Column({ type: 'date', nullable: true })
  leftOn: string | null;
  /** Company and market while it has not left (CHECK members_live): each belongs to one member. */
  @Index('members_live_company_id', { unique: true })
  @Column({ ...uuid, nullable: true })
  liveCompanyId: string | null;
  @Index('members_live_market_id', { unique: true })
  @Column({ ...uuid, nullable: true })
  liveMarketId: string | null;

  @ManyToOne(() => Company, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'company_id', foreignKeyConstraintName: 'members_company' })
  company?: Relation<Company> | null;
  @ManyToOne(() => Market, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'market_id', foreignKeyConstraintName: 'members_market' })
  market?: Relation<Market> | null;
}

/**
 * 会籍: what a member is from a day on, by which resolution. The one in force on a day is that with the highest turn among those
 * whose day has come; no later turn begins on an earlier day.
 */
@Entity('member_standings')
@Index('member_standings_effective_on', ['memberId', 'effectiveOn'])
@Index('member_standings_market_id', ['marketId', 'effectiveOn'])
export class MemberStanding {
  @PrimaryColumn(uuid)
  memberId: string;
  /** 1, 2, 3 … of each member. */
  @PrimaryColumn({ type: 'int' })
  turn: number;
  @Column(word)
  kind: keyof typeof membershipChangeKinds;
  @Column(word)
  state: keyof typeof membershipStates;
  @Column(word)
  position: keyof typeof memberPositions;
  /** First day (Shanghai) on which it is so. */
  @Column({ type: 'date' })
  effectiveOn: string;
  /** The market that the member runs meanwhile. */
  @Column({ ...uuid, nullable: true })
  marketId: string | null;
  @Column(uuid)
  resolutionId: string;
  /** Null where it follows from a due that was not paid. */
  @Index('member_standings_change_id', { unique: true })
  @Column({ ...uuid, nullable: true })
  changeId: string | null;
  @Column({ type: 'varchar', length: 300 })
  reason: string;
  @Column(at)
  madeAt: Date;

  @ManyToOne(() => Member, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'member_id', foreignKeyConstraintName: 'member_standings_member' })
  member?: Relation<Member>;
  @ManyToOne(() => Market, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'market_id', foreignKeyConstraintName: 'member_standings_market' })
  market?: Relation<Market> | null;
  @ManyToOne(() => Resolution, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'resolution_id', foreignKeyConstraintName: 'member_standings_resolution' })
  resolution?: Relation<Resolution>;
  @ManyToOne(() => MembershipChange, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'change_id', foreignKeyConstraintName: 'member_standings_change' })
  change?: Relation<MembershipChange> | null;
}
