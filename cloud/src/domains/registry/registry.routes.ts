import { type EntityManager, IsNull, Not } from 'typeorm';
import type { By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import type { AgentActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { type Origin, route } from '../../http/route';
import { qrOf } from '../evidence/qr';
import { Account } from '../identity/account.entity';
import { certificateToken, checkCodeOf, periodsAround } from './certificate-code';
import type { Certificate } from './certificate.entity';
import { putInvitationAside } from '../identity/accounts';
import { acceptJoining, certificateOf, declineJoining, presentCertificate } from './certificates';
import { companyFile } from './company-file';
import { addDays } from './duties';
import { Market } from './market.entity';
import { untilReadmitted } from './terminals';

/** Days before its end from which a certificate can be renewed. */
const renewableDays = 60;

/** The register as its members see it: the own certificate, the own company. */
export const registryRoutes = (deps: Deps) => {
  const { db, clock, keys, publicUrl } = deps;
  const by = (actor: AgentActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  /** Whom the account says to be, verified or not: an invitation can be answered before the face check that it leads to. */
  async function personBehind(tx: EntityManager, { accountId }: AgentActor): Promise<string | null> {
    const { personId, claimedPersonId } = await tx.findOneByOrFail(Account, { id: accountId });
    return personId ?? claimedPersonId;
  }
  async function present(tx: EntityManager, personId: string | null) {
    const held = personId ? await certificateOf(tx, personId) : undefined;
    ensure(held, 'registry.nothing_to_accept');
    return presentCertificate(keys, held, dayInShanghai(clock.now()));
  }
  async function withQr(held: Certificate) {
    const now = clock.now();
    const certificate = presentCertificate(keys, held, dayInShanghai(now));
    const renewableFrom = certificate.expiresOn && certificate.state !== 'cancelled' ? addDays(certificate.expiresOn, -renewableDays) : null;
    if (certificate.state !== 'in_force') return { certificate, qr: null, qrUrl: null, qrExpiresAt: null, checkCode: null, renewableFrom };
    const { token, expiresAt } = certificateToken(keys, held, now);
    const qrUrl = `${publicUrl}/check/${token}`;
    return { certificate, qr: await qrOf(qrUrl), qrUrl, qrExpiresAt: expiresAt, checkCode: checkCodeOf(keys, held), renewableFrom };
  }

  return [
    // An agent is not offered a market that is out until it is readmitted; employees look back at it.
    route('GET /markets', async ({ actor }) => ({ markets: await db.manager.find(Market, { ...(actor.kind === 'agent' ? { where: [{ suspendedUntil: IsNull() }, { suspendedUntil: Not(untilReadmitted) }] } : {}), order: { code: 'ASC' } }) })),

    route('GET /certificate', async ({ actor }) => {
      ensure(actor.personId, 'identity.person_not_claimed');
      const held = await certificateOf(db.manager, actor.personId);
      ensure(held, 'identity.certificate_not_found');
      return withQr(held);
    }),

    route('POST /certificate/acceptance', ({ actor, body, origin, transact }) =>
      transact(async (tx) => {
        const personId = await personBehind(tx, actor);
        await acceptJoining(tx, { certificateId: body.certificateId, personId, accountId: actor.accountId }, by(actor, origin));
        return present(tx, personId);
      }),
    ),

    route('POST /certificate/declining', ({ actor, body, origin, transact }) =>
      transact(async (tx) => {
        const personId = await personBehind(tx, actor);
        // Who has shown no face only puts the invitation aside: nobody may decline in another's name either.
        if (!actor.personId) await putInvitationAside(tx, { accountId: actor.accountId, certificateId: body.certificateId, personId }, by(actor, origin));
        else await declineJoining(tx, { certificateId: body.certificateId, personId }, by(actor, origin));
        return present(tx, personId);
      }),
    ),

    route('GET /company', ({ actor }) => {
      ensure(actor.companyId, 'registry.company_not_found');
      return companyFile(db.manager, deps, actor.companyId, actor);
    }),

    route('GET /check-keys', async () => ({ keys: periodsAround(clock.now()).map((period) => ({ period, publicKey: keys.periodKey(period).publicKey })) })),
  ];
};
