import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { billLineKinds, billStates } from '@yongche/contract';
import { at, uuid, word } from '../../columns';
import { Staff } from '../identity/staff.entity';
import { Market } from '../registry/market.entity';
import { monthColumn, sumColumn } from './meter-event.entity';
import { ServiceContract } from './service-contract.entity';

/**
 * 服务费账单 of a market for a month. Its cars are the events with its market and bill month; what is paid of it is read from the
 * ledger. Drafted by one person, checked and published by another (CHECK bills_two_persons).
 */
@Entity('bills')
@Index('bills_month', ['month', 'id'])
@Index('bills_market_id', ['marketId', 'month'])
export class Bill {
  @PrimaryColumn(uuid)
  id: string;
  /** 账单号, such as ZD2026110003. */
  @Index('bills_number', { unique: true })
  @Column({ type: 'varchar', length: 20, charset: 'ascii', collation: 'ascii_bin' })
  number: string;
  @Column(uuid)
  marketId: string;
  @Column(monthColumn)
  month: string;
  /** `<market>:<month>` unless it is void: one bill stands for a month (CHECK bills_live). */
  @Index('bills_live_key', { unique: true })
  @Column({ type: 'varchar', length: 50, charset: 'ascii', collation: 'ascii_bin', nullable: true })
  liveKey: string | null;
  @Column(word)
  state: keyof typeof billStates;
  /** Charged less reversed. */
  @Column({ type: 'int' })
  vehicles: number;
  /** What is to be paid; never below zero. */
  @Column(sumColumn)
  fen: number;
  /** What it comes to below zero: the next bill takes it over. */
  @Column(sumColumn)
  carriedFen: number;
  @Column(sumColumn)
  storedBytes: number;
  @Index('bills_remittance_code', { unique: true })
  @Column({ type: 'char', length: 8, charset: 'ascii', collation: 'ascii_bin' })
  remittanceCode: string;
  @Column(uuid)
  draftedBy: string;
  @Column(at)
  draftedAt: Date;
  @Column({ ...uuid, nullable: true })
  checkedBy: string | null;
  @Column({ ...at, nullable: true })
  checkedAt: Date | null;
  /** The contract on which it rests, from its publication on. */
  @Column({ ...uuid, nullable: true })
  contractId: string | null;
  @Column({ ...uuid, nullable: true })
  publishedBy: string | null;
  @Column({ ...at, nullable: true })
  publishedAt: Date | null;
  @Column({ type: 'date', nullable: true })
  dueOn: string | null;
  @Column({ ...uuid, nullable: true })
  voidedBy: string | null;
  @Column({ ...at, nullable: true })
  voidedAt: Date | null;
  @Column({ type: 'varchar', length: 200, nullable: true })
  voidReason: string | null;

  @ManyToOne(() => Market, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'market_id', foreignKeyConstraintName: 'bills_market' })
  market?: Relation<Market>;
  @ManyToOne(() => ServiceContract, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'contract_id', foreignKeyConstraintName: 'bills_contract' })
  contract?: Relation<ServiceContract> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'drafted_by', foreignKeyConstraintName: 'bills_drafted_by' })
  drafter?: Relation<Staff>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'checked_by', foreignKeyConstraintName: 'bills_checked_by' })
  checker?: Relation<Staff> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'published_by', foreignKeyConstraintName: 'bills_published_by' })
  publisher?: Relation<Staff> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'voided_by', foreignKeyConstraintName: 'bills_voided_by' })
  voider?: Relation<Staff> | null;
}

/** 账单明细: cars of one kind, price and month, as they were when the bill was drafted. */
@Entity('bill_lines')
export class BillLine {
  @PrimaryColumn(uuid)
  billId: string;
  /** From 1. */
  @PrimaryColumn({ type: 'int' })
  position: number;
  @Column(word)
  kind: keyof typeof billLineKinds;
  /** Null for 上期结转. */
  @Column({ type: 'boolean', nullable: true })
  member: boolean | null;
  @Column({ type: 'int', nullable: true })
  unitFen: number | null;
  @Column({ type: 'int' })
  vehicles: number;
  @Column(sumColumn)
  fen: number;
  /** Month of completion of what is made up for; null for the bill's own. */
  @Column({ ...monthColumn, nullable: true })
  month: string | null;
  @Column(sumColumn)
  storedBytes: number;

  @ManyToOne(() => Bill, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'bill_id', foreignKeyConstraintName: 'bill_lines_bill' })
  bill?: Relation<Bill>;
}
