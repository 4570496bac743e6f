import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { payableKinds, receiptKinds, receiptStates } from '@yongche/contract';
import { at, place as fen, uuid, word } from '../../columns';
import { Staff } from '../identity/staff.entity';

/** 票据: issued elsewhere (财政电子票据, VAT system), noted here; a number is used once, also where it is void. */
@Entity('receipts')
@Index('receipts_number', ['kind', 'number'], { unique: true })
@Index('receipts_subject', ['subjectKind', 'subjectId'])
export class Receipt {
  @PrimaryColumn(uuid)
  id: string;
  /** Dues have the society's receipt, bills a VAT invoice (CHECK receipts_kind). */
  @Column(word)
  kind: keyof typeof receiptKinds;
  @Column({ type: 'varchar', length: 40, charset: 'ascii', collation: 'ascii_bin' })
  number: string;
  @Column(word)
  state: keyof typeof receiptStates;
  @Column(word)
  subjectKind: keyof typeof payableKinds;
  @Column(uuid)
  subjectId: string;
  @Column(fen)
  fen: number;
  @Column({ type: 'date' })
  issuedOn: string;
  @Column(uuid)
  notedBy: string;
  @Column(at)
  notedAt: Date;
  @Column({ type: 'varchar', length: 200, nullable: true })
  voidReason: string | null;
  @Column({ ...uuid, nullable: true })
  voidedBy: string | null;
  @Column({ ...at, nullable: true })
  voidedAt: Date | null;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'noted_by', foreignKeyConstraintName: 'receipts_noted_by' })
  noter?: Relation<Staff>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'voided_by', foreignKeyConstraintName: 'receipts_voided_by' })
  voider?: Relation<Staff> | null;
}
