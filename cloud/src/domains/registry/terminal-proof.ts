import { createHash } from 'node:crypto';
import { comparePageVersions, type deviceEndReasons, pageWantedHeader, proofHeader, proofStatement, readProof, sealHeader, type terminalStates } from '@yongche/contract';
import type { Context } from 'koa';
import type { Deps } from '../../deps';
import type { Seat } from '../../http/actor';
import { ensure, Refusal } from '../../http/errors';
import { writePageCookie } from '../operations/page-cookie';
import { isDue, judgeSeal, offerSeal, readSeal } from './seals';
import { isSignedBy, putOutDevice } from './terminal-devices';

type ProofDeps = Pick<Deps, 'db' | 'keys' | 'clock' | 'publicUrl' | 'staffWeb'>;

/** A proof may be so old, or so far ahead, as the clocks of PC and server run apart. */
const apartMs = 2 * 60_000;
const seenEveryMs = 60_000;
/** What a page that is too old is still answered: what this PC is, and the way out. */
const everAnswered = new Set(['GET /api/terminal', 'DELETE /api/staff-sessions/current']);

interface Row {
  id: string;
  publicKey: string;
  sealNumber: number;
  sealHash: string | null;
  formerSealHash: string | null;
  sealedAt: Date;
  lastSeenAt: Date | null;
  pageVersion: string | null;
  endedAt: Date | null;
  endReason: keyof typeof deviceEndReasons | null;
  terminalId: string;
  number: string;
  name: string;
  state: keyof typeof terminalStates;
  suspendedUntil: string | null;
  marketId: string;
  marketName: string;
}

/**
 * 固定端证明 of a request: at which terminal's PC it was signed, or undefined where none came with it. Hands the PC its next
 * seal with the answer, and puts the PC out at once where the seal shows that there are two copies of its key. Tells its page which
 * version its market is to run, by a header to the page and by a cookie to its next load.
 * @throws terminal.proof_invalid, terminal.proof_stale with the server's time, terminal.put_out with the reason,
 * terminal.not_in_force while the terminal is suspended, page.outdated with the wanted version below the minimum
 */
export async function seatOf(koa: Context, { db, keys, clock, publicUrl, staffWeb }: ProofDeps): Promise<Seat | undefined> {
  const header = koa.get(proofHeader);
  if (!header) return undefined;
  const proof = readProof(header);
  ensure(proof, 'terminal.proof_invalid');
  const now = clock.now();
  const device = await readDevice(db, proof.device);
  const isSecure = publicUrl.startsWith('https:');
  // Whoever opens this browser next is like everybody else.
  if (!device || device.endedAt) writePageCookie(koa, '', isSecure);
  ensure(device, 'terminal.put_out', { reason: null });
  ensure(isSignedBy(device.publicKey, proofStatement(koa.method, koa.originalUrl, proof), proof.signature), 'terminal.proof_invalid');
  ensure(Math.abs(now.getTime() - proof.at) <= apartMs, 'terminal.proof_stale', { now: now.getTime() });
  ensure(device.endedAt === null, 'terminal.put_out', { reason: device.endReason });
  const verdict = await judgeSeal({ db, keys }, device, { seal: readSeal(proof.seal), signedAt: proof.at }, now);
  const { terminalId, number, name, marketId, marketName, state, suspendedUntil } = device;
  if (verdict === 'copied') {
    writePageCookie(koa, '', isSecure);
    const by = { author: { kind: 'system' as const }, origin: { requestId: String(koa.state.requestId), ip: koa.ip }, at: now };
    await db.transaction((tx) => putOutDevice(tx, { terminalId, number, reason: 'copied', deviceId: device.id }, by));
    throw new Refusal('terminal.put_out', { details: { reason: 'copied' } });
  }
  ensure(state === 'in_force', 'terminal.not_in_force', { name, marketName, suspendedUntil });
  if (verdict === 'current' && isDue(device, now)) koa.set(sealHeader, offerSeal(keys, device));
  if (!device.lastSeenAt || now.getTime() - device.lastSeenAt.getTime() >= seenEveryMs || device.pageVersion !== proof.page) {
    await db.query('UPDATE terminal_devices SET last_seen_at = ?, ip = ?, user_agent = ?, page_version = ? WHERE id = ?', [now, koa.ip, koa.get('user-agent').slice(0, 300), proof.page, device.id]);
  }
  const { wanted, minimum } = await staffWeb.wantedAt(marketId);
  if (wanted) koa.set(pageWantedHeader, wanted);
  if (wanted && wanted !== proof.page) writePageCookie(koa, wanted, isSecure);
  const isAnswered = minimum === null || comparePageVersions(proof.page, minimum) >= 0 || everAnswered.has(`${koa.method} ${koa.path}`);
  ensure(isAnswered, 'page.outdated', { wanted });
  koa.state.provenBody = proof.body;
  return { deviceId: device.id, terminalId, number, name, marketId, marketName };
}

/** The body of a proven request is the one that was signed; files are read after the sender is known. @throws terminal.proof_invalid */
export function ensureProvenBody(koa: Context, body: string | Buffer): void {
  const proven: unknown = koa.state.provenBody;
  ensure(proven === undefined || proven === createHash('sha256').update(body).digest('base64url'), 'terminal.proof_invalid');
}

async function readDevice(db: ProofDeps['db'], id: string): Promise<Row | undefined> {
  const [row]: Row[] = await db.query(
    `SELECT d.id, d.public_key AS publicKey, d.seal_number AS sealNumber, d.seal_hash AS sealHash, d.former_seal_hash AS formerSealHash, d.sealed_at AS sealedAt,
       d.last_seen_at AS lastSeenAt, d.page_version AS pageVersion, d.ended_at AS endedAt, d.end_reason AS endReason,
       t.id AS terminalId, t.number, t.name, t.state, t.suspended_until AS suspendedUntil, m.id AS marketId, m.name AS marketName
     FROM terminal_devices d JOIN terminals t ON t.id = d.terminal_id JOIN markets m ON m.id = t.market_id WHERE d.id = ?`,
    [id],
  );
  return row;
}
