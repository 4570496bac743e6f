import type { EntityManager } from 'typeorm';
import type { auditActions, staffRoles } from '@yongche/contract';
import type { KeyRing } from '../../adapters/keys/key-ring';
import type { Actor } from '../../http/actor';
import { maskName } from '../privacy/mask';
import { openMasked, openPersonKey } from '../privacy/person-keys';
import { placeOfName } from '../registry/persons';

interface Row {
  id: string;
  at: Date;
  action: keyof typeof auditActions;
  actor_kind: 'agent' | 'staff' | 'system';
  details: string;
  staff_name: string | null;
  role: keyof typeof staffRoles | null;
  person_id: string | null;
  name_sealed: string | null;
  key_id: string | null;
  wrapped: string | null;
}

/**
 * 经过: every act on a deal, oldest first, from the audit log; agents' names are masked. An inspector sees nothing of what other
 * inspectors did with it: whoever looks a second time must not know that somebody has looked before (双盲复核).
 */
export async function historyOf(tx: EntityManager, keys: KeyRing, transactionId: string, actor: Actor) {
  const rows: Row[] = await tx.query(
    `SELECT e.id, e.at, e.action, e.actor_kind, e.details, s.name AS staff_name, s.role, p.id AS person_id, p.name_sealed, k.id AS key_id, k.wrapped
     FROM audit_events e LEFT JOIN staff s ON e.actor_kind = 'staff' AND s.id = e.actor_id
       LEFT JOIN accounts a ON e.actor_kind = 'agent' AND a.id = e.actor_id
       LEFT JOIN persons p ON p.id = COALESCE(a.person_id, a.claimed_person_id)
       LEFT JOIN person_keys k ON k.id = p.key_id
     WHERE e.subject_type = 'transaction' AND e.subject_id = ? AND (s.role IS NULL OR s.role <> 'inspector' OR ? <> 'inspector' OR s.id = ?) ORDER BY e.at, e.id`,
    [transactionId, actor.role, actor.kind === 'staff' ? actor.staffId : ''],
  );
  return rows.map((row) => {
    const agent = row.name_sealed ? openMasked(openPersonKey(keys, { id: row.key_id!, wrapped: row.wrapped }), row.name_sealed, placeOfName(row.person_id!), maskName) : '代理人';
    const name = row.actor_kind === 'staff' ? row.staff_name! : row.actor_kind === 'agent' ? agent : '系统';
    return { id: row.id, at: row.at, action: row.action, actor: { kind: row.actor_kind, name, role: row.role }, details: JSON.parse(row.details) as Record<string, unknown> };
  });
}
