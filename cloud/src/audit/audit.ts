import type { auditActions } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { Author } from '../http/actor';
import type { Origin } from '../http/route';
import { insertRows } from '../insert-rows';
import { AuditEvent } from './audit-event.entity';

/** Who acts, from where and when: handed down with every change of state. */
export interface By {
  author: Author;
  origin: Origin | undefined;
  at: Date;
}

/** What is written of an act; `details` must not carry personal data. */
export interface Act {
  action: keyof typeof auditActions;
  subject: { type: 'account' | 'person' | 'staff' | 'verification' | 'certificate' | 'transaction'; id: string };
  details?: Record<string, unknown>;
}

/** Writes the acts of one change into the audit log, in the change's own transaction. */
export async function audit(tx: EntityManager, by: By, ...acts: Act[]): Promise<void> {
  await insertRows(
    tx,
    AuditEvent,
    acts.map((act) => eventOf(act, by)),
  );
}

function eventOf(act: Act, { author, origin, at }: By): AuditEvent {
  return {
    id: uuidv7(),
    at,
    actorKind: author.kind,
    actorId: author.kind === 'agent' ? author.accountId : author.kind === 'staff' ? author.staffId : null,
    action: act.action,
    subjectType: act.subject.type,
    subjectId: act.subject.id,
    details: act.details ?? {},
    requestId: origin?.requestId ?? null,
    ip: origin?.ip ?? null,
  };
}
