import type { EntityManager } from 'typeorm';
import type { AgentActor } from '../../http/actor';
import { deviceOf } from './device';
import { sessionLimits } from './sessions';

interface Row {
  id: string;
  account_id: string;
  host: AgentActor['host'];
  ip: string | null;
  user_agent: string | null;
  created_at: Date;
  last_seen_at: Date;
}

const columns = 's.id, s.ip, s.user_agent, s.created_at, s.last_seen_at';
const alive = 's.ended_at IS NULL AND s.expires_at > ? AND s.last_seen_at > ?';
const aliveAt = (now: Date, kind: keyof typeof sessionLimits) => [now, new Date(now.getTime() - sessionLimits[kind].idle)];

/** The log-ins of an employee that are still open, the latest used first. */
export async function listStaffSessions(tx: EntityManager, staffId: string, currentId: string, now: Date) {
  const rows: (Row & { number: string | null })[] = await tx.query(
    `SELECT ${columns}, t.number FROM sessions s LEFT JOIN terminal_devices d ON d.id = s.device_id LEFT JOIN terminals t ON t.id = d.terminal_id
     WHERE s.staff_id = ? AND ${alive} ORDER BY s.last_seen_at DESC, s.id DESC`,
    [staffId, ...aliveAt(now, 'staff')],
  );
  return rows.map((row) => {
    const session = presentRow(row, currentId);
    return { ...session, ip: row.ip ?? '—', device: row.number ? `固定端 ${row.number} · ${session.device}` : session.device };
  });
}

/** The log-ins of an agent's account, and of the other accounts of the same verified person. */
export async function listAgentSessions(tx: EntityManager, { accountId, personId, sessionId }: AgentActor, now: Date) {
  const rows: Row[] = await tx.query(
    `SELECT ${columns}, s.account_id, a.host FROM accounts a JOIN sessions s ON s.account_id = a.id
     WHERE (a.id = ? OR a.person_id = ?) AND ${alive} ORDER BY s.last_seen_at DESC, s.id DESC`,
    [accountId, personId, ...aliveAt(now, 'agent')],
  );
  return rows.map((row) => ({ ...presentRow(row, sessionId), accountId: row.account_id, host: row.host }));
}

function presentRow(row: Row, currentId: string) {
  return { id: row.id, device: deviceOf(row.user_agent), createdAt: row.created_at, lastSeenAt: row.last_seen_at, isCurrent: row.id === currentId };
}
