import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The last number given under a prefix, such as a day's deals of one market, or a year's certificates. */
@Entity('serials')
export class Serial {
  @PrimaryColumn({ type: 'char', length: 14 })
  prefix: string;
  @Column({ type: 'int' })
  last: number;
}
