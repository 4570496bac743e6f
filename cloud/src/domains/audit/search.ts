import type { z } from 'zod';
import { auditSubjects } from '@yongche/contract';
import type { auditEndpoints } from '@yongche/contract/audit';
import { type EntityManager, In } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { eventColumns, type EventRow } from '../../audit/chain';
import type { Changes } from '../../audit/changes';
import { nextDay, startOfDay } from '../../clock';
import { refuseField } from '../../http/errors';
import { Person } from '../registry/person.entity';
import { presentPerson } from '../registry/persons';
import { actionLabel, describeChanges, roleLabel, subjectLabel } from './wording';

export type EventFilter = z.output<(typeof auditEndpoints)['GET /audit-events.csv']['query']>;

interface Condition {
  sql: string;
  values: unknown[];
}

/** An event with its place in the chain and the names that go with it. */
export interface FoundRow extends EventRow {
  seq: string | number | null;
  prev_hash: string | null;
  hash: string | null;
  staff_name: string | null;
  username: string | null;
  person_id: string | null;
  subject_name: string | null;
}

const select = `SELECT ${eventColumns}, c.seq, c.prev_hash, c.hash, s.name AS staff_name, s.username, COALESCE(a.person_id, a.claimed_person_id) AS person_id,
    COALESCE(t.serial, o.name, f.number, y.name, q.version, h.number, j.number, pr.number, sp.version, it.serial, rb.version, vi.number) AS subject_name
  FROM audit_events e LEFT JOIN audit_chain c ON c.event_id = e.id
    LEFT JOIN staff s ON e.actor_kind = 'staff' AND s.id = e.actor_id
    LEFT JOIN accounts a ON e.actor_kind = 'agent' AND a.id = e.actor_id
    LEFT JOIN transactions t ON e.subject_type = 'transaction' AND t.id = e.subject_id
    LEFT JOIN staff o ON e.subject_type = 'staff' AND o.id = e.subject_id
    LEFT JOIN certificates f ON e.subject_type = 'certificate' AND f.id = e.subject_id
    LEFT JOIN companies y ON e.subject_type = 'company' AND y.id = e.subject_id
    LEFT JOIN rule_packs q ON e.subject_type = 'rule_pack' AND q.id = e.subject_id
    LEFT JOIN meetings h ON e.subject_type = 'meeting' AND h.id = e.subject_id
    LEFT JOIN resolutions j ON e.subject_type = 'resolution' AND j.id = e.subject_id
    LEFT JOIN rule_books rb ON e.subject_type = 'rule_book' AND rb.id = e.subject_id
    LEFT JOIN violations vi ON e.subject_type = 'violation' AND vi.id = e.subject_id
    LEFT JOIN problems pr ON e.subject_type = 'problem' AND pr.id = e.subject_id
    LEFT JOIN sampling_plans sp ON e.subject_type = 'sampling_plan' AND sp.id = e.subject_id
    LEFT JOIN inspection_cases ic ON e.subject_type = 'inspection' AND ic.id = e.subject_id LEFT JOIN transactions it ON it.id = ic.transaction_id`;

/** 审计日志: one page by keyset, the latest first, so that the thousandth page costs what the first does. */
export async function findEvents(tx: EntityManager, filter: EventFilter, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const conditions = [...(await conditionsOf(tx, filter)), ...(cursor ? [beforeCursor(cursor)] : [])];
  const rows: FoundRow[] = await tx.query(
    `${select} WHERE ${conditions.map(({ sql }) => sql).join(' AND ') || 'TRUE'} ORDER BY e.at DESC, e.id DESC LIMIT ?`,
    [...conditions.flatMap(({ values }) => values), limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: rows.length > limit && last ? cursorOf(last) : null };
}

/** One event, or undefined. */
export async function findEvent(tx: EntityManager, id: string): Promise<FoundRow | undefined> {
  const [row]: FoundRow[] = await tx.query(`${select} WHERE e.id = ?`, [id]);
  return row;
}

async function conditionsOf(tx: EntityManager, filter: EventFilter): Promise<Condition[]> {
  const { from, to, actor, role, subjectType, subjectId, requestId, ip, action } = filter;
  const equal = (column: string, value: string | undefined): Condition[] => (value ? [{ sql: `e.${column} = ?`, values: [value] }] : []);
  return [
    ...(from ? [{ sql: 'e.at >= ?', values: [startOfDay(from)] }] : []),
    ...(to ? [{ sql: 'e.at < ?', values: [startOfDay(nextDay(to))] }] : []),
    ...equal('action', action),
    ...equal('actor_role', role),
    ...equal('request_id', requestId),
    ...equal('ip', ip),
    ...equal('subject_id', subjectId),
    // The index on subjects begins with the type: naming them all makes it serve an id alone.
    ...(subjectType || !subjectId ? equal('subject_type', subjectType) : [{ sql: 'e.subject_type IN (?)', values: [Object.keys(auditSubjects)] }]),
    ...(actor ? [await actorCondition(tx, actor)] : []),
  ];
}

/** Employees by user name or name, accounts of the mini-program by their id: their holders' names are sealed. */
async function actorCondition(tx: EntityManager, actor: string): Promise<Condition> {
  const staff: { id: string }[] = await tx.query('SELECT id FROM staff WHERE username = ? OR name = ?', [actor.toLowerCase(), actor]);
  const ids = [...staff.map(({ id }) => id), ...(/^[0-9a-f-]{36}$/.test(actor) ? [actor] : [])];
  return ids.length > 0 ? { sql: 'e.actor_id IN (?)', values: [ids] } : { sql: 'FALSE', values: [] };
}

function cursorOf({ at, id }: EventRow): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString('base64url');
}

function beforeCursor(cursor: string): Condition {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) refuseField('cursor', '翻页位置无效，请从第一页重新查询。');
  return { sql: '(e.at < ? OR (e.at = ? AND e.id < ?))', values: [moment, moment, id] };
}

/** Events in words; the holders of accounts by their masked names, all of them in one statement. */
export async function presentEvents(tx: EntityManager, keys: Pick<KeyRing, 'unwrap'>, rows: FoundRow[]) {
  const ids = [...new Set(rows.flatMap(({ person_id: id }) => (id ? [id] : [])))];
  const persons = ids.length > 0 ? await tx.findBy(Person, { id: In(ids) }) : [];
  const names = new Map(persons.map((person) => [person.id, presentPerson(keys, person).name]));
  return rows.map((row) => presentEvent(row, (row.person_id && names.get(row.person_id)) || '代理人'));
}

function presentEvent(row: FoundRow, agentName: string) {
  const name = row.actor_kind === 'staff' ? (row.staff_name ?? '员工') : row.actor_kind === 'agent' ? agentName : row.actor_role === 'system' ? '系统' : '外部请求';
  return {
    id: row.id,
    seq: row.seq === null ? null : Number(row.seq),
    at: row.at,
    action: row.action,
    actionLabel: actionLabel(row.action),
    actor: { kind: row.actor_kind, id: row.actor_id, name, username: row.username, roleLabel: roleLabel(row) },
    subject: { type: row.subject_type, label: subjectLabel(row.subject_type), id: row.subject_id, name: row.subject_name },
    changes: describeChanges(row.subject_type, JSON.parse(row.changes) as Changes),
    requestId: row.request_id,
    ip: row.ip,
  };
}

export type PresentedEvent = ReturnType<typeof presentEvent>;
