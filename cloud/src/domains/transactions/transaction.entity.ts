import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { businesses, channels, transactionStates } from '@yongche/contract';
import { at, digest, uuid, word } from '../../columns';
import { Market } from '../registry/market.entity';
import { Company } from '../registry/company.entity';
import { Certificate } from '../registry/certificate.entity';

/** 交易: one car changes its owner once. */
@Entity('transactions')
@Index('transactions_by_market', ['marketId', 'state', 'business', 'channel', 'createdAt'])
@Index('transactions_by_state', ['state', 'business', 'channel', 'createdAt'])
@Index('transactions_created', ['createdAt', 'id'])
@Index('transactions_agent', ['personId', 'createdAt'])
@Index('transactions_vin', ['vin', 'createdAt'])
@Index('transactions_vin_reversed', ['vinReversed', 'createdAt'])
@Index('transactions_plate', ['plate', 'createdAt'])
@Index('transactions_company_completed', ['companyId', 'completedAt'])
@Index('transactions_completed', ['completedAt', 'marketId', 'channel', 'business'])
@Index('transactions_uploaded', ['firstSubmittedAt'])
export class Transaction {
  @PrimaryColumn(uuid)
  id: string;
  /** 18 digits: day, market, business, daily serial (domain.md 2.3). */
  @Index('transactions_serial', { unique: true })
  @Column({ type: 'char', length: 18 })
  serial: string;
  @Column(word)
  business: keyof typeof businesses;
  @Column(word)
  state: keyof typeof transactionStates;
  @Column(word)
  channel: keyof typeof channels;
  /** 同一卖方: deals of one counter that may share the pictures of their seller, named by its page; null for every other deal. */
  @Index('transactions_batch_id')
  @Column({ ...uuid, nullable: true })
  batchId: string | null;
  @Column(uuid)
  marketId: string;
  @Column(uuid)
  companyId: string;
  @Column(uuid)
  certificateId: string;
  /** The agent. */
  @Column(uuid)
  personId: string;
  @Column({ type: 'char', length: 17 })
  vin: string;
  /** The VIN backwards, by which its end is found; a trigger writes it, whatever a statement says. */
  @Column({ type: 'char', length: 17, charset: 'ascii', collation: 'ascii_bin', nullable: true, select: false, update: false })
  vinReversed?: string | null;
  @Column({ type: 'varchar', length: 8 })
  plate: string;
  @Column({ type: 'boolean' })
  mortgaged: boolean;
  /** Version of the photo rules that this deal began with and keeps. */
  @Column({ type: 'varchar', length: 20 })
  rulesVersion: string;
  /** Version of the rule pack that this deal began with and is checked by. */
  @Column({ type: 'varchar', length: 20, charset: 'ascii', collation: 'ascii_bin', default: '2026-1' })
  rulePack: string;
  @Column(at)
  createdAt: Date;
  @Column({ ...at, nullable: true })
  submittedAt: Date | null;
  /** When it passed the pre-check for the first time: what 上传数 counts (domain.md 6.3). */
  @Column({ ...at, nullable: true })
  firstSubmittedAt: Date | null;
  @Column({ ...at, nullable: true })
  completedAt: Date | null;
  /** The operator who compared the originals. */
  @Column({ ...uuid, nullable: true })
  completedBy: string | null;
  /** SHA-256 over the pictures' hashes at completion, in the order of their slots. */
  @Column({ ...digest, nullable: true })
  imagesDigest: string | null;
  /** Odometer at completion, as read or typed: the next deal of this car is compared with it (T-21). */
  @Column({ type: 'int', nullable: true })
  kilometres: number | null;

  @ManyToOne(() => Market, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'market_id', foreignKeyConstraintName: 'transactions_market' })
  market?: Relation<Market>;

  @ManyToOne(() => Company, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'company_id', foreignKeyConstraintName: 'transactions_company' })
  company?: Relation<Company>;

  @ManyToOne(() => Certificate, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'certificate_id', foreignKeyConstraintName: 'transactions_certificate' })
  certificate?: Relation<Certificate>;
}
