import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { uuid } from '../../columns';

/** 市场: a used-car market with a fixed terminal, where deals are checked. */
@Entity('markets')
export class Market {
  @PrimaryColumn(uuid)
  id: string;
  /** Four digits; part of each deal's serial. */
  @Index('markets_code', { unique: true })
  @Column({ type: 'char', length: 4 })
  code: string;
  @Column({ type: 'varchar', length: 100 })
  name: string;
  /** Whether one agent may act for seller and buyer of one deal (domain.md 2.2). */
  @Column({ type: 'boolean' })
  allowsAgentForBothSides: boolean;
  /** WGS-84 of its middle, and how far its grounds reach; null where nobody has measured it: then no picture is too far (T-16). */
  @Column({ type: 'double', nullable: true })
  latitude: number | null;
  @Column({ type: 'double', nullable: true })
  longitude: number | null;
  @Column({ type: 'int', nullable: true })
  radiusMetres: number | null;
  /** Last day (Shanghai) of a suspension: until then no deal begins here. */
  @Column({ type: 'date', nullable: true })
  suspendedUntil: string | null;
  /** Whether its operators may work at a paired terminal only. */
  @Column({ type: 'boolean', default: false })
  requiresTerminal: boolean;
}
