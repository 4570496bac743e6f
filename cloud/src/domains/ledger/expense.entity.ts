import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { expenseHeads, expenseStates, funds } from '@yongche/contract';
import { at, uuid, word } from '../../columns';
import { Staff } from '../identity/staff.entity';
import { LedgerBooking } from './ledger.entity';

const fen = { type: 'bigint', transformer: { from: Number, to: (value: number) => value } } as const;

/**
 * 费用申请. Two persons, the heads of its fund, and a booking where and only where it is paid are kept by CHECK; what is spent is
 * read from the ledger.
 */
@Entity('expenses')
@Index('expenses_requested', ['requestedAt', 'id'])
@Index('expenses_state', ['fund', 'state'])
export class Expense {
  @PrimaryColumn(uuid)
  id: string;
  /** `FY2026-0001`, by the year of its request. */
  @Index('expenses_number', { unique: true })
  @Column({ type: 'varchar', length: 20 })
  number: string;
  @Column(word)
  fund: keyof typeof funds;
  @Column(word)
  head: keyof typeof expenseHeads;
  @Column(word)
  state: keyof typeof expenseStates;
  @Column(fen)
  fen: number;
  @Column({ type: 'varchar', length: 60 })
  payee: string;
  @Column({ type: 'varchar', length: 300 })
  purpose: string;
  @Column(uuid)
  requestedBy: string;
  @Column(at)
  requestedAt: Date;
  /** Who approved or refused it; stays where it is withdrawn after that. */
  @Column({ ...uuid, nullable: true })
  decidedBy: string | null;
  @Column({ ...at, nullable: true })
  decidedAt: Date | null;
  /** Why it was refused or withdrawn. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  reason: string | null;
  @Column({ type: 'date', nullable: true })
  paidOn: string | null;
  @Index('expenses_booking_id', { unique: true })
  @Column({ ...uuid, nullable: true })
  bookingId: string | null;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'requested_by', foreignKeyConstraintName: 'expenses_requested_by' })
  requester?: Relation<Staff>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'decided_by', foreignKeyConstraintName: 'expenses_decided_by' })
  decider?: Relation<Staff> | null;
  @ManyToOne(() => LedgerBooking, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'booking_id', foreignKeyConstraintName: 'expenses_booking' })
  booking?: Relation<LedgerBooking> | null;
}

/** 预算: of one head of a fund for one year. */
@Entity('budgets')
@Index('budgets_head', ['fund', 'year', 'head'], { unique: true })
export class Budget {
  @PrimaryColumn(uuid)
  id: string;
  @Column(word)
  fund: keyof typeof funds;
  @Column({ type: 'int' })
  year: number;
  @Column(word)
  head: keyof typeof expenseHeads;
  @Column(fen)
  fen: number;
  @Column(uuid)
  setBy: string;
  @Column(at)
  setAt: Date;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'set_by', foreignKeyConstraintName: 'budgets_set_by' })
  setter?: Relation<Staff>;
}
