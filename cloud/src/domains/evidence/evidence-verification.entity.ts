import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { evidenceFindings } from '@yongche/contract';
import { at, place, uuid } from '../../columns';

/** One thing that is wrong with the evidence. */
export interface Finding {
  kind: keyof typeof evidenceFindings;
  serial: string | null;
  slot: string | null;
  /** What is so, in plain Chinese. */
  sentence: string;
}

/** How far a verification has come, so that it can be done in slices by any process. */
export interface Progress {
  stage: 'deals' | 'leaves' | 'checkpoints' | 'copies' | 'pictures';
  /** The last deal looked at. */
  dealId: string;
  /** The next leaf of the log, and of the pictures. */
  leaf: number;
  pictureLeaf: number;
  /** The last checkpoint of the database and the last copy looked at. */
  checkpointSize: number;
  copyKey: string;
  /** The contradictions that have been told: one rewrite contradicts every later checkpoint. */
  told: string[];
}

/** 存证验证: one walk over the log and over every picture of the deals in it. */
@Entity('evidence_verifications')
export class EvidenceVerification {
  @PrimaryColumn(uuid)
  id: string;
  /** Staff id; null for the nightly one. */
  @Column({ ...uuid, nullable: true })
  requestedBy: string | null;
  @Index('evidence_verifications_started')
  @Column(at)
  startedAt: Date;
  /** When the last slice was done: a walk over millions of pictures takes more than a night. */
  @Column(at)
  workedAt: Date;
  @Column({ ...at, nullable: true })
  finishedAt: Date | null;
  /** Leaves of the log when it began. */
  @Column(place)
  size: number;
  @Column({ type: 'int' })
  pictures: number;
  @Column({ type: 'int' })
  leaves: number;
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
