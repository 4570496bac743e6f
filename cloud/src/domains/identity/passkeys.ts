import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { audit, type By } from '../../audit/audit';
import { challengeFor, challengeLifeMs, challengeMadeAt } from '../../challenges';
import { isDuplicateKey } from '../../database-errors';
import { ensure, Refusal } from '../../http/errors';
import { hasSecondFactor } from './second-factors';
import { StaffPasskey } from './staff-passkey.entity';
import type { Staff } from './staff.entity';

/** Who asks for passkeys: the host of our own address, and nothing else. */
interface RelyingParty {
  keys: KeyRing;
  publicUrl: string;
}
const rpId = ({ publicUrl }: RelyingParty) => new URL(publicUrl).hostname;
const originOf = ({ publicUrl }: RelyingParty) => new URL(publicUrl).origin;

/** What the browser needs to ask for any passkey of this site (`login`), or for one of an employee's. */
export async function assertionOptions(of: RelyingParty, purpose: string, at: Date) {
  return generateAuthenticationOptions({ rpID: rpId(of), challenge: challengeFor(of.keys, purpose, at), userVerification: 'required', timeout: challengeLifeMs });
}

/**
 * Takes a passkey's answer: signature, origin, user verification, its counter, and that the challenge is newer than the last.
 * @returns the key, whose employee it proves. @throws identity.passkey_refused whatever was wrong
 */
export async function takeAssertion(tx: EntityManager, of: RelyingParty, { assertion, purpose, staffId }: { assertion: AuthenticationResponseJSON; purpose: string; staffId?: string }, at: Date): Promise<StaffPasskey> {
  const key = await tx.findOneBy(StaffPasskey, { credentialId: assertion.id, ...(staffId ? { staffId } : {}) });
  ensure(key, 'identity.passkey_refused');
  let made: Date | undefined;
  const verified = await verifyAuthenticationResponse({
    response: assertion,
    expectedChallenge: (challenge) => (made = challengeMadeAt(of.keys, purpose, challenge, at)) !== undefined,
    expectedOrigin: originOf(of),
    expectedRPID: rpId(of),
    credential: { id: key.credentialId, publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64url')), counter: Number(key.counter) },
    requireUserVerification: true,
  }).catch(() => undefined);
  ensure(verified?.verified && made, 'identity.passkey_refused');
  const { newCounter } = verified.authenticationInfo;
  const used = await tx.query('UPDATE staff_passkeys SET counter = ?, last_used_at = ?, last_challenge_at = ? WHERE id = ? AND (last_challenge_at IS NULL OR last_challenge_at < ?)', [newCounter, at, made, key.id, made]);
  ensure(used.affectedRows > 0, 'identity.passkey_refused');
  return key;
}

/** What the browser needs to make a passkey for an employee. */
export async function attestationOptions(tx: EntityManager, of: RelyingParty, staff: Staff, at: Date) {
  const known = await tx.findBy(StaffPasskey, { staffId: staff.id });
  return generateRegistrationOptions({
    rpName: '甬车',
    rpID: rpId(of),
    userName: staff.username,
    userDisplayName: staff.name,
    userID: new Uint8Array(Buffer.from(staff.id)),
    challenge: challengeFor(of.keys, `register|${staff.id}`, at),
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    timeout: challengeLifeMs,
  });
}

/** 登记通行密钥. @throws identity.passkey_refused, identity.passkey_known */
export async function addPasskey(tx: EntityManager, of: RelyingParty, { staff, name, attestation }: { staff: Staff; name: string; attestation: RegistrationResponseJSON }, by: By): Promise<void> {
  const verified = await verifyRegistrationResponse({
    response: attestation,
    expectedChallenge: (challenge) => challengeMadeAt(of.keys, `register|${staff.id}`, challenge, by.at) !== undefined,
    expectedOrigin: originOf(of),
    expectedRPID: rpId(of),
    requireUserVerification: true,
  }).catch(() => undefined);
  ensure(verified?.verified, 'identity.passkey_refused');
  const { id: credentialId, publicKey, counter, transports = [] } = verified.registrationInfo.credential;
  const key = { id: uuidv7(), staffId: staff.id, credentialId, publicKey: Buffer.from(publicKey).toString('base64url'), counter: String(counter), transports, name, createdAt: by.at, lastUsedAt: null, lastChallengeAt: null };
  await tx.insert(StaffPasskey, key).catch((error: unknown) => {
    throw isDuplicateKey(error, 'staff_passkeys_credential_id') ? new Refusal('identity.passkey_known') : error;
  });
  await audit(tx, by, { action: 'identity.passkey_added', subject: { type: 'staff', id: staff.id }, details: { passkeyId: key.id } });
}

/** 删除通行密钥; a last second factor stays. @throws identity.passkey_not_found, identity.last_second_factor */
export async function removePasskey(tx: EntityManager, { staff, passkeyId }: { staff: Staff; passkeyId: string }, by: By): Promise<void> {
  const removed = await tx.delete(StaffPasskey, { id: passkeyId, staffId: staff.id });
  ensure(removed.affected, 'identity.passkey_not_found');
  ensure(await hasSecondFactor(tx, staff), 'identity.last_second_factor');
  await audit(tx, by, { action: 'identity.passkey_removed', subject: { type: 'staff', id: staff.id }, details: { passkeyId } });
}
