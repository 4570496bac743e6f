import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { auditFindings } from '@yongche/contract';
import { at, place, uuid } from '../../columns';

/** One thing that is wrong with the audit log. */
export interface Finding {
  kind: keyof typeof auditFindings;
  /** The link that it speaks of, and the last one where it speaks of several. */
  seq: number | null;
  toSeq: number | null;
  eventId: string | null;
  /** The hash that should be there, and the one that is. */
  expected: string | null;
  actual: string | null;
  /** Which copy of a checkpoint it speaks of. */
  source: 'database' | 'storage' | null;
}

/** How far a verification has come, so that it can be done in slices by any process. */
export interface Progress {
  stage: 'links' | 'events' | 'checkpoints' | 'copies';
  /** The last link looked at, with the hash that the next one must point to. */
  seq: number;
  hash: string;
  /** Time of the latest event so far. */
  latestAt: string | null;
  /** The last event, checkpoint and copy looked at. */
  eventId: string;
  checkpointSeq: number;
  copyKey: string;
  /** The last checkpoint that the chain still holds. */
  heldSeq: number;
  /** The source whose first contradiction has been told; one rewrite contradicts every later checkpoint. */
  told: ('database' | 'storage')[];
}

/** 校验: one walk over the whole audit log. */
@Entity('audit_verifications')
export class AuditVerification {
  @PrimaryColumn(uuid)
  id: string;
  /** Staff id; null for the nightly one. */
  @Column({ ...uuid, nullable: true })
  requestedBy: string | null;
  @Index('audit_verifications_started')
  @Column(at)
  startedAt: Date;
  @Column({ ...at, nullable: true })
  finishedAt: Date | null;
  @Column(place)
  fromSeq: number;
  @Column(place)
  toSeq: number;
  @Column(place)
  checkedRows: number;
  /** Null while it runs. */
  @Column({ type: 'boolean', nullable: true })
  ok: boolean | null;
  /** How many findings there are; `findings` holds the first hundred. */
  @Column({ type: 'int' })
  found: number;
  @Column({ type: 'simple-json' })
  findings: Finding[];
  /** Time spent at work, without the pauses between the slices. */
  @Column({ type: 'int' })
  milliseconds: number;
  /** Null once finished. */
  @Column({ type: 'simple-json', nullable: true })
  progress: Progress | null;
}
