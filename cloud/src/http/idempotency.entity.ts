import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { at, digest, uuid } from '../columns';

/** One Idempotency-Key of one principal with the answer that it got; kept 7 days. */
@Entity('idempotency_keys')
export class IdempotencyKey {
  @PrimaryColumn(uuid)
  principal: string;
  @PrimaryColumn({ type: 'varchar', length: 80, charset: 'ascii', collation: 'ascii_bin' })
  key: string;
  /** SHA-256 of method, path and body: the same key with another request is refused. */
  @Column(digest)
  requestHash: string;
  @Column({ type: 'mediumtext', nullable: true })
  answer: string | null;
  @Index('idempotency_keys_created_at')
  @Column(at)
  createdAt: Date;
}
