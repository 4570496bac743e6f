import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The last serial given on one day, in one market, for one business. */
@Entity('serials')
export class Serial {
  /** The first 14 digits: day, market, business. */
  @PrimaryColumn({ type: 'char', length: 14 })
  prefix: string;
  @Column({ type: 'int' })
  last: number;
}
