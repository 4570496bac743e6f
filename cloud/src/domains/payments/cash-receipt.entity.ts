import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { cashStates, funds, payableKinds } from '@yongche/contract';
import { at, place as fen, uuid, word } from '../../columns';
import { Staff } from '../identity/staff.entity';

/** 现金收款: noted by one person, booked when another has confirmed it (CHECK cash_receipts_two_persons). */
@Entity('cash_receipts')
@Index('cash_receipts_state', ['state', 'id'])
@Index('cash_receipts_subject', ['kind', 'subjectId'])
export class CashReceipt {
  @PrimaryColumn(uuid)
  id: string;
  /** 收据号, such as XJ20260001. */
  @Index('cash_receipts_number', { unique: true })
  @Column({ type: 'varchar', length: 20, charset: 'ascii', collation: 'ascii_bin' })
  number: string;
  @Column(word)
  kind: keyof typeof payableKinds;
  @Column(uuid)
  subjectId: string;
  /** Title of the due or bill and name of its payer when it was noted. */
  @Column({ type: 'varchar', length: 120 })
  title: string;
  @Column({ type: 'varchar', length: 100 })
  payerName: string;
  @Column(word)
  fund: keyof typeof funds;
  @Column(word)
  state: keyof typeof cashStates;
  @Column(fen)
  fen: number;
  @Column({ type: 'date' })
  receivedOn: string;
  @Column({ type: 'varchar', length: 200 })
  note: string;
  @Column(uuid)
  notedBy: string;
  @Column(at)
  notedAt: Date;
  @Column({ ...uuid, nullable: true })
  decidedBy: string | null;
  @Column({ ...at, nullable: true })
  decidedAt: Date | null;
  /** Why it was sent back. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  refusal: string | null;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'noted_by', foreignKeyConstraintName: 'cash_receipts_noted_by' })
  noter?: Relation<Staff>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'decided_by', foreignKeyConstraintName: 'cash_receipts_decided_by' })
  decider?: Relation<Staff> | null;
}
