import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { refundStates } from '@yongche/contract';
import { at, place as fen, uuid, word } from '../../columns';
import { Staff } from '../identity/staff.entity';
import { PaymentOrder } from './payment-order.entity';

/** 退款: asked for by one person, approved by another (CHECK refunds_two_persons), or by the rule for late money. Moves by refund-states.ts alone. */
@Entity('refunds')
@Index('refunds_order_id', ['orderId', 'id'])
@Index('refunds_state', ['state', 'id'])
@Index('refunds_settled', ['settledAt'])
export class Refund {
  @PrimaryColumn(uuid)
  id: string;
  /** 商户退款单号 (out_refund_no): the same for each request until the provider itself has declared it failed. */
  @Index('refunds_number', { unique: true })
  @Column({ type: 'varchar', length: 32, charset: 'ascii', collation: 'ascii_bin' })
  number: string;
  @Column(uuid)
  orderId: string;
  @Column(word)
  state: keyof typeof refundStates;
  @Column(fen)
  fen: number;
  @Column({ type: 'varchar', length: 200 })
  reason: string;
  /** Null where the rule for late money decided: nobody asked, and nobody has to approve. */
  @Column({ ...uuid, nullable: true })
  requestedBy: string | null;
  @Column(at)
  requestedAt: Date;
  @Column({ ...uuid, nullable: true })
  decidedBy: string | null;
  @Column({ ...at, nullable: true })
  decidedAt: Date | null;
  /** Why it was not approved. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  refusal: string | null;
  /** The booking that took the sum out of what was received; null for late money, which never was. */
  @Column({ ...uuid, nullable: true })
  bookingId: string | null;
  /** How often it was sent off: 1 for the first time. */
  @Column({ type: 'int', default: 0 })
  attempt: number;
  /** When this attempt began; null before the first. */
  @Column({ ...at, nullable: true })
  attemptedAt: Date | null;
  /** When the provider had taken the request of this attempt. */
  @Column({ ...at, nullable: true })
  sentAt: Date | null;
  @Column({ type: 'varchar', length: 64, charset: 'ascii', collation: 'ascii_bin', nullable: true })
  providerNumber: string | null;
  /** When the provider gave the money back. */
  @Column({ ...at, nullable: true })
  settledAt: Date | null;
  /** Why the provider refused it, in plain Chinese. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  failure: string | null;

  @ManyToOne(() => PaymentOrder, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'order_id', foreignKeyConstraintName: 'refunds_order' })
  order?: Relation<PaymentOrder>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'requested_by', foreignKeyConstraintName: 'refunds_requested_by' })
  requester?: Relation<Staff> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'decided_by', foreignKeyConstraintName: 'refunds_decided_by' })
  decider?: Relation<Staff> | null;
}
