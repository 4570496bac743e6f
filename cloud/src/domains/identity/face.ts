import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import { ensure } from '../../http/errors';
import { Person } from '../registry/person.entity';
import { openPerson } from '../registry/persons';
import { Verification } from './verification.entity';
import { decideVerification, openVerification, type Verdict } from './verifications';

type FaceDeps = Pick<Deps, 'db' | 'clock' | 'keys' | 'limits' | 'faceVerifier' | 'publicUrl'>;

/**
 * Begins a face verification at Alipay, or gives back the one still open. The attempt is written before Alipay is asked,
 * and no transaction is held open while it answers.
 * @throws identity.too_many_verifications after ten a day; provider.*
 */
export async function startFace({ db, keys, limits, faceVerifier, publicUrl }: FaceDeps, accountId: string, by: By): Promise<Verification> {
  await limits.ensureBelow('face', accountId, by.origin?.ip ?? '', 'identity.too_many_verifications');
  const verification = await db.transaction((tx) => openVerification(tx, { accountId, method: 'alipay_face' }, by));
  if (verification.certifyId) return verification;
  await limits.count('face', accountId, by.origin?.ip ?? '');
  const person = await db.manager.findOneByOrFail(Person, { id: verification.personId! });
  const { name, idNumber } = openPerson(keys, person);
  const { certifyId, faceUrl } = await faceVerifier.start({ orderNo: verification.orderNo, name, idNumber, returnUrl: `${publicUrl}/` });
  await db.manager.update(Verification, verification.id, { certifyId, faceUrl });
  return { ...verification, certifyId, faceUrl };
}

/**
 * Asks Alipay about an open attempt by the id that the server kept, and applies its answer: `passed === 'T'` alone is passed.
 * An attempt at a counter, or one that is decided, stays as it is; one past its time expires.
 */
export async function settleVerification({ db, clock, faceVerifier }: Pick<Deps, 'db' | 'clock' | 'faceVerifier'>, verificationId: string, by: By): Promise<Verification> {
  const verification = await db.manager.findOneBy(Verification, { id: verificationId });
  ensure(verification, 'identity.verification_not_found');
  if (verification.state !== 'pending') return verification;
  const answered: Verdict = verification.certifyId ? await faceVerifier.resultOf(verification.certifyId) : { state: 'pending' };
  const verdict: Verdict = answered.state === 'pending' && verification.expiresAt <= clock.now() ? { state: 'expired' } : answered;
  return db.transaction((tx) => decideVerification(tx, verificationId, verdict, by));
}
