import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { bookingKinds, funds, ledgerAccounts } from '@yongche/contract';
import { at, uuid, word } from '../../columns';
import { Staff } from '../identity/staff.entity';

const fen = { type: 'bigint', transformer: { from: Number, to: (value: number) => value } } as const;

/** 科目: one account of one fund, where it is kept per payer and document one for each of them. */
@Entity('ledger_accounts')
@Index('ledger_accounts_fund', ['id', 'fund'], { unique: true })
export class LedgerAccount {
  @PrimaryColumn(uuid)
  id: string;
  /** `<fund>:<account>:<party>:<document>`, with nothing between the colons where there is none. */
  @Index('ledger_accounts_key', { unique: true })
  @Column({ type: 'varchar', length: 140, charset: 'ascii', collation: 'ascii_bin' })
  key: string;
  @Column(word)
  fund: keyof typeof funds;
  @Column(word)
  account: keyof typeof ledgerAccounts;
  /** The member or market that owes or is owed. */
  @Index('ledger_accounts_party_id')
  @Column({ ...uuid, nullable: true })
  partyId: string | null;
  /** The due or bill. */
  @Index('ledger_accounts_document_id')
  @Column({ ...uuid, nullable: true })
  documentId: string | null;
}

/** 记账: why and when; append-only by trigger, put right by a booking that reverses it. */
@Entity('ledger_bookings')
@Index('ledger_bookings_booked_on', ['bookedOn', 'id'])
export class LedgerBooking {
  @PrimaryColumn(uuid)
  id: string;
  /** 凭证号, gapless within the month of `bookedOn`. */
  @Index('ledger_bookings_number', { unique: true })
  @Column({ type: 'varchar', length: 20 })
  number: string;
  /** What it follows from, once: the same fact is never booked twice. */
  @Index('ledger_bookings_key', { unique: true })
  @Column({ type: 'varchar', length: 120, charset: 'ascii', collation: 'ascii_bin' })
  key: string;
  @Column(word)
  kind: keyof typeof bookingKinds;
  @Column({ type: 'date' })
  bookedOn: string;
  @Column({ type: 'varchar', length: 200 })
  memo: string;
  /** `<type>:<id>`, as in the contract's booking. */
  @Index('ledger_bookings_document')
  @Column({ type: 'varchar', length: 60, charset: 'ascii', collation: 'ascii_bin', nullable: true })
  document: string | null;
  /** Number of the order, bank line or cash receipt by which money came. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  reference: string | null;
  @Index('ledger_bookings_reverses_id', { unique: true })
  @Column({ ...uuid, nullable: true })
  reversesId: string | null;
  /** Null where the system books. */
  @Column({ ...uuid, nullable: true })
  madeBy: string | null;
  @Column(at)
  madeAt: Date;

  @ManyToOne(() => LedgerBooking, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'reverses_id', foreignKeyConstraintName: 'ledger_bookings_reverses' })
  reverses?: Relation<LedgerBooking> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'made_by', foreignKeyConstraintName: 'ledger_bookings_made_by' })
  maker?: Relation<Staff> | null;
}

/**
 * 分录: one sum from a credited to a debited account. It balances by its form, and both accounts are of its fund by foreign
 * key: what was paid for the service can never be booked as spent by the association (专款专用).
 */
@Entity('ledger_transfers')
@Index('ledger_transfers_debit_account', ['debitAccountId', 'fund'])
@Index('ledger_transfers_credit_account', ['creditAccountId', 'fund'])
export class LedgerTransfer {
  @PrimaryColumn(uuid)
  bookingId: string;
  @PrimaryColumn({ type: 'int' })
  position: number;
  @Column(word)
  fund: keyof typeof funds;
  @Column(uuid)
  debitAccountId: string;
  @Column(uuid)
  creditAccountId: string;
  /** Above zero (CHECK). */
  @Column(fen)
  fen: number;

  @ManyToOne(() => LedgerBooking, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'booking_id', foreignKeyConstraintName: 'ledger_transfers_booking' })
  booking?: Relation<LedgerBooking>;
  @ManyToOne(() => LedgerAccount, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn([
    { name: 'debit_account_id', referencedColumnName: 'id', foreignKeyConstraintName: 'ledger_transfers_debit' },
    { name: 'fund', referencedColumnName: 'fund', foreignKeyConstraintName: 'ledger_transfers_debit' },
  ])
  debit?: Relation<LedgerAccount>;
  @ManyToOne(() => LedgerAccount, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn([
    { name: 'credit_account_id', referencedColumnName: 'id', foreignKeyConstraintName: 'ledger_transfers_credit' },
    { name: 'fund', referencedColumnName: 'fund', foreignKeyConstraintName: 'ledger_transfers_credit' },
  ])
  credit?: Relation<LedgerAccount>;
}

/** 月结: a closed month takes no more bookings, nor do the months before it (kept by trigger). */
@Entity('ledger_months')
export class LedgerMonth {
  /** YYYY-MM. */
  @PrimaryColumn({ type: 'char', length: 7, charset: 'ascii', collation: 'ascii_bin' })
  month: string;
  /** By which the audit log names it. */
  @Index('ledger_months_id', { unique: true })
  @Column(uuid)
  id: string;
  @Column(uuid)
  closedBy: string;
  @Column(at)
  closedAt: Date;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'closed_by', foreignKeyConstraintName: 'ledger_months_closed_by' })
  closer?: Relation<Staff>;
}
