import { createHash, randomBytes } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { dayInShanghai } from '../../clock';
import type { Actor, AgentActor, Seat, StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { Session } from './session.entity';

const hour = 3600_000;
/** security.md 3: agents 7 days idle, 30 days in all; staff 30 minutes idle, 12 hours in all. */
export const sessionLimits = { agent: { idle: 7 * 24 * hour, total: 30 * 24 * hour }, staff: { idle: hour / 2, total: 12 * hour } };

/** Where a session is opened: for the list in which its owner finds it again. */
export interface Device {
  ip: string;
  userAgent: string;
}

/** Whose session it is; for an employee when the second factor was given, at which terminal's PC, and until when at the latest. */
type Owner = { accountId: string } | { staffId: string; secondFactorAt: Date | null; deviceId?: string | undefined; until?: Date | undefined };

/** Opens a session and gives its token: 32 random bytes, of which only the SHA-256 is kept. */
export async function openSession(tx: EntityManager, owner: Owner, { ip, userAgent }: Device, at: Date): Promise<{ token: string; sessionId: string }> {
  const token = newToken();
  const sessionId = uuidv7();
  const { until, ...of } = { until: undefined, ...owner };
  const { total } = 'accountId' in of ? sessionLimits.agent : sessionLimits.staff;
  const expiresAt = new Date(Math.min(at.getTime() + total, until?.getTime() ?? Infinity));
  await tx.insert(Session, { id: sessionId, tokenHash: hashOf(token), ...of, ip, userAgent: userAgent.slice(0, 300), createdAt: at, lastSeenAt: at, expiresAt });
  return { token, sessionId };
}

/** After a second factor was given again: the session goes on under a new token, and the former one is worth nothing. */
export async function renewSession(tx: EntityManager, sessionId: string, at: Date): Promise<string> {
  const token = newToken();
  await tx.update(Session, sessionId, { tokenHash: hashOf(token), secondFactorAt: at });
  return token;
}

/** Ends one session; ending it twice changes nothing. */
export async function closeSession(tx: EntityManager, sessionId: string, at: Date): Promise<void> {
  await tx.query('UPDATE sessions SET ended_at = ? WHERE id = ? AND ended_at IS NULL', [at, sessionId]);
}

/** Ends the sessions of an employee, all or all but one; returns how many. */
export async function closeStaffSessions(tx: EntityManager, { staffId, keepSessionId = '' }: { staffId: string; keepSessionId?: string }, at: Date): Promise<number> {
  const closed = await tx.query('UPDATE sessions SET ended_at = ? WHERE staff_id = ? AND id <> ? AND ended_at IS NULL', [at, staffId, keepSessionId]);
  return closed.affectedRows;
}

/** Ends the open sessions at a terminal's PC, which stays locked, so that two log-ins at the same moment leave one: whose they were. */
export async function closeDeviceSessions(tx: EntityManager, deviceId: string, at: Date): Promise<{ id: string; staffId: string }[]> {
  await tx.query('SELECT id FROM terminal_devices WHERE id = ? FOR UPDATE', [deviceId]);
  const open: { id: string; staffId: string }[] = await tx.query('SELECT id, staff_id AS staffId FROM sessions WHERE device_id = ? AND ended_at IS NULL AND expires_at > ? FOR UPDATE', [deviceId, at]);
  if (open.length > 0) await tx.query('UPDATE sessions SET ended_at = ? WHERE id IN (?)', [at, open.map(({ id }) => id)]);
  return open;
}

/** Ends all sessions of the accounts of a person but one account: a new phone or host replaces the old one. */
export async function closeOtherSessions(tx: EntityManager, { personId, host, keepAccountId }: { personId: string; host: string; keepAccountId: string }, at: Date): Promise<void> {
  await tx.query(
    `UPDATE sessions JOIN accounts ON accounts.id = sessions.account_id SET sessions.ended_at = ?
     WHERE accounts.person_id = ? AND accounts.host = ? AND accounts.id <> ? AND sessions.ended_at IS NULL`,
    [at, personId, host, keepAccountId],
  );
}

/** Ends every mini-program session of these people, on every process at its next request. @returns how many were open. */
export async function closeSessionsOf(tx: EntityManager, personIds: string[], at: Date): Promise<number> {
  if (personIds.length === 0) return 0;
  const { affectedRows }: { affectedRows: number } = await tx.query(
    `UPDATE sessions JOIN accounts ON accounts.id = sessions.account_id SET sessions.ended_at = ?
     WHERE accounts.person_id IN (?) AND sessions.ended_at IS NULL AND sessions.expires_at > ?`,
    [at, personIds, at],
  );
  return affectedRows;
}

interface Row {
  id: string;
  last_seen_at: Date;
  account_id: string | null;
  host: AgentActor['host'];
  person_id: string | null;
  managed_company_id: string | null;
  certificate_id: string | null;
  staff_id: string | null;
  name: string;
  role: StaffActor['role'];
  market_id: string | null;
  set_up_at: Date | null;
  second_factor_at: Date | null;
  device_id: string | null;
  requires_terminal: number | null;
}

/**
 * Who a token belongs to, read from the database at each request, so that an ended session ends at once; or undefined, also
 * for a session that was opened at another place than `seat`.
 * @throws terminal.required for an operator whose market wants a terminal
 */
export async function actorOf(db: DataSource, token: string, now: Date, seat?: Seat): Promise<Actor | undefined> {
  const today = dayInShanghai(now);
  const rows: Row[] = await db.query(
    `SELECT s.id, s.last_seen_at, s.account_id, a.host, a.person_id, m.company_id AS managed_company_id, b.certificate_id, s.staff_id, s.second_factor_at, s.device_id, e.name, e.role, e.market_id, e.set_up_at, k.requires_terminal
     FROM sessions s LEFT JOIN accounts a ON a.id = s.account_id LEFT JOIN staff e ON e.id = s.staff_id LEFT JOIN markets k ON k.id = e.market_id
       LEFT JOIN company_managers m ON m.person_id = a.person_id
       LEFT JOIN (app_bindings b JOIN certificates c ON c.id = b.certificate_id JOIN companies w ON w.id = c.company_id AND w.state IN ('in_force', 'rectifying'))
         ON c.live_person_id = a.person_id AND c.expires_on >= ?
     WHERE s.token_hash = ? AND s.ended_at IS NULL AND s.expires_at > ?
       AND (s.staff_id IS NULL OR (e.state = 'active' AND (e.ends_on IS NULL OR e.ends_on >= ?)))`,
    [today, hashOf(token), now, today],
  );
  const row = rows[0];
  if (!row) return undefined;
  const idle = now.getTime() - row.last_seen_at.getTime();
  if (idle > (row.account_id ? sessionLimits.agent : sessionLimits.staff).idle) return undefined;
  if (idle > 60_000) await db.query('UPDATE sessions SET last_seen_at = ? WHERE id = ?', [now, row.id]);
  const { account_id: accountId, managed_company_id: companyId, certificate_id: certificateId } = row;
  if (accountId) return { kind: 'agent', role: companyId ? 'company_manager' : 'agent', companyId, certificateId, sessionId: row.id, accountId, host: row.host, personId: row.person_id };
  if (row.device_id !== (seat?.deviceId ?? null)) return undefined;
  ensure(seat || row.role !== 'operator' || !row.requires_terminal, 'terminal.required');
  const { id: sessionId, name, role, market_id: marketId, second_factor_at: secondFactorAt } = row;
  return { kind: 'staff', sessionId, staffId: row.staff_id!, name, role, marketId, isSetUp: row.set_up_at !== null, secondFactorAt, terminal: seat };
}

const newToken = () => randomBytes(32).toString('base64url');

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
