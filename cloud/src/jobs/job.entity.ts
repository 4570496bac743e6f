import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { at, uuid } from '../columns';

/** A piece of work written in the transaction that wants it done (outbox); gone once done. */
@Entity('jobs')
@Index('jobs_due', ['deadAt', 'runAt'])
export class Job {
  @PrimaryColumn(uuid)
  id: string;
  @Column({ type: 'varchar', length: 60 })
  name: string;
  @Column({ type: 'simple-json' })
  payload: unknown;
  /** At most one waiting job of a key; null where any number may wait. */
  @Index('jobs_dedup_key', { unique: true })
  @Column({ type: 'varchar', length: 120, nullable: true })
  dedupKey: string | null;
  @Column(at)
  runAt: Date;
  @Column({ ...at, nullable: true })
  leaseUntil: Date | null;
  @Column({ type: 'int', default: 0 })
  attempts: number;
  @Column({ type: 'varchar', length: 500, nullable: true })
  lastError: string | null;
  /** Set when it failed too often and waits for a technician. */
  @Column({ ...at, nullable: true })
  deadAt: Date | null;
}
