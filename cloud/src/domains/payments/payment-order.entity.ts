import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { funds, lateOutcomes, orderStates, payableKinds, paymentProviders } from '@yongche/contract';
import { at, place as fen, uuid, word } from '../../columns';
import { Account } from '../identity/account.entity';
import { Company } from '../registry/company.entity';

const number = { type: 'varchar', length: 32, charset: 'ascii', collation: 'ascii_bin' } as const;

/** 支付订单: one attempt to pay the balance of a due or bill in WeChat or Alipay. Moves by order-states.ts alone. */
@Entity('payment_orders')
@Index('payment_orders_subject', ['kind', 'subjectId', 'id'])
@Index('payment_orders_company_id', ['companyId', 'id'])
@Index('payment_orders_state', ['state', 'id'])
@Index('payment_orders_paid', ['provider', 'fund', 'paidAt'])
export class PaymentOrder {
  @PrimaryColumn(uuid)
  id: string;
  /** 商户订单号 (out_trade_no): drawn, so that nobody guesses another's. */
  @Index('payment_orders_number', { unique: true })
  @Column(number)
  number: string;
  @Column(word)
  kind: keyof typeof payableKinds;
  @Column(uuid)
  subjectId: string;
  /** The member or market that owes it. */
  @Column(uuid)
  partyId: string;
  /** Title of the due or bill and name of its payer when the order was opened. */
  @Column({ type: 'varchar', length: 120 })
  title: string;
  @Column({ type: 'varchar', length: 100 })
  payerName: string;
  @Column(word)
  fund: keyof typeof funds;
  @Column(word)
  provider: keyof typeof paymentProviders;
  /** Our merchant at the provider; one of another merchant's is not this order. */
  @Column(number)
  merchantId: string;
  /** Who pays: the account of the session, and the company that it acted for. */
  @Column(uuid)
  accountId: string;
  @Column(uuid)
  companyId: string;
  @Column(word)
  state: keyof typeof orderStates;
  @Column(fen)
  fen: number;
  /** The due or bill while the order is open, so that it has one open order (CHECK payment_orders_open). */
  @Index('payment_orders_open_key', { unique: true })
  @Column({ ...uuid, nullable: true })
  openKey: string | null;
  /** prepay_id, trade_no: what the phone is launched with; null until the provider has the order. */
  @Column({ type: 'varchar', length: 80, charset: 'ascii', collation: 'ascii_bin', nullable: true })
  prepayId: string | null;
  /** The provider's number (transaction_id, trade_no), once it is paid. */
  @Column({ type: 'varchar', length: 64, charset: 'ascii', collation: 'ascii_bin', nullable: true })
  providerNumber: string | null;
  @Column(at)
  openedAt: Date;
  @Column(at)
  expiresAt: Date;
  /** When the provider took the money. */
  @Column({ ...at, nullable: true })
  paidAt: Date | null;
  @Column({ ...at, nullable: true })
  closedAt: Date | null;
  /** What became of money that came after the order was closed, or for what had been paid meanwhile. */
  @Column({ ...word, nullable: true })
  late: keyof typeof lateOutcomes | null;
  /** 发货信息 told to WeChat. */
  @Column({ ...at, nullable: true })
  shippingReportedAt: Date | null;

  @ManyToOne(() => Account, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'payment_orders_account' })
  account?: Relation<Account>;
  @ManyToOne(() => Company, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'company_id', foreignKeyConstraintName: 'payment_orders_company' })
  company?: Relation<Company>;
}
