import { randomInt } from 'node:crypto';
import { arrivalStatement, pairingStatement } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { audit, type By } from '../../audit/audit';
import { challengeMadeAt } from '../../challenges';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { deviceOf } from '../identity/device';
import type { Device } from '../identity/sessions';
import { offerSeal } from './seals';
import { isSignedBy, putOutDevice } from './terminal-devices';
import { TerminalDevice } from './terminal-device.entity';
import { TerminalPairing } from './terminal-pairing.entity';
import { Terminal } from './terminal.entity';

const lifeMs = 10 * 60_000;
/** The clocks of a new PC and the server run apart by so much at most. */
const apartMs = 2 * 60_000;
/** What a challenge is made for. */
export const pairingPurpose = 'terminal_pairing';
/** No letter or digit that is easily taken for another one: 39.6 bits in a code of eight. */
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

const indexOf = (keys: Pick<KeyRing, 'index'>, code: string) => keys.index('terminal_code', code);

/**
 * 取得登记码: a browser shows a new key, and gets the code that its market's manager enters.
 * @throws terminal.pairing_refused where the key is none, or did not sign our challenge
 */
export async function beginPairing(
  tx: EntityManager,
  keys: KeyRing,
  { publicKey, proof, device }: { publicKey: string; proof: { challenge: string; signature: string }; device: Device },
  by: By,
): Promise<{ id: string; code: string; expiresAt: Date }> {
  const isFresh = challengeMadeAt(keys, pairingPurpose, proof.challenge, by.at) !== undefined;
  ensure(isFresh && isSignedBy(publicKey, pairingStatement(proof.challenge), proof.signature), 'terminal.pairing_refused');
  const id = uuidv7();
  const code = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
  const expiresAt = new Date(by.at.getTime() + lifeMs);
  await tx.insert(TerminalPairing, { id, codeIndex: indexOf(keys, code), publicKey, ip: device.ip, userAgent: device.userAgent.slice(0, 300), expiresAt });
  await audit(tx, by, { action: 'registry.pairing_begun', subject: { type: 'terminal_pairing', id }, details: { browser: deviceOf(device.userAgent) } });
  return { id, code, expiresAt };
}

/**
 * 输入登记码: the browser that shows the code is the terminal's PC from now on, and the one before is out.
 * @throws registry.terminal_not_found for another market's, registry.wrong_state while the terminal is not in force,
 * terminal.code_wrong for a code that is wrong, used or over
 */
export async function takePairing(tx: EntityManager, keys: KeyRing, { terminalId, code, actor }: { terminalId: string; code: string; actor: StaffActor }, by: By): Promise<void> {
  const terminal = await lockOwnTerminal(tx, terminalId, actor);
  ensure(terminal.state === 'in_force', 'registry.wrong_state');
  const pairing = await tx.findOne(TerminalPairing, { where: { codeIndex: indexOf(keys, code) }, lock: { mode: 'pessimistic_write' } });
  ensure(pairing && pairing.expiresAt > by.at, 'terminal.code_wrong');
  const { number, edition } = terminal;
  await putOutDevice(tx, { terminalId, number, reason: 'replaced' }, by);
  const { id, publicKey, ip, userAgent } = pairing;
  await tx.insert(TerminalDevice, { id, terminalId, liveTerminalId: terminalId, edition, publicKey, sealNumber: 0, sealedAt: by.at, pairedAt: by.at, pairedBy: actor.staffId, ip, userAgent });
  await tx.delete(TerminalPairing, { id });
  await audit(tx, by, { action: 'registry.device_paired', subject: { type: 'terminal', id: terminalId }, details: { number, deviceId: id, edition, browser: deviceOf(userAgent) } });
}

/** 停用电脑 by the manager or the clerk; where there is none nothing happens. @throws registry.terminal_not_found */
export async function withdrawDevice(tx: EntityManager, { terminalId, actor }: { terminalId: string; actor: StaffActor }, by: By): Promise<void> {
  const { number } = await lockOwnTerminal(tx, terminalId, actor);
  await putOutDevice(tx, { terminalId, number, reason: 'withdrawn' }, by);
}

async function lockOwnTerminal(tx: EntityManager, id: string, { marketId }: StaffActor): Promise<Terminal> {
  const terminal = await tx.findOne(Terminal, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(terminal && (marketId === null || terminal.marketId === marketId), 'registry.terminal_not_found');
  return terminal;
}

/**
 * What became of a code, told to the browser that shows it; once it was entered also the first seal, again and again until
 * the browser has used one. @throws terminal.pairing_not_found for an unknown one or a foreign key, terminal.proof_stale
 */
export async function arrivalOf(tx: EntityManager, keys: KeyRing, { id, at, signature }: { id: string; at: number; signature: string }, now: Date) {
  const device = await tx.findOne(TerminalDevice, { where: { id }, relations: { terminal: { market: true } } });
  const pairing = device ?? (await tx.findOneBy(TerminalPairing, { id }));
  ensure(pairing && isSignedBy(pairing.publicKey, arrivalStatement(id, at), signature), 'terminal.pairing_not_found');
  ensure(Math.abs(now.getTime() - at) <= apartMs, 'terminal.proof_stale', { now: now.getTime() });
  if (pairing instanceof TerminalPairing) return { state: pairing.expiresAt > now ? ('waiting' as const) : ('over' as const), terminal: null, seal: null };
  if (pairing.endedAt) return { state: 'over' as const, terminal: null, seal: null };
  const { number, name, market } = pairing.terminal!;
  return { state: 'paired' as const, terminal: { number, name, marketName: market.name }, seal: pairing.sealNumber === 0 ? offerSeal(keys, pairing) : null };
}

/** Forgets codes that ran out a day ago. */
export async function forgetPairings(tx: EntityManager, now: Date): Promise<void> {
  await tx.query('DELETE FROM terminal_pairings WHERE expires_at < ?', [new Date(now.getTime() - 24 * 3600_000)]);
}
