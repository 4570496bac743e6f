import type { registerActions, registerReasons, registerSubjects } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { insertRows } from '../../insert-rows';
import { RegisterEvent } from './register-event.entity';

export type Subject = keyof typeof registerSubjects;
export type Reason = keyof typeof registerReasons;

/** What an event belongs to: a request, or a clean-up. */
export interface Cause {
  requestId?: string;
  batchId?: string;
  note?: string;
}

/** One change of the register, about to be entered. */
export interface Entry extends Cause {
  subject: { type: Subject; id: string; name: string };
  action: keyof typeof registerActions;
  reason: Reason;
  /** What it adds to the stock of its subject (CAP-A5). */
  delta: -1 | 0 | 1;
  companyId?: string | null;
  marketId?: string | null;
  /** Old and new values by field, never personal ones. */
  changes?: RegisterEvent['changes'];
}

/**
 * Enters changes into the ledger and into the audit log, in the transaction of the change itself. Whoever changes a row of
 * the register calls this with it: the nightly check names every row whose events do not explain it.
 */
export async function enter(tx: EntityManager, by: By, ...entries: Entry[]): Promise<void> {
  if (entries.length === 0) return;
  await insertRows(tx, RegisterEvent, entries.map((entry) => eventOf(entry, by)));
  await audit(
    tx,
    by,
    ...entries.map(({ subject, action, reason, changes, requestId, batchId }) => ({
      action: `registry.subject_${action}` as const,
      subject: { type: subject.type, id: subject.id },
      details: { reason, ...(requestId ? { requestId } : {}), ...(batchId ? { batchId } : {}) },
      ...(changes ? { changes } : {}),
    })),
  );
}

function eventOf({ subject, action, reason, delta, changes, ...entry }: Entry, { author, at }: By): RegisterEvent {
  return {
    id: uuidv7(),
    at,
    happenedOn: dayInShanghai(at),
    subjectType: subject.type,
    subjectId: subject.id,
    subjectName: subject.name,
    action,
    reason,
    delta,
    companyId: entry.companyId ?? null,
    marketId: entry.marketId ?? null,
    requestId: entry.requestId ?? null,
    batchId: entry.batchId ?? null,
    actorKind: author.kind,
    actorId: author.kind === 'agent' ? author.accountId : author.kind === 'staff' ? author.staffId : null,
    changes: changes ?? {},
    note: entry.note ?? null,
  };
}
