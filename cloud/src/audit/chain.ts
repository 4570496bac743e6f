import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { insertRows } from '../insert-rows';
import { AuditLink } from './chain.entity';

/*
 * The audit chain, format 1: how anybody can check an export of the log without this program.
 *
 * Every event (table `audit_events`) has one link (table `audit_chain`): `seq`, `prev_hash`, `hash`. Links are numbered
 * 1, 2, 3 … without a gap; `prev_hash` is the `hash` of the link before. Link 0 stands for no event: its hash is the
 * SHA-256 of the text `yongche audit chain 1`.
 *
 * `hash` is SHA-256, in small hex letters, over the UTF-8 bytes of one JSON array without any spaces:
 *
 *   [1, seq, prev_hash, id, at, actor_kind, actor_id, actor_role, action, subject_type, subject_id, details, changes, request_id, ip]
 *
 * - the first element is the number of the format, `seq` a number, everything else a string or null;
 * - `at` is UTC with milliseconds, `2026-11-03T01:05:07.123Z`;
 * - `details` and `changes` are the JSON texts as they stand in the table, as strings, never parsed and written again;
 * - strings are escaped as JSON.stringify does it: only `"`, `\` and control characters (\b \f \n \r \t, others \u00xx),
 *   everything else as it is. Python's json.dumps(array, ensure_ascii=False, separators=(',', ':')) gives the same bytes.
 *
 * The CSV export carries all these columns under their names in this list; a `'` before a cell is not part of it.
 *
 * A checkpoint says where the chain stood: `audit/checkpoints/<seq, 15 digits>.json` in the storage holds
 * `{ "statement": …, "signature": … }`; the statement is four lines, `yongche audit checkpoint 1`, seq, hash, time, joined by
 * \n, and the signature is Ed25519 over its UTF-8 bytes in base64, made by the system's signing key.
 */

export const genesis = {
  seq: 0,
  format: 1,
  eventId: '00000000-0000-0000-0000-000000000000',
  prevHash: '0'.repeat(64),
  hash: sha256('yongche audit chain 1'),
} as const satisfies AuditLink;

/** A row of `audit_events` as the database gives it: JSON columns as text. */
export interface EventRow {
  id: string;
  at: Date;
  actor_kind: 'agent' | 'staff' | 'system';
  actor_id: string | null;
  actor_role: string | null;
  action: string;
  subject_type: string;
  subject_id: string;
  details: string;
  changes: string;
  request_id: string | null;
  ip: string | null;
}
/** The columns of `EventRow`, read from a table that the statement calls `e`. */
export const eventColumns = 'e.id, e.at, e.actor_kind, e.actor_id, e.actor_role, e.action, e.subject_type, e.subject_id, e.details, e.changes, e.request_id, e.ip';

type Place = Pick<AuditLink, 'seq' | 'prevHash'>;

/** What the hash of a link is made over (format 1). */
export function textOf({ seq, prevHash }: Place, row: EventRow): string {
  return JSON.stringify([
    1,
    seq,
    prevHash,
    row.id,
    row.at.toISOString(),
    row.actor_kind,
    row.actor_id,
    row.actor_role,
    row.action,
    row.subject_type,
    row.subject_id,
    row.details,
    row.changes,
    row.request_id,
    row.ip,
  ]);
}

/** The hash that a link must have. */
export const hashOf = (place: Place, row: EventRow) => sha256(textOf(place, row));

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Events that one round takes in one transaction. */
const batch = 1000;

/**
 * Takes the waiting events into the chain, in the order of their ids. Which events wait says `audit_waiting`, not a
 * high-water mark: ids are made by several processes before their transactions commit, so an event may come to light after
 * later ones are chained; its mark comes to light with it, and it takes the next place. Costs the same at any length of the
 * chain. One process at a time: whoever does not get the lock on the beginning leaves the work to the one who has it.
 * @returns how many events were taken, at most 1,000.
 */
export async function chainEvents(db: DataSource): Promise<number> {
  return db.transaction(async (tx) => {
    const locked: unknown[] = await tx.query('SELECT seq FROM audit_chain WHERE seq = 0 FOR UPDATE SKIP LOCKED');
    if (locked.length === 0) return 0;
    const events: EventRow[] = await tx.query(
      `SELECT ${eventColumns} FROM audit_waiting w STRAIGHT_JOIN audit_events e ON e.id = w.event_id ORDER BY w.event_id LIMIT ?`,
      [batch],
    );
    if (events.length === 0) return 0;
    let last = await headOf(tx);
    const links = events.map((event): AuditLink => {
      const place = { seq: last.seq + 1, prevHash: last.hash };
      last = { seq: place.seq, hash: hashOf(place, event) };
      return { ...place, ...last, format: 1, eventId: event.id };
    });
    await insertRows(tx, AuditLink, links);
    // Mark by mark through its key: a scan would wait for the marks of transactions that are still open.
    await tx.query('DELETE w FROM audit_chain c STRAIGHT_JOIN audit_waiting w FORCE INDEX (PRIMARY) ON w.event_id = c.event_id WHERE c.seq BETWEEN ? AND ?', [
      links[0]!.seq,
      last.seq,
    ]);
    return events.length;
  });
}

/** Chains whatever waits, for about two seconds; after a long pause the rest is left to the next rounds. */
export async function chainWaiting(db: DataSource): Promise<void> {
  const started = performance.now();
  while ((await chainEvents(db)) === batch && performance.now() - started < 2000);
}

/** Where the chain stands. */
export async function headOf(tx: EntityManager): Promise<{ seq: number; hash: string }> {
  const [row]: { seq: string | number; hash: string }[] = await tx.query('SELECT seq, hash FROM audit_chain ORDER BY seq DESC LIMIT 1');
  return row ? { seq: Number(row.seq), hash: row.hash } : genesis;
}
