import { createPublicKey, verify } from 'node:crypto';
import type { deviceEndReasons } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { audit, type By } from '../../audit/audit';
import { deviceOf } from '../identity/device';
import { closeDeviceSessions } from '../identity/sessions';
import { TerminalDevice } from './terminal-device.entity';

export type EndReason = keyof typeof deviceEndReasons;

/** Whether a device's key signed a statement; `signature` is r and s in base64url, as WebCrypto gives them. */
export function isSignedBy(publicKey: string, statement: string, signature: string): boolean {
  const key = keyOf(publicKey);
  return key !== undefined && verify('sha256', Buffer.from(statement), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
}

/** The key behind its text; undefined where it is none of ECDSA over P-256. */
function keyOf(publicKey: string) {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : undefined;
  } catch {
    return undefined;
  }
}

/**
 * 停用 of the PC of a terminal: its key opens nothing any more, and whoever is logged in there is out. Where there is none, or
 * another one than `deviceId`, nothing happens. @returns whether there was one.
 */
export async function putOutDevice(tx: EntityManager, { terminalId, number, reason, deviceId }: { terminalId: string; number: string; reason: EndReason; deviceId?: string }, by: By): Promise<boolean> {
  const device = await tx.findOne(TerminalDevice, { where: { liveTerminalId: terminalId, ...(deviceId ? { id: deviceId } : {}) }, lock: { mode: 'pessimistic_write' } });
  if (!device) return false;
  await tx.update(TerminalDevice, device.id, { liveTerminalId: null, endedAt: by.at, endReason: reason, endedBy: by.author.kind === 'staff' ? by.author.staffId : null });
  const sessions = await closeDeviceSessions(tx, device.id, by.at);
  await audit(tx, by, { action: 'registry.device_put_out', subject: { type: 'terminal', id: terminalId }, details: { number, deviceId: device.id, reason, sessions: sessions.length } });
  return true;
}

interface Row {
  terminal_id: string;
  paired_at: Date;
  paired_by: string;
  edition: number;
  ip: string;
  user_agent: string;
  page_version: string | null;
  last_seen_at: Date | null;
  ended_at: Date | null;
  end_reason: EndReason | null;
  ended_by: string | null;
}

/** The PC of each terminal, or else the last one it had, by the terminal's id. */
export async function devicesOf(tx: EntityManager, terminalIds: string[]) {
  if (terminalIds.length === 0) return new Map<string, never>();
  const rows: Row[] = await tx.query(
    `SELECT d.terminal_id, d.paired_at, p.name AS paired_by, d.edition, d.ip, d.user_agent, d.page_version, d.last_seen_at, d.ended_at, d.end_reason, e.name AS ended_by
     FROM terminal_devices d JOIN staff p ON p.id = d.paired_by LEFT JOIN staff e ON e.id = d.ended_by
     WHERE d.terminal_id IN (?) AND d.id = (SELECT x.id FROM terminal_devices x WHERE x.terminal_id = d.terminal_id ORDER BY x.ended_at IS NULL DESC, x.paired_at DESC, x.id DESC LIMIT 1)`,
    [terminalIds],
  );
  return new Map(rows.map((row) => [row.terminal_id, presentDevice(row)]));
}

function presentDevice(row: Row) {
  return {
    pairedAt: row.paired_at,
    pairedBy: row.paired_by,
    edition: row.edition,
    browser: deviceOf(row.user_agent),
    ip: row.ip,
    pageVersion: row.page_version,
    lastSeenAt: row.last_seen_at,
    endedAt: row.ended_at,
    endReason: row.end_reason,
    endedBy: row.ended_by,
  };
}
