import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { at, digest, place } from '../../columns';

/** 检查点: size and root of the log at a moment, signed; a copy lies in the storage, and anybody may take one. */
@Entity('evidence_checkpoints')
export class EvidenceCheckpoint {
  /** Number of leaves. */
  @PrimaryColumn(place)
  size: number;
  @Column(digest)
  root: string;
  @Column(at)
  at: Date;
  /** The signed note (C2SP tlog-checkpoint). */
  @Column({ type: 'varchar', length: 1000 })
  note: string;
  /** When the copy was written; null while it is owed. */
  @Index('evidence_checkpoints_stored')
  @Column({ ...at, nullable: true })
  storedAt: Date | null;
  /** TimeStampToken over the note (RFC 3161), base64 of DER; null until the authority has answered. */
  @Column({ type: 'text', charset: 'ascii', collation: 'ascii_bin', nullable: true })
  timestampToken: string | null;
  @Index('evidence_checkpoints_timestamp')
  @Column({ ...at, nullable: true })
  timestampAt: Date | null;
  @Column({ type: 'varchar', length: 200, nullable: true })
  timestampAuthority: string | null;
}
