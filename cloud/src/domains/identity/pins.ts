import type { EntityManager } from 'typeorm';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai, nextDay, startOfDay } from '../../clock';
import type { Deps } from '../../deps';
import type { Seat, StaffActor } from '../../http/actor';
import { ensure, Refusal } from '../../http/errors';
import { type From, openStaffSession, type OpenedSession } from './staff-login';
import { StaffPin } from './staff-pin.entity';
import { Staff } from './staff.entity';

/** Wrong ones in a row after which a PIN is worth nothing. */
const mostFailures = 5;

/** 设置PIN of today for one PC. @returns which. @throws identity.pin_needs_login unless password and second factor were given there today */
export function ensureMaySetPin({ terminal, secondFactorAt }: StaffActor, now: Date): Seat {
  ensure(terminal && secondFactorAt && dayInShanghai(secondFactorAt) === dayInShanghai(now), 'identity.pin_needs_login');
  return terminal;
}

/** Puts a PIN in force until midnight; one from before is replaced. */
export async function setPin(tx: EntityManager, { staffId, deviceId, pinHash }: { staffId: string; deviceId: string; pinHash: string }, by: By): Promise<void> {
  await tx.query(
    `INSERT INTO staff_pins (device_id, staff_id, day, pin_hash, failures, set_at) VALUES (?, ?, ?, ?, 0, ?)
     ON DUPLICATE KEY UPDATE day = VALUES(day), pin_hash = VALUES(pin_hash), failures = 0, set_at = VALUES(set_at)`,
    [deviceId, staffId, dayInShanghai(by.at), pinHash, by.at],
  );
  await audit(tx, by, { action: 'identity.pin_set', subject: { type: 'staff', id: staffId } });
}

/** Takes an employee's PINs away, with the password that stood behind them. */
export async function voidPins(tx: EntityManager, staffId: string): Promise<void> {
  await tx.delete(StaffPin, { staffId });
}

/**
 * 快速切换: opens a session at a terminal's PC until midnight by the PIN of today. A try is counted before it is compared, so
 * that tries at the same moment cannot slip through together.
 * @throws identity.pin_void where there is none today or it was wrong five times, identity.pin_wrong
 */
export async function loginByPin(deps: Deps, { username, pin }: { username: string; pin: string }, from: From & { seat: Seat }): Promise<OpenedSession> {
  const { db, passwords } = deps;
  const { at, origin, seat } = from;
  const account = username.toLowerCase();
  await deps.limits.take('pin', seat.deviceId, from.device.ip);
  const staff = await db.manager.findOneBy(Staff, { username: account });
  const place = { deviceId: seat.deviceId, staffId: staff?.id ?? '' };
  const stored = staff?.username === account && staff.role === 'operator' ? await db.manager.findOneBy(StaffPin, { ...place, day: dayInShanghai(at) }) : null;
  const counted = stored && (await takeTry(db.manager, stored));
  ensure(staff && counted, 'identity.pin_void');
  if (!(await passwords.matches(stored.pinHash, pin))) {
    const isVoid = stored.failures + 1 >= mostFailures;
    const by: By = { author: { kind: 'system' }, origin, at };
    const details = { terminal: seat.number };
    await audit(db.manager, by, ...(['identity.pin_refused', ...(isVoid ? (['identity.pin_voided'] as const) : [])] as const).map((action) => ({ action, subject: { type: 'staff' as const, id: staff.id }, details })));
    throw new Refusal(isVoid ? 'identity.pin_void' : 'identity.pin_wrong', { details: { left: mostFailures - stored.failures - 1 } });
  }
  const opened = await db.transaction(async (tx) => {
    await tx.update(StaffPin, place, { failures: 0 });
    return openStaffSession(tx, staff, { secondFactorAt: null, way: 'pin', until: startOfDay(nextDay(dayInShanghai(at))) }, from);
  });
  await deps.limits.forgive('pin', seat.deviceId, from.device.ip);
  return opened;
}

/** Counts one try of a PIN; false where another try came between, or none is left. `stored.failures` are those before it. */
async function takeTry(tx: EntityManager, stored: StaffPin): Promise<boolean> {
  for (;;) {
    if (stored.failures >= mostFailures) return false;
    const { deviceId, staffId, failures, setAt } = stored;
    const taken: { affectedRows: number } = await tx.query('UPDATE staff_pins SET failures = failures + 1 WHERE device_id = ? AND staff_id = ? AND set_at = ? AND failures = ?', [deviceId, staffId, setAt, failures]);
    if (taken.affectedRows > 0) return true;
    const fresh = await tx.findOneBy(StaffPin, { deviceId, staffId });
    if (!fresh || fresh.setAt.getTime() !== setAt.getTime()) return false;
    stored.failures = fresh.failures;
  }
}

interface Row {
  username: string;
  name: string;
  hasPin: number;
}

/** Operators who logged in at a PC today, the latest first; `hasPin` where the PIN of today still counts. */
export async function operatorsOfToday(tx: EntityManager, { deviceId, marketId }: Seat, now: Date) {
  const today = dayInShanghai(now);
  const rows: Row[] = await tx.query(
    `SELECT e.username, e.name, COUNT(p.staff_id) > 0 AS hasPin, MAX(s.created_at) AS latest
     FROM sessions s JOIN staff e ON e.id = s.staff_id AND e.role = 'operator' AND e.state = 'active' AND e.market_id = ?
       LEFT JOIN staff_pins p ON p.device_id = s.device_id AND p.staff_id = e.id AND p.day = ? AND p.failures < ?
     WHERE s.device_id = ? AND s.created_at >= ? GROUP BY e.id, e.username, e.name ORDER BY latest DESC, e.username`,
    [marketId, today, mostFailures, deviceId, startOfDay(today)],
  );
  return rows.map(({ username, name, hasPin }) => ({ username, name, hasPin: Boolean(Number(hasPin)) }));
}
