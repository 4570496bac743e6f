import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { channels, meterExemptions, meterKinds } from '@yongche/contract';
import { at, uuid, word } from '../../columns';
import { Staff } from '../identity/staff.entity';
import { Market } from '../registry/market.entity';
import { Transaction } from '../transactions/transaction.entity';
import { Tariff, tariffVersionColumn } from './tariff.entity';

/** A sum of fen or bytes; the driver gives a bigint as text. */
export const sumColumn = { type: 'bigint', transformer: { from: Number, to: (value: number) => value } } as const;
/** YYYY-MM. */
export const monthColumn = { type: 'char', length: 7, charset: 'ascii', collation: 'ascii_bin' } as const;

/**
 * 计量: what one completed deal costs its market, priced when it is written; append-only by trigger. The events of a deal alternate
 * (CHECK meter_events_turns): turn 1 charges, turn 2 takes that back, turn 3 charges anew; so at most one charge of a deal stands.
 */
@Entity('meter_events')
@Index('meter_events_turn', ['transactionId', 'turn'], { unique: true })
@Index('meter_events_bill', ['billMonth', 'marketId', 'exemption', 'kind', 'month', 'member', 'fen', 'storedBytes'])
@Index('meter_events_month', ['month', 'marketId', 'exemption', 'kind', 'member', 'fen', 'storedBytes'])
@Index('meter_events_market_id', ['marketId', 'completedOn'])
@Index('meter_events_first', ['completedOn', 'turn'])
export class MeterEvent {
  @PrimaryColumn(uuid)
  id: string;
  @Column(word)
  kind: keyof typeof meterKinds;
  @Column(uuid)
  transactionId: string;
  /** Odd for a charge, even for the reversal of the turn before. */
  @Column({ type: 'int' })
  turn: number;
  @Column(uuid)
  marketId: string;
  @Column(word)
  channel: keyof typeof channels;
  /** Day of completion (Shanghai), by which it is priced; its month. */
  @Index('meter_events_completed_on')
  @Column({ type: 'date' })
  completedOn: string;
  @Column(monthColumn)
  month: string;
  /** Month in whose bill it stands: its own, or a later one where that is billed already. */
  @Column(monthColumn)
  billMonth: string;
  /** Whether the market was a 会员 on the day of completion. */
  @Column({ type: 'boolean' })
  member: boolean;
  /** Below zero for a reversal; 0 where it is exempt. */
  @Column({ type: 'int' })
  fen: number;
  @Column({ ...word, nullable: true })
  exemption: keyof typeof meterExemptions | null;
  /** The charged deal that this one did again. */
  @Column({ ...uuid, nullable: true })
  redoneOf: string | null;
  /** The tariff of the day of completion; null where there was none. */
  @Column({ ...tariffVersionColumn, nullable: true })
  tariffVersion: string | null;
  /** Of the deal's pictures, as they were received. */
  @Column(sumColumn)
  storedBytes: number;
  /** Why it was taken back or charged anew. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  reason: string | null;
  /** Null where the system did it. */
  @Column({ ...uuid, nullable: true })
  madeBy: string | null;
  @Column(at)
  madeAt: Date;

  @ManyToOne(() => Transaction, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'transaction_id', foreignKeyConstraintName: 'meter_events_transaction' })
  transaction?: Relation<Transaction>;
  @ManyToOne(() => Market, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'market_id', foreignKeyConstraintName: 'meter_events_market' })
  market?: Relation<Market>;
  @ManyToOne(() => Transaction, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'redone_of', foreignKeyConstraintName: 'meter_events_redone_of' })
  original?: Relation<Transaction> | null;
  @ManyToOne(() => Tariff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'tariff_version', foreignKeyConstraintName: 'meter_events_tariff' })
  tariff?: Relation<Tariff> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'made_by', foreignKeyConstraintName: 'meter_events_made_by' })
  maker?: Relation<Staff> | null;
}

/** The first month that is not billed yet, in one row: whoever writes events shares it, whoever drafts bills has it alone. */
@Entity('billing_open_month')
export class OpenMonth {
  @PrimaryColumn({ type: 'int' })
  one: number;
  @Column(monthColumn)
  month: string;
}
