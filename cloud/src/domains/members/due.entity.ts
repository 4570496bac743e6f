import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { contactOutcomes, contactWays, dueStates } from '@yongche/contract';
import { at, uuid, word } from '../../columns';
import { AgendaItem } from '../governance/agenda-item.entity';
import { Staff } from '../identity/staff.entity';
import { DuesScheme, schemeVersionColumn } from './dues-scheme.entity';
import { Member } from './member.entity';

/** 应缴会费 of one member for one year; what is paid of it is read from the ledger. */
@Entity('dues')
@Index('dues_once', ['memberId', 'year'], { unique: true })
@Index('dues_year', ['year', 'state'])
export class Due {
  @PrimaryColumn(uuid)
  id: string;
  @Column(uuid)
  memberId: string;
  @Column({ type: 'int' })
  year: number;
  @Column(word)
  state: keyof typeof dueStates;
  @Column(schemeVersionColumn)
  schemeVersion: string;
  /** Its tier in the scheme, A to D. */
  @Column({ type: 'char', length: 1 })
  tier: string;
  @Column({ type: 'bigint', transformer: { from: Number, to: (value: number) => value } })
  fen: number;
  @Column({ type: 'date' })
  dueOn: string;
  /** 汇款附言码. */
  @Index('dues_remittance_code', { unique: true })
  @Column({ type: 'char', length: 8, charset: 'ascii', collation: 'ascii_bin' })
  remittanceCode: string;
  @Column({ type: 'date' })
  raisedOn: string;
  /** Null where the system raises it. */
  @Column({ ...uuid, nullable: true })
  raisedBy: string | null;
  /** The agenda item that 拒不缴纳 has become. */
  @Column({ ...uuid, nullable: true })
  refusalItemId: string | null;
  /** Until then one round sends its reminders outside of the inbox, and no other does. */
  @Column({ ...at, nullable: true })
  remindingUntil: Date | null;
  @Column({ ...uuid, nullable: true })
  cancelledBy: string | null;
  @Column({ type: 'varchar', length: 200, nullable: true })
  cancelReason: string | null;

  @ManyToOne(() => Member, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'member_id', foreignKeyConstraintName: 'dues_member' })
  member?: Relation<Member>;
  @ManyToOne(() => DuesScheme, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'scheme_version', foreignKeyConstraintName: 'dues_scheme' })
  scheme?: Relation<DuesScheme>;
  @ManyToOne(() => AgendaItem, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'refusal_item_id', foreignKeyConstraintName: 'dues_refusal_item' })
  refusalItem?: Relation<AgendaItem> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'raised_by', foreignKeyConstraintName: 'dues_raised_by' })
  raiser?: Relation<Staff> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'cancelled_by', foreignKeyConstraintName: 'dues_cancelled_by' })
  canceller?: Relation<Staff> | null;
}

/** 催缴记录: a reminder of the system, or what the secretariat noted of a call, visit or letter. */
@Entity('dues_contacts')
@Index('dues_contacts_due_id', ['dueId', 'at'])
export class DuesContact {
  @PrimaryColumn(uuid)
  id: string;
  @Column(uuid)
  dueId: string;
  @Column(at)
  at: Date;
  @Column(word)
  way: keyof typeof contactWays;
  @Column(word)
  outcome: keyof typeof contactOutcomes;
  /** The step of the schedule, in days from the deadline; null for what was noted by hand. */
  @Column({ type: 'int', nullable: true })
  step: number | null;
  /** `<due>:<step>:` and `inbox`, the account or `nobody`: each is told of a step once. */
  @Index('dues_contacts_once', { unique: true })
  @Column({ type: 'varchar', length: 90, charset: 'ascii', collation: 'ascii_bin', nullable: true })
  onceKey: string | null;
  @Column({ type: 'varchar', length: 300, nullable: true })
  note: string | null;
  /** Null where the system reminds. */
  @Column({ ...uuid, nullable: true })
  madeBy: string | null;

  @ManyToOne(() => Due, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'due_id', foreignKeyConstraintName: 'dues_contacts_due' })
  due?: Relation<Due>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'made_by', foreignKeyConstraintName: 'dues_contacts_made_by' })
  maker?: Relation<Staff> | null;
}
