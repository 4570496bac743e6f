import type { Deps } from '../../deps';
import { dayInShanghai } from '../../clock';
import { route } from '../../http/route';
import { certificateOf, presentCertificate } from '../registry/certificates';
import type { Verification } from './verification.entity';
import { decideAtCounter, openCounterVerification } from './verifications';

/** 柜台实人核验: agents without a face check, at a market's counter. */
export const counterRoutes = ({ db, clock, keys, limits }: Deps) => {
  async function presentForCounter(verification: Verification) {
    const { id, state, expiresAt, personId } = verification;
    const certificate = personId ? await certificateOf(db.manager, personId) : undefined;
    if (!certificate) return { id, state, expiresAt, holderName: '未填写，以原件为准', holderIdNumber: '—', companyName: '—', certificateNumber: '—', joiningOpen: true };
    const { number, holderName, holderIdNumber, companyName } = presentCertificate(keys, certificate, dayInShanghai(clock.now()));
    return { id, state, expiresAt, holderName, holderIdNumber, companyName, certificateNumber: number, joiningOpen: certificate.state === 'awaiting_verification' && certificate.acceptedBy !== verification.accountId };
  }

  return [
    route('GET /counter-verifications/:code', async ({ actor, params, origin }) => {
      await limits.ensureBelow('counter', actor.staffId, origin.ip);
      await limits.count('counter', actor.staffId, origin.ip);
      return presentForCounter(await openCounterVerification(db.manager, params.code, clock.now()));
    }),

    route('POST /counter-verifications/:code/decision', async ({ actor, params, body, origin, transact }) => {
      await limits.ensureBelow('counter', actor.staffId, origin.ip);
      await limits.count('counter', actor.staffId, origin.ip);
      return transact(async (tx) => {
        const at = clock.now();
        const verification = await openCounterVerification(tx, params.code, at);
        const decision = { verification, operator: actor, passed: body.passed, idNumberIndex: keys.index('id_number', body.idNumber), joiningConfirmed: body.joiningConfirmed, reason: body.reason };
        return presentForCounter(await decideAtCounter(tx, decision, { author: actor, origin, at }));
      });
    }),
  ];
};
