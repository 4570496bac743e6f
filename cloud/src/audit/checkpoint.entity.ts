import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { at, digest, place } from '../columns';

/** 检查点: where the audit chain stood at a moment, signed; a copy lies in the storage. */
@Entity('audit_checkpoints')
export class AuditCheckpoint {
  /** The last link; also the number of events in the chain. */
  @PrimaryColumn(place)
  seq: number;
  @Column(digest)
  hash: string;
  @Column(at)
  at: Date;
  /** Ed25519 in base64. */
  @Column({ type: 'varchar', length: 100, charset: 'ascii', collation: 'ascii_bin' })
  signature: string;
  /** When the copy was written; null while it is owed. */
  @Index('audit_checkpoints_stored')
  @Column({ ...at, nullable: true })
  storedAt: Date | null;
}
