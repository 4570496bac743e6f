import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { at, uuid } from '../../columns';
import { Staff } from '../identity/staff.entity';
import { Market } from '../registry/market.entity';

/** 服务合同 with a market: without one in force on the last day of a month its bill is not published (law.md R-F8). No two of a market overlap. */
@Entity('service_contracts')
@Index('service_contracts_market_id', ['marketId', 'fromOn'])
export class ServiceContract {
  @PrimaryColumn(uuid)
  id: string;
  @Column(uuid)
  marketId: string;
  /** 合同编号, as it stands on the paper. */
  @Index('service_contracts_number', { unique: true })
  @Column({ type: 'varchar', length: 40 })
  number: string;
  @Column({ type: 'date' })
  signedOn: string;
  @Column({ type: 'date' })
  fromOn: string;
  /** Last day; null where it has no end. */
  @Column({ type: 'date', nullable: true })
  toOn: string | null;
  @Column(uuid)
  recordedBy: string;
  @Column(at)
  recordedAt: Date;
  /** 终止 before its time: by whom, when entered, and why. */
  @Column({ ...uuid, nullable: true })
  endedBy: string | null;
  @Column({ ...at, nullable: true })
  endedAt: Date | null;
  @Column({ type: 'varchar', length: 200, nullable: true })
  endReason: string | null;

  @ManyToOne(() => Market, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'market_id', foreignKeyConstraintName: 'service_contracts_market' })
  market?: Relation<Market>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'recorded_by', foreignKeyConstraintName: 'service_contracts_recorded_by' })
  recorder?: Relation<Staff>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'ended_by', foreignKeyConstraintName: 'service_contracts_ended_by' })
  ender?: Relation<Staff> | null;
}
