import type { DataSource } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { startOfDay } from '../../clock';
import type { Deps } from '../../deps';
import type { Actor } from '../../http/actor';
import { maskName } from '../privacy/mask';
import { openMasked, openPersonKey } from '../privacy/person-keys';
import { placeOfName } from '../registry/persons';
import { type Condition, cursorOf, type DealFilter, pickDeals } from './pick-deals';
import type { Transaction } from './transaction.entity';

/** The deals that lie in an actor's reach, as SQL: an agent's own, a market's, all for other staff. */
function scopeOf(actor: Actor): Condition {
  if (actor.kind === 'agent') return { sql: 't.person_id = ?', values: [actor.personId ?? ''] };
  return actor.marketId ? { sql: 't.market_id = ?', values: [actor.marketId] } : { sql: 'TRUE', values: [] };
}

interface Row {
  id: string;
  serial: string;
  business: Transaction['business'];
  state: Transaction['state'];
  channel: Transaction['channel'];
  vin: string;
  plate: string;
  market_name: string;
  company_name: string;
  person_id: string;
  name_sealed: string;
  key_id: string;
  wrapped: string | null;
  to_retake: number | string;
  created_at: Date;
  submitted_at: Date | null;
  completed_at: Date | null;
  holder_id: string | null;
  holder_name: string;
  opened_at: Date;
  held_until: Date;
}

/** 交易列表: one page by keyset, so that the thousandth page costs what the first does. */
export async function listDeals({ db, keys, clock }: Pick<Deps, 'db' | 'keys' | 'clock'>, actor: Actor, filter: DealFilter) {
  const picked = await pickDeals(db, actor, filter);
  const page = picked.slice(0, filter.limit);
  const rows = new Map((await readRows(db, page.map(({ id }) => id), clock.now())).map((row) => [row.id, row]));
  return { items: page.flatMap(({ id }) => rows.get(id) ?? []).map((row) => presentRow(keys, row, actor)), nextCursor: picked.length > filter.limit ? cursorOf(page.at(-1)!) : null };
}

/** These deals as a list shows them, in any order. */
async function readRows(db: DataSource, ids: string[], now: Date): Promise<Row[]> {
  if (ids.length === 0) return [];
  return db.query(
    `SELECT t.id, t.serial, t.business, t.state, t.channel, t.vin, t.plate, t.created_at, t.submitted_at, t.completed_at,
       t.person_id, p.name_sealed, k.id AS key_id, k.wrapped, m.name AS market_name, c.name AS company_name,
       (SELECT COUNT(*) FROM images i WHERE i.transaction_id = t.id AND i.problem_id IS NULL AND i.state = 'returned') AS to_retake,
       h.staff_id AS holder_id, s.name AS holder_name, h.opened_at, h.held_until
     FROM transactions t JOIN markets m ON m.id = t.market_id JOIN companies c ON c.id = t.company_id JOIN persons p ON p.id = t.person_id JOIN person_keys k ON k.id = p.key_id
       LEFT JOIN check_holds h ON h.transaction_id = t.id AND h.held_until > ? LEFT JOIN staff s ON s.id = h.staff_id
     WHERE t.id IN (?)`,
    [now, ids],
  );
}

function presentRow(keys: KeyRing, row: Row, actor: Actor) {
  return {
    id: row.id,
    serial: row.serial,
    business: row.business,
    state: row.state,
    channel: row.channel,
    vin: row.vin,
    plate: row.plate,
    marketName: row.market_name,
    companyName: row.company_name,
    agentName: openMasked(openPersonKey(keys, { id: row.key_id, wrapped: row.wrapped }), row.name_sealed, placeOfName(row.person_id), maskName),
    toRetake: Number(row.to_retake),
    hold: actor.kind === 'staff' && row.holder_id ? { staffId: row.holder_id, operatorName: row.holder_name, openedAt: row.opened_at, until: row.held_until } : null,
    createdAt: row.created_at,
    submittedAt: row.submitted_at,
    completedAt: row.completed_at,
  };
}

/** The few numbers on top of a desk or a phone; `today` is a day in Shanghai. */
export async function countDeals(db: DataSource, actor: Actor, today: string) {
  const scope = scopeOf(actor);
  const open: { state: 'capturing' | 'awaiting_check' | 'returned'; n: string }[] = await db.query(
    `SELECT t.state, COUNT(*) AS n FROM transactions t WHERE ${scope.sql} AND t.state IN ('capturing', 'awaiting_check', 'returned') GROUP BY t.state`,
    scope.values,
  );
  const since = startOfDay(today);
  const [completed]: { n: string }[] = await db.query(`SELECT COUNT(*) AS n FROM transactions t WHERE ${scope.sql} AND t.state = 'completed' AND t.completed_at >= ?`, [...scope.values, since]);
  const [returned]: { n: string }[] = await db.query(
    `SELECT COUNT(DISTINCT t.id) AS n FROM audit_events e JOIN transactions t ON t.id = e.subject_id
     WHERE e.at >= ? AND e.subject_type = 'transaction' AND e.action = 'transactions.returned' AND ${scope.sql}`,
    [since, ...scope.values],
  );
  const of = (state: string) => Number(open.find((row) => row.state === state)?.n ?? 0);
  return {
    capturing: of('capturing'),
    awaiting_check: of('awaiting_check'),
    returned: of('returned'),
    completedToday: Number(completed?.n),
    returnedToday: Number(returned?.n),
    checksToday: actor.kind === 'staff' && actor.marketId ? await checksSince(db, actor.marketId, since) : null,
  };
}

/** 今日核对: checks of a market that came to an end since then, and how long those took whose beginning is known. */
async function checksSince(db: DataSource, marketId: string, since: Date) {
  const [row]: { completed: string | null; returned: string | null; seconds: string | null }[] = await db.query(
    `SELECT SUM(outcome = 'completed') AS completed, SUM(outcome = 'returned') AS returned, AVG(TIMESTAMPDIFF(MICROSECOND, opened_at, decided_at)) / 1000000 AS seconds
     FROM counter_checks WHERE market_id = ? AND decided_at >= ?`,
    [marketId, since],
  );
  return { completed: Number(row?.completed ?? 0), returned: Number(row?.returned ?? 0), meanSeconds: row?.seconds == null ? null : Number(row.seconds) };
}
