import type { auditActions, auditSubjects } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { Author } from '../http/actor';
import type { Origin } from '../http/route';
import { insertRows } from '../insert-rows';
import { AuditEvent } from './audit-event.entity';
import type { Changes } from './changes';

/** Who acts, from where and when: handed down with every change of state. */
export interface By {
  author: Author;
  origin: Origin | undefined;
  at: Date;
}

/** What is written of an act, besides the number of the terminal at which it was done; neither `details` nor `changes` may carry personal data (see `changesOf` for digests). */
export interface Act {
  action: keyof typeof auditActions;
  subject: { type: keyof typeof auditSubjects; id: string };
  details?: Record<string, unknown>;
  /** Business data before and after, by field. */
  changes?: Changes;
}

/** Writes the acts of one change into the audit log, in the change's own transaction: no row, no act. */
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
    actorRole: roleOf(author, origin),
    action: act.action,
    subjectType: act.subject.type,
    subjectId: act.subject.id,
    details: { ...act.details, ...(author.kind === 'staff' && author.terminal ? { terminal: author.terminal.number } : {}) },
    changes: act.changes ?? {},
    requestId: origin?.requestId ?? null,
    ip: origin?.ip ?? null,
  };
}

/** What came over the network with nobody logged in (a refused login, the storage's news of an upload) has no role. */
function roleOf(author: Author, origin: Origin | undefined): AuditEvent['actorRole'] {
  if (author.kind !== 'system') return author.role;
  return origin ? null : 'system';
}
