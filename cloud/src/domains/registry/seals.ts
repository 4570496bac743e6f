import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { TerminalDevice } from './terminal-device.entity';

/*
 * 封签: a secret that a paired PC changes every few minutes. A key that cannot be exported can still be copied with the whole
 * browser profile, so the server gives the PC a new seal now and then and forgets the former one as soon as the new one is
 * used: from then on a copy shows itself by coming with an older one, whichever of the two moved on first. What is offered is
 * not stored, since its mac tells whose it is and which number; only the one that is used first counts for its number. So an
 * answer that gets lost does no harm, however often, and two copies that were offered the same number part there.
 */

/** A seal as the PC sends it. */
interface Seal {
  number: number;
  secret: string;
}

const changesAfterMs = 5 * 60_000;
/** Requests that were on their way while the seal changed. */
const formerForMs = 60_000;

export const readSeal = (written: string): Seal => ({ number: Number(written.split('.')[0]), secret: written.split('.')[1]! });

/** The next seal of a device, `<number>.<secret>`; each call makes another one. */
export function offerSeal(keys: Pick<KeyRing, 'index'>, { id, sealNumber }: Pick<TerminalDevice, 'id' | 'sealNumber'>): string {
  const nonce = randomBytes(16);
  return `${sealNumber + 1}.${Buffer.concat([nonce, macOf(keys, id, sealNumber + 1, nonce)]).toString('base64url')}`;
}

const macOf = (keys: Pick<KeyRing, 'index'>, deviceId: string, number: number, nonce: Buffer) =>
  Buffer.from(keys.index('terminal_seal', `${deviceId}|${number}|${nonce.toString('hex')}`), 'hex');

function isOurs(keys: Pick<KeyRing, 'index'>, deviceId: string, { number, secret }: Seal): boolean {
  const bytes = Buffer.from(secret, 'base64url');
  return bytes.length === 32 && timingSafeEqual(bytes.subarray(16), macOf(keys, deviceId, number, bytes.subarray(0, 16)));
}

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

/** Whether the PC's seal has been in use long enough for another one. */
export const isDue = ({ sealedAt }: Pick<TerminalDevice, 'sealedAt'>, now: Date): boolean => now.getTime() - sealedAt.getTime() >= changesAfterMs;

/**
 * What a seal says that came with the key's own signature, made at `signedAt`: `current`, which it is from now on where it was
 * offered and is newer than the one in use; `former`, good for requests that were on their way; or `copied`, an older one, or
 * another one of a number that is taken. A higher number than the next one was ours too, before a database was restored.
 */
export async function judgeSeal(
  { db, keys }: { db: DataSource; keys: Pick<KeyRing, 'index'> },
  device: Pick<TerminalDevice, 'id' | 'sealNumber' | 'sealHash' | 'formerSealHash' | 'sealedAt'>,
  { seal, signedAt }: { seal: Seal; signedAt: number },
  now: Date,
): Promise<'current' | 'former' | 'copied'> {
  const hash = hashOf(seal.secret);
  if (seal.number === device.sealNumber && hash === device.sealHash) return 'current';
  if (seal.number > device.sealNumber && isOurs(keys, device.id, seal)) {
    const moved: { affectedRows: number } = await db.query(
      'UPDATE terminal_devices SET former_seal_hash = seal_hash, seal_hash = ?, seal_number = ?, sealed_at = ? WHERE id = ? AND seal_number = ?',
      [hash, seal.number, now, device.id, device.sealNumber],
    );
    if (moved.affectedRows > 0) return 'current';
    // Another request of the same moment was faster: this one is judged by what that one wrote.
    return judgeSeal({ db, keys }, await db.manager.findOneByOrFail(TerminalDevice, { id: device.id }), { seal, signedAt }, now);
  }
  const setOff = Math.min(now.getTime(), signedAt);
  return hash === device.formerSealHash && setOff <= device.sealedAt.getTime() + formerForMs ? 'former' : 'copied';
}
