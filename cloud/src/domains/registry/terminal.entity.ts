import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { terminalStates } from '@yongche/contract';
import { uuid, word } from '../../columns';
import { Market } from './market.entity';

/** 固定端: a place in a market with PC and document camera. */
@Entity('terminals')
export class Terminal {
  @PrimaryColumn(uuid)
  id: string;
  @Index('terminals_number', { unique: true })
  @Column({ type: 'varchar', length: 20 })
  number: string;
  @Index('terminals_market_id')
  @Column(uuid)
  marketId: string;
  @Column({ type: 'varchar', length: 50 })
  name: string;
  @Column({ type: 'varchar', length: 100 })
  location: string;
  @Column(word)
  state: keyof typeof terminalStates;
  /** Counts the devices: a 补办 makes the next one. */
  @Column({ type: 'int' })
  edition: number;
  @Column({ type: 'date' })
  openedOn: string;
  @Column({ type: 'date', nullable: true })
  suspendedUntil: string | null;
  @Column({ type: 'date', nullable: true })
  endedOn: string | null;

  @ManyToOne(() => Market, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'market_id', foreignKeyConstraintName: 'terminals_market' })
  market: Relation<Market>;
}
