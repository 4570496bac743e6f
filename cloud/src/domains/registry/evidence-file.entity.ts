import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { evidenceKinds } from '@yongche/contract';
import { at, digest, uuid, word } from '../../columns';
import { RegisterRequest } from './register-request.entity';

/** 申请材料: one photographed paper of a request, sealed in the storage once it has been looked at. */
@Entity('evidence_files')
export class EvidenceFile {
  @PrimaryColumn(uuid)
  id: string;
  @Index('evidence_files_request_id')
  @Column(uuid)
  requestId: string;
  @Column(word)
  kind: keyof typeof evidenceKinds;
  @Column(word)
  state: 'uploading' | 'received' | 'rejected';
  @Column({ type: 'varchar', length: 200, charset: 'ascii', collation: 'ascii_bin' })
  objectKey: string;
  @Column({ type: 'varchar', length: 20 })
  contentType: string;
  /** Of the picture as it was handed in. */
  @Column({ ...digest, nullable: true })
  sha256: string | null;
  @Column({ type: 'varchar', length: 100, nullable: true })
  problem: string | null;
  @Column(at)
  permittedAt: Date;
  @Column({ ...at, nullable: true })
  receivedAt: Date | null;

  @ManyToOne(() => RegisterRequest, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'request_id', foreignKeyConstraintName: 'evidence_files_request' })
  request?: Relation<RegisterRequest>;
}
