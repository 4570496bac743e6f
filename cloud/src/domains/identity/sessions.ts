import { createHash, randomBytes } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { Actor, AgentActor, StaffActor } from '../../http/actor';
import { Session } from './session.entity';

const hour = 3600_000;
/** security.md 3: agents 7 days idle, 30 days in all; staff 30 minutes idle, 12 hours in all. */
const limits = { agent: { idle: 7 * 24 * hour, total: 30 * 24 * hour }, staff: { idle: hour / 2, total: 12 * hour } };

/** Opens a session and gives its token: 32 random bytes, of which only the SHA-256 is kept. */
export async function openSession(tx: EntityManager, of: { accountId: string } | { staffId: string }, at: Date): Promise<{ token: string; sessionId: string }> {
  const token = randomBytes(32).toString('base64url');
  const sessionId = uuidv7();
  const { total } = 'accountId' in of ? limits.agent : limits.staff;
  await tx.insert(Session, { id: sessionId, tokenHash: hashOf(token), ...of, createdAt: at, lastSeenAt: at, expiresAt: new Date(at.getTime() + total) });
  return { token, sessionId };
}

/** Ends one session; ending it twice changes nothing. */
export async function closeSession(tx: EntityManager, sessionId: string, at: Date): Promise<void> {
  await tx.query('UPDATE sessions SET ended_at = ? WHERE id = ? AND ended_at IS NULL', [at, sessionId]);
}

/** Ends all sessions of the accounts of a person but one account: a new phone or host replaces the old one. */
export async function closeOtherSessions(tx: EntityManager, { personId, host, keepAccountId }: { personId: string; host: string; keepAccountId: string }, at: Date): Promise<void> {
  await tx.query(
    `UPDATE sessions JOIN accounts ON accounts.id = sessions.account_id SET sessions.ended_at = ?
     WHERE accounts.person_id = ? AND accounts.host = ? AND accounts.id <> ? AND sessions.ended_at IS NULL`,
    [at, personId, host, keepAccountId],
  );
}

interface Row {
  id: string;
  last_seen_at: Date;
  account_id: string | null;
  host: AgentActor['host'];
  person_id: string | null;
  staff_id: string | null;
  name: string;
  role: StaffActor['role'];
  market_id: string | null;
}

/** Who a token belongs to, read from the database at each request, so that an ended session ends at once; or undefined. */
export async function actorOf(db: DataSource, token: string, now: Date): Promise<Actor | undefined> {
  const rows: Row[] = await db.query(
    `SELECT s.id, s.last_seen_at, s.account_id, a.host, a.person_id, s.staff_id, e.name, e.role, e.market_id
     FROM sessions s LEFT JOIN accounts a ON a.id = s.account_id LEFT JOIN staff e ON e.id = s.staff_id
     WHERE s.token_hash = ? AND s.ended_at IS NULL AND s.expires_at > ?`,
    [hashOf(token), now],
  );
  const row = rows[0];
  if (!row) return undefined;
  const idle = now.getTime() - row.last_seen_at.getTime();
  if (idle > (row.account_id ? limits.agent : limits.staff).idle) return undefined;
  if (idle > 60_000) await db.query('UPDATE sessions SET last_seen_at = ? WHERE id = ?', [now, row.id]);
  if (row.account_id) return { kind: 'agent', sessionId: row.id, accountId: row.account_id, host: row.host, personId: row.person_id };
  return { kind: 'staff', sessionId: row.id, staffId: row.staff_id!, name: row.name, role: row.role, marketId: row.market_id };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
