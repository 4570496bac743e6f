import type { unmatchedCauses, unmatchedSides } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { startOfDay } from '../../../clock';
import { periodAfter } from '../periods';
import { rulesInForce } from './comparison-rules';
import { completedOn, isMatched, longestWindow } from './match-registrations';
import { RegistrationList } from './registration.entity';

interface Filter {
  month: string;
  side: keyof typeof unmatchedSides;
  cause?: keyof typeof unmatchedCauses | undefined;
  marketId?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

interface Row {
  id: string;
  vin: string;
  plate: string;
  business: 'city_transfer' | 'moved_out' | 'cross_region';
  marketName: string | null;
  on: string;
  serial: string | null;
  cause: keyof typeof unmatchedCauses;
  dealId: string | null;
  dealSerial: string | null;
  dealPlate: string | null;
  dealOn: string | null;
  registeredOn: string | null;
  registeredPlate: string | null;
}

/**
 * 核对不上 of a month, day by day: on our side deals completed in it, on the office's side lines of its list, each with its cause and the deal
 * or registration that explains it. Without a list of the month there is nothing to tell.
 */
export async function listUnmatched(tx: EntityManager, { month, side, cause, marketId, cursor, limit }: Filter) {
  if (!(await tx.existsBy(RegistrationList, { month }))) return { items: [], causes: [], total: 0, nextCursor: null };
  const { windowDays } = await rulesInForce(tx);
  const rowsOf = side === 'ours' ? ofOurs : ofOffice;
  const [sql, values] = rowsOf({ windowDays, within: { month, marketId } });
  const all: Pick<Row, 'id' | 'on' | 'cause'>[] = await tx.query(`SELECT u.id, u.\`on\`, u.cause FROM (${sql}) u ORDER BY u.\`on\`, u.id`, values);
  const asked = cause ? all.filter((row) => row.cause === cause) : all;
  const [on = '', id = ''] = cursor === undefined ? [] : Buffer.from(cursor, 'base64url').toString().split(' ');
  const left = asked.filter((row) => row.on > on || (row.on === on && row.id > id));
  const last = left[limit - 1];
  return {
    items: await detailsOf(tx, rowsOf, left.slice(0, limit).map((row) => row.id), windowDays),
    causes: countsOf(all),
    total: asked.length,
    nextCursor: left.length > limit && last ? Buffer.from(`${last.on} ${last.id}`).toString('base64url') : null,
  };
}

/** How many of each cause, most first. */
function countsOf(rows: Pick<Row, 'cause'>[]) {
  const counts = new Map<Row['cause'], number>();
  for (const { cause } of rows) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  return [...counts].map(([cause, count]) => ({ cause, count })).sort((one, other) => other.count - one.count);
}

async function detailsOf(tx: EntityManager, rowsOf: typeof ofOurs, ids: string[], windowDays: number) {
  if (ids.length === 0) return [];
  const [sql, values] = rowsOf({ windowDays, within: { ids } });
  const rows: Row[] = await tx.query(
    `SELECT u.*, s.id AS dealId, s.serial AS dealSerial, s.plate AS dealPlate, ${completedOn('s')} AS dealOn, x.registered_on AS registeredOn, x.plate AS registeredPlate
     FROM (${sql}) u LEFT JOIN transactions s ON s.id = u.deal LEFT JOIN registrations x ON x.id = u.registration ORDER BY u.\`on\`, u.id`,
    values,
  );
  return rows.map(presentRow);
}

function presentRow({ id, vin, plate, business, marketName, on, serial, cause, ...other }: Row) {
  const deal = other.dealId === null ? null : { on: other.dealOn!, plate: other.dealPlate!, serial: other.dealSerial, transactionId: other.dealId };
  const registration = other.registeredOn === null ? null : { on: other.registeredOn, plate: other.registeredPlate!, serial: null, transactionId: null };
  return { id, vin, plate, business, marketName, on, serial, cause, other: deal ?? registration };
}

interface Side {
  windowDays: number;
  within: { month: string; marketId?: string | undefined } | { ids: string[] };
}
type Statement = [sql: string, values: unknown[]];

/** These rows, or those of a month and perhaps a market; `inMonth` takes the first day of the month and of the next one. */
function whereOf(alias: string, within: Side['within'], inMonth: string, boundOf: (day: string) => string | Date): Statement {
  if ('ids' in within) return [`${alias}.id IN (?)`, [within.ids]];
  const { month, marketId } = within;
  const [from, behind] = [boundOf(`${month}-01`), boundOf(`${periodAfter(month)}-01`)];
  return marketId ? [`${inMonth} AND ${alias}.market_id = ?`, [from, behind, marketId]] : [inMonth, [from, behind]];
}

/**
 * Deals without a registration. Another plate stands on its registration; or another deal of the same car near in time has it (再次核对); or its
 * registration lies outside the window, later or before the deal was completed; or there is none.
 */
function ofOurs({ windowDays, within }: Side): Statement {
  const [where, values] = whereOf('t', within, 't.completed_at >= ? AND t.completed_at < ?', startOfDay);
  const apart = `ABS(DATEDIFF(${completedOn('s')}, ${completedOn('t')}))`;
  const twin = `(SELECT s.id FROM transactions s JOIN registrations g ON g.transaction_id = s.id AND ${isMatched('g')} WHERE s.vin = t.vin AND s.id <> t.id AND ${apart} <= ? ORDER BY ${apart}, s.id LIMIT 1)`;
  const earlier = `(SELECT f.id FROM registrations f WHERE f.vin = t.vin AND f.transaction_id IS NULL AND DATEDIFF(${completedOn('t')}, f.registered_on) BETWEEN 1 AND ${longestWindow} ORDER BY f.registered_on DESC, f.id LIMIT 1)`;
  const open = `SELECT t.id, t.vin, t.plate, t.business, t.market_id, ${completedOn('t')} AS \`on\`, t.serial, r.id AS pair, COALESCE(r.days <= ?, FALSE) AS is_near, ${twin} AS twin, ${earlier} AS earlier
    FROM transactions t LEFT JOIN registrations r ON r.transaction_id = t.id WHERE ${where} AND (r.id IS NULL OR NOT ${isMatched('r')})`;
  const sql = `SELECT o.id, o.vin, o.plate, o.business, m.name AS marketName, o.\`on\`, o.serial,
      CASE WHEN is_near THEN 'other_plate' WHEN twin IS NOT NULL THEN 'again' WHEN pair IS NOT NULL OR earlier IS NOT NULL THEN 'other_month' ELSE 'no_registration' END AS cause,
      CASE WHEN is_near THEN NULL ELSE twin END AS deal, CASE WHEN is_near OR twin IS NULL THEN COALESCE(pair, earlier) END AS registration
    FROM (${open}) o JOIN markets m ON m.id = o.market_id`;
  return [sql, [windowDays, windowDays, windowDays, ...values, windowDays]];
}

/** Registrations without a deal: its deal has another plate; or lies outside the window, earlier or after the registration; or there is none. */
function ofOffice({ windowDays, within }: Side): Statement {
  const [where, values] = whereOf('r', within, 'r.registered_on >= ? AND r.registered_on < ?', (day) => day);
  const later = `(SELECT s.id FROM transactions s LEFT JOIN registrations g ON g.transaction_id = s.id
    WHERE s.vin = r.vin AND g.id IS NULL AND DATEDIFF(${completedOn('s')}, r.registered_on) BETWEEN 1 AND ${longestWindow} ORDER BY s.completed_at, s.id LIMIT 1)`;
  const open = `SELECT r.id, r.vin, r.plate, r.business, COALESCE(m.name, r.market_name) AS marketName, r.registered_on AS \`on\`, r.transaction_id AS pair, COALESCE(r.days <= ?, FALSE) AS is_near, ${later} AS later
    FROM registrations r LEFT JOIN markets m ON m.id = r.market_id WHERE ${where} AND NOT ${isMatched('r')}`;
  const sql = `SELECT o.id, o.vin, o.plate, o.business, o.marketName, o.\`on\`, NULL AS serial,
      CASE WHEN is_near THEN 'other_plate' WHEN pair IS NOT NULL OR later IS NOT NULL THEN 'other_month' ELSE 'no_deal' END AS cause, COALESCE(pair, later) AS deal, NULL AS registration FROM (${open}) o`;
  return [sql, [windowDays, ...values, windowDays]];
}
