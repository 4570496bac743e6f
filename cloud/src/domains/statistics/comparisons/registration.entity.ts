import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { businesses } from '@yongche/contract';
import { at, digest, uuid, word } from '../../../columns';
import { Staff } from '../../identity/staff.entity';
import { Market } from '../../registry/market.entity';
import { Transaction } from '../../transactions/transaction.entity';

/** 车管登记明细: what the vehicle office registered in one month, line by line; a newer list of the month takes its place. */
@Entity('registration_lists')
export class RegistrationList {
  @PrimaryColumn(uuid)
  id: string;
  @Index('registration_lists_month', { unique: true })
  @Column({ type: 'varchar', length: 7, charset: 'ascii', collation: 'ascii_bin' })
  month: string;
  @Column({ type: 'varchar', length: 200 })
  fileName: string;
  @Column(digest)
  sha256: string;
  @Column({ type: 'int' })
  lineCount: number;
  @Column(uuid)
  importedBy: string;
  @Column(at)
  importedAt: Date;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'imported_by', foreignKeyConstraintName: 'registration_lists_imported_by' })
  importer?: Relation<Staff>;
}

/** 登记: one car that the office registered to a new owner; of the owner nothing is kept. */
@Entity('registrations')
@Index('registrations_registered', ['registeredOn', 'days', 'platesAgree'])
export class Registration {
  @PrimaryColumn(uuid)
  id: string;
  @Index('registrations_list_id')
  @Column(uuid)
  listId: string;
  @Index('registrations_vin')
  @Column({ type: 'char', length: 17 })
  vin: string;
  /** As the office writes it; empty where its list has no plates. */
  @Column({ type: 'varchar', length: 12 })
  plate: string;
  @Column(word)
  business: keyof typeof businesses;
  @Column({ type: 'date' })
  registeredOn: string;
  /** The market of ours that the list means; null where it names none that we know. */
  @Index('registrations_market_id')
  @Column({ ...uuid, nullable: true })
  marketId: string | null;
  /** As the list writes it. */
  @Column({ type: 'varchar', length: 60, nullable: true })
  marketName: string | null;
  /** Where it stands in the file. */
  @Column({ type: 'varchar', length: 20 })
  place: string;
  /** The deal of the same VIN that was nearest before it (`match-registrations.ts`); one deal explains one registration. */
  @Index('registrations_transaction_id', { unique: true })
  @Column({ ...uuid, nullable: true })
  transactionId: string | null;
  /** From that deal's completion to the registration, 0 to 180 (CHECK registrations_matched). */
  @Column({ type: 'int', nullable: true })
  days: number | null;
  /** Whether both write the same plate. */
  @Column({ type: 'boolean', nullable: true })
  platesAgree: boolean | null;

  @ManyToOne(() => RegistrationList, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'list_id', foreignKeyConstraintName: 'registrations_list' })
  list?: Relation<RegistrationList>;
  @ManyToOne(() => Market, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'market_id', foreignKeyConstraintName: 'registrations_market' })
  market?: Relation<Market> | null;
  @ManyToOne(() => Transaction, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'transaction_id', foreignKeyConstraintName: 'registrations_transaction' })
  transaction?: Relation<Transaction> | null;
}
