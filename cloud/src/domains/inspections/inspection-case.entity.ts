import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { inspectionOrigins, inspectionStates } from '@yongche/contract';
import { at, uuid, word } from '../../columns';
import { Transaction } from '../transactions/transaction.entity';

/** 核查案件: one completed deal that came up, at most one a deal. Why it did is never shown to who looks at it. */
@Entity('inspection_cases')
@Index('inspection_cases_day', ['day', 'origin', 'state'])
export class InspectionCase {
  @PrimaryColumn(uuid)
  id: string;
  @Index('inspection_cases_transaction_id', { unique: true })
  @Column(uuid)
  transactionId: string;
  @Column(word)
  origin: keyof typeof inspectionOrigins;
  @Column({ type: 'double' })
  risk: number;
  @Column(word)
  state: keyof typeof inspectionStates;
  /** Day (Shanghai) of the deal's completion. */
  @Column({ type: 'date' })
  day: string;
  @Column(at)
  createdAt: Date;
  /** When it was passed or became a problem. */
  @Column({ ...at, nullable: true })
  closedAt: Date | null;

  @ManyToOne(() => Transaction, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'transaction_id', foreignKeyConstraintName: 'inspection_cases_transaction' })
  transaction?: Relation<Transaction>;
}
