import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { auditRoles, auditSubjects } from '@yongche/contract';
import { at, uuid, word } from '../columns';
import type { Changes } from './changes';

/** One act, written in the same transaction as the act; the database refuses to change or delete a row. */
@Entity('audit_events')
@Index('audit_events_subject', ['subjectType', 'subjectId', 'at'])
@Index('audit_events_actor', ['actorId', 'at'])
@Index('audit_events_action', ['action', 'at'])
@Index('audit_events_role', ['actorRole', 'at'])
@Index('audit_events_ip', ['ip', 'at'])
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
  /** The role in which the actor acted, at that moment; null for a request of which nobody was logged in. */
  @Column({ ...word, nullable: true })
  actorRole: keyof typeof auditRoles | null;
  @Column({ type: 'varchar', length: 60 })
  action: string;
  @Column({ type: 'varchar', length: 20 })
  subjectType: keyof typeof auditSubjects;
  @Column(uuid)
  subjectId: string;
  /** The circumstances of the act, without personal data. */
  @Column({ type: 'simple-json' })
  details: object;
  /** Which fields changed, from what to what; private ones as digests. */
  @Column({ type: 'simple-json' })
  changes: Changes;
  @Index('audit_events_request')
  @Column({ type: 'varchar', length: 40, nullable: true })
  requestId: string | null;
  @Column({ type: 'varchar', length: 45, nullable: true })
  ip: string | null;
}
