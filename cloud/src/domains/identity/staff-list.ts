import type { z } from 'zod';
import type { staffEndpoints } from '@yongche/contract/staff';
import type { EntityManager } from 'typeorm';
import { dayInShanghai } from '../../clock';
import type { StaffActor } from '../../http/actor';
import { ensure, refuseField } from '../../http/errors';
import type { Staff } from './staff.entity';
import { actsOf, stateOn } from './staff.policy';

export type StaffFilter = z.output<(typeof staffEndpoints)['GET /staff']['query']>;

interface Row {
  id: string;
  username: string;
  name: string;
  role: Staff['role'];
  market_id: string | null;
  market_name: string | null;
  state: Staff['state'];
  ends_on: string | null;
  locked_at: Date | null;
  suspended_until: string | null;
  set_up_at: Date | null;
  created_at: Date;
  proposed_by: string | null;
  proposer: string | null;
  confirmer: string | null;
  last_seen_at: Date | null;
}

const select = `SELECT e.id, e.username, e.name, e.role, e.market_id, m.name AS market_name, e.state, DATE_FORMAT(e.ends_on, '%Y-%m-%d') AS ends_on,
    e.locked_at, e.suspended_until, e.set_up_at, e.created_at, e.proposed_by, p.name AS proposer, c.name AS confirmer,
    (SELECT MAX(s.last_seen_at) FROM sessions s WHERE s.staff_id = e.id) AS last_seen_at
  FROM staff e LEFT JOIN markets m ON m.id = e.market_id LEFT JOIN staff p ON p.id = e.proposed_by LEFT JOIN staff c ON c.id = e.confirmed_by`;

/** A market manager sees the accounts of the own market, the others all. */
const scopeOf = (actor: StaffActor) => (actor.marketId === null ? { sql: 'TRUE', values: [] } : { sql: 'e.market_id = ?', values: [actor.marketId] });

/** 员工账号: one page in the order of user names. */
export async function listStaff(tx: EntityManager, actor: StaffActor, filter: StaffFilter, now: Date) {
  const today = dayInShanghai(now);
  const part = `%${(filter.q ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  const conditions = [
    scopeOf(actor),
    ...(filter.q ? [{ sql: '(e.username LIKE ? OR e.name LIKE ?)', values: [part, part] }] : []),
    ...(filter.role ? [{ sql: 'e.role = ?', values: [filter.role] }] : []),
    ...(filter.marketId ? [{ sql: 'e.market_id = ?', values: [filter.marketId] }] : []),
    ...(filter.state ? [{ sql: "IF(e.ends_on < ?, 'ended', e.state) = ?", values: [today, filter.state] }] : []),
    ...(filter.cursor ? [{ sql: 'e.username > ?', values: [usernameIn(filter.cursor)] }] : []),
  ];
  const rows: Row[] = await tx.query(`${select} WHERE ${conditions.map(({ sql }) => sql).join(' AND ')} ORDER BY e.username LIMIT ?`, [...conditions.flatMap(({ values }) => values), filter.limit + 1]);
  const page = rows.slice(0, filter.limit);
  const nextCursor = rows.length > filter.limit ? Buffer.from(page.at(-1)!.username).toString('base64url') : null;
  return { items: page.map((row) => presentRow(row, actor, today)), nextCursor };
}

/** One account in the actor's reach. @throws identity.staff_not_found */
export async function readStaff(tx: EntityManager, actor: StaffActor, id: string, now: Date) {
  const scope = scopeOf(actor);
  const [row]: Row[] = await tx.query(`${select} WHERE e.id = ? AND ${scope.sql}`, [id, ...scope.values]);
  ensure(row, 'identity.staff_not_found');
  return presentRow(row, actor, dayInShanghai(now));
}

function usernameIn(cursor: string): string {
  const username = Buffer.from(cursor, 'base64url').toString();
  if (!/^[\w.-]{1,50}$/.test(username)) refuseField('cursor', '翻页位置无效，请从第一页重新查询。');
  return username;
}

function presentRow(row: Row, actor: StaffActor, today: string) {
  const { id, username, name, role, state, ends_on: endsOn, locked_at: lockedAt, suspended_until: suspendedUntil, proposed_by: proposedBy } = row;
  const account = { id, state, endsOn, lockedAt, suspendedUntil, proposedBy };
  return {
    id,
    username,
    name,
    role,
    market: row.market_id === null ? null : { id: row.market_id, name: row.market_name ?? '' },
    state: stateOn(account, today),
    endsOn,
    lockedAt,
    isSetUp: row.set_up_at !== null,
    createdAt: row.created_at,
    proposedBy: row.proposer,
    confirmedBy: row.confirmer,
    lastSeenAt: row.last_seen_at,
    may: actsOf(actor, account, today),
  };
}
