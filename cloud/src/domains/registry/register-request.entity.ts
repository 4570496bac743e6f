import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { registerReasons, requestKinds, requestStates } from '@yongche/contract';
import { at, uuid, word } from '../../columns';

/** 登记申请: request → evidence → decision → event. */
@Entity('register_requests')
@Index('register_requests_state', ['state', 'requestedAt'])
@Index('register_requests_company_id', ['companyId', 'requestedAt'])
@Index('register_requests_subject_id', ['subjectId', 'requestedAt'])
@Index('register_requests_requester', ['requesterPersonId', 'requestedAt'])
@Index('register_requests_person_id', ['personId', 'requestedAt'])
@Index('register_requests_market_id', ['marketId', 'requestedAt'])
export class RegisterRequest {
  @PrimaryColumn(uuid)
  id: string;
  @Index('register_requests_serial', { unique: true })
  @Column({ type: 'varchar', length: 20 })
  serial: string;
  @Column(word)
  kind: keyof typeof requestKinds;
  @Column(word)
  state: keyof typeof requestStates;
  @Column({ ...uuid, nullable: true })
  companyId: string | null;
  @Column({ ...uuid, nullable: true })
  marketId: string | null;
  /** The company, certificate or terminal; for an app its certificate; null until an approval makes it. */
  @Column({ ...uuid, nullable: true })
  subjectId: string | null;
  /** Whom it concerns, where it is a person. */
  @Column({ ...uuid, nullable: true })
  personId: string | null;
  @Column({ ...word, nullable: true })
  reason: keyof typeof registerReasons | null;
  @Column({ type: 'varchar', length: 300, nullable: true })
  note: string | null;
  /** What the approval writes; personal values are sealed by the person's key. */
  @Column({ type: 'simple-json' })
  newValues: Record<string, string | null>;
  /** What stood there when it was approved; empty until then. */
  @Column({ type: 'simple-json' })
  oldValues: Record<string, string | null>;
  /** Kind and subject while the request is open: the same thing is asked once at a time. */
  @Index('register_requests_open_key', { unique: true })
  @Column({ type: 'varchar', length: 120, charset: 'ascii', collation: 'ascii_bin', nullable: true })
  openKey: string | null;
  @Column(word)
  requesterKind: 'agent' | 'staff';
  /** Account or employee. */
  @Column(uuid)
  requesterId: string;
  @Column({ ...uuid, nullable: true })
  requesterPersonId: string | null;
  @Column(at)
  requestedAt: Date;
  @Column({ ...at, nullable: true })
  submittedAt: Date | null;
  @Column({ ...uuid, nullable: true })
  decidedBy: string | null;
  @Column({ ...at, nullable: true })
  decidedAt: Date | null;
  @Column({ type: 'varchar', length: 300, nullable: true })
  decisionNote: string | null;
}
