import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { maskName } from './mask';
import { placeOfName } from '../registry/persons';
import type { Erasure } from './erasure.entity';
import { openMasked, openPersonKey } from './person-keys';

interface Row {
  id: string;
  person_id: string;
  state: Erasure['state'];
  asked_by: Erasure['askedBy'];
  requester: string | null;
  reason: string;
  requested_at: Date;
  decider: string | null;
  decided_at: Date | null;
  note: string | null;
  name_sealed: string;
  key_id: string;
  wrapped: string | null;
}

/** One page of requests, newest first: ids are in the order of time, so the last id is the cursor. */
export async function listErasures(tx: EntityManager, ring: KeyRing, { state, cursor, limit }: { state?: Erasure['state'] | undefined; cursor?: string | undefined; limit: number }) {
  const rows = await readErasures(tx, `(? IS NULL OR e.state = ?) AND (? IS NULL OR e.id < ?) ORDER BY e.id DESC LIMIT ?`, [state ?? null, state ?? null, cursor ?? null, cursor ?? null, limit + 1]);
  const page = rows.slice(0, limit);
  return { items: page.map((row) => presentErasure(ring, row)), nextCursor: rows.length > limit ? page.at(-1)!.id : null };
}

/** One request as clerk, security officer and auditor see it. */
export async function readErasure(tx: EntityManager, ring: KeyRing, id: string) {
  const [row] = await readErasures(tx, 'e.id = ?', [id]);
  return presentErasure(ring, row!);
}

function readErasures(tx: EntityManager, condition: string, values: unknown[]): Promise<Row[]> {
  return tx.query(
    `SELECT e.id, e.person_id, e.state, e.asked_by, r.name AS requester, e.reason, e.requested_at, d.name AS decider, e.decided_at, e.note,
       p.name_sealed, k.id AS key_id, k.wrapped
     FROM erasures e JOIN persons p ON p.id = e.person_id JOIN person_keys k ON k.id = p.key_id
       LEFT JOIN staff r ON r.id = e.requested_by LEFT JOIN staff d ON d.id = e.decided_by
     WHERE ${condition}`,
    values,
  );
}

function presentErasure(ring: KeyRing, row: Row) {
  return {
    id: row.id,
    personId: row.person_id,
    personName: openMasked(openPersonKey(ring, { id: row.key_id, wrapped: row.wrapped }), row.name_sealed, placeOfName(row.person_id), maskName),
    state: row.state,
    askedBy: row.asked_by,
    requestedBy: row.requester,
    reason: row.reason,
    requestedAt: row.requested_at,
    decidedBy: row.decider,
    decidedAt: row.decided_at,
    note: row.note,
  };
}
