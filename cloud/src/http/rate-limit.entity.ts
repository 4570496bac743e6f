import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Counters of rate-limiter-flexible, in the shape that the library writes. */
@Entity('rate_limits')
export class RateLimit {
  @PrimaryColumn({ type: 'varchar', length: 255, charset: 'utf8mb4', collation: 'utf8mb4_bin' })
  key: string;
  @Column({ type: 'int', default: 0 })
  points: number;
  @Column({ type: 'bigint', nullable: true, unsigned: true })
  expire: string | null;
}
