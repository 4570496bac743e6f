import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { funds, noticeOutcomes, paymentProviders } from '@yongche/contract';
import type { OrderReport, RefundReport } from '../../adapters/payment/payment';
import { at, uuid, word } from '../../columns';

/** Moments as ISO texts, as JSON has them. */
type Stored<Report> = { [Key in keyof Report]: Date extends Report[Key] ? string | null : Report[Key] };
export type StoredReport = { kind: 'order'; report: Stored<OrderReport> } | { kind: 'refund'; report: Stored<RefundReport> };

/** 支付通知: the inbox of what the providers signed; the same notice lies in it once. */
@Entity('payment_notices')
@Index('payment_notices_notice', ['provider', 'noticeId'], { unique: true })
@Index('payment_notices_outcome', ['outcome', 'receivedAt'])
export class PaymentNotice {
  @PrimaryColumn(uuid)
  id: string;
  @Column(word)
  provider: keyof typeof paymentProviders;
  /** Whose merchant it was addressed to. */
  @Column(word)
  fund: keyof typeof funds;
  /** The provider's own id of the notice. */
  @Column({ type: 'varchar', length: 128, charset: 'ascii', collation: 'ascii_bin' })
  noticeId: string;
  /** Our number of the order. */
  @Index('payment_notices_order_number')
  @Column({ type: 'varchar', length: 64, charset: 'ascii', collation: 'ascii_bin' })
  orderNumber: string;
  /** What the provider said, without the payer's open id. */
  @Column({ type: 'simple-json' })
  content: StoredReport;
  @Column(word)
  outcome: keyof typeof noticeOutcomes;
  /** Why it was refused, in plain Chinese. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  refusal: string | null;
  @Column(at)
  receivedAt: Date;
  @Column({ ...at, nullable: true })
  appliedAt: Date | null;
}
