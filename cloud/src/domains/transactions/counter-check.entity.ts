import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { returnCodes } from '@yongche/contract';
import { at, uuid, word } from '../../columns';
import { Staff } from '../identity/staff.entity';
import { Market } from '../registry/market.entity';
import { Transaction } from './transaction.entity';

/** 柜台核对: one operator's check of one deal that came to an end, by completion or by a return. Written once, for the market's figures. */
@Entity('counter_checks')
@Index('counter_checks_of_deal', ['transactionId', 'decidedAt'], { unique: true })
@Index('counter_checks_of_market', ['marketId', 'decidedAt'])
@Index('counter_checks_of_staff', ['staffId', 'decidedAt'])
export class CounterCheck {
  @PrimaryColumn(uuid)
  id: string;
  @Column(uuid)
  transactionId: string;
  @Column(uuid)
  marketId: string;
  @Column(uuid)
  staffId: string;
  @Column(word)
  outcome: 'completed' | 'returned';
  /** When the operator opened the deal; null where that is not known. */
  @Column({ ...at, nullable: true })
  openedAt: Date | null;
  @Column(at)
  decidedAt: Date;
  /** Of a return, the code of each picture. */
  @Column({ type: 'simple-json' })
  codes: (keyof typeof returnCodes)[];

  @ManyToOne(() => Transaction, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'transaction_id', foreignKeyConstraintName: 'counter_checks_transaction' })
  transaction?: Relation<Transaction>;
  @ManyToOne(() => Market, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'market_id', foreignKeyConstraintName: 'counter_checks_market' })
  market?: Relation<Market>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'staff_id', foreignKeyConstraintName: 'counter_checks_staff' })
  staff?: Relation<Staff>;
}
