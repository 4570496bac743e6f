import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { at, uuid } from '../../columns';
import { Staff } from '../identity/staff.entity';
import { Transaction } from './transaction.entity';

/** 占用: the operator who has a waiting deal open, or had it last; written under the deal's lock, gone with the end of the check. */
@Entity('check_holds')
export class CheckHold {
  @PrimaryColumn(uuid)
  transactionId: string;
  @Index('check_holds_staff_id')
  @Column(uuid)
  staffId: string;
  /** When this operator began the check. */
  @Column(at)
  openedAt: Date;
  /** Until when it is kept for this operator; in the past once it has lapsed or was given back. */
  @Column(at)
  heldUntil: Date;

  @ManyToOne(() => Transaction, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'transaction_id', foreignKeyConstraintName: 'check_holds_transaction' })
  transaction?: Relation<Transaction>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'staff_id', foreignKeyConstraintName: 'check_holds_staff' })
  staff?: Relation<Staff>;
}
