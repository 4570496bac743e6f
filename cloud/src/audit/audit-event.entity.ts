import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { at, uuid } from '../columns';

/** One act, written in the same transaction as the act; rows are never changed. */
@Entity('audit_events')
@Index('audit_events_subject', ['subjectType', 'subjectId', 'at'])
export class AuditEvent {
  @PrimaryColumn(uuid)
  id: string;
  @Index('audit_events_at')
  @Column(at)
  at: Date;
  @Column({ type: 'varchar', length: 10 })
  actorKind: 'agent' | 'staff' | 'system';
  /** Account id of an agent, staff id of an employee, null for the system's jobs and for strangers. */
  @Column({ ...uuid, nullable: true })
  actorId: string | null;
  @Column({ type: 'varchar', length: 60 })
  action: string;
  @Column({ type: 'varchar', length: 20 })
  subjectType: string;
  @Column(uuid)
  subjectId: string;
  /** What changed, without personal data. */
  @Column({ type: 'simple-json' })
  details: object;
  @Column({ type: 'varchar', length: 40, nullable: true })
  requestId: string | null;
  @Column({ type: 'varchar', length: 45, nullable: true })
  ip: string | null;
}
