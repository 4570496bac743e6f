import type { Deps } from '../../deps';
import { dayInShanghai } from '../../clock';
import { ensure } from '../../http/errors';
import { route } from '../../http/route';
import { qrOf } from '../evidence/qr';
import { signStatement } from '../evidence/statement';
import { certificateOf, presentCertificate } from './certificates';
import { Market } from './market.entity';

/** How long a certificate's QR code stays good; the phone asks for a new one before that. */
const qrSeconds = 120;

export const registryRoutes = ({ db, clock, keys, publicUrl }: Deps) => [
  route('GET /markets', async () => ({ markets: await db.manager.find(Market, { order: { code: 'ASC' } }) })),

  route('GET /certificate', async ({ actor }) => {
    ensure(actor.personId, 'identity.person_not_claimed');
    const held = await certificateOf(db.manager, actor.personId);
    ensure(held, 'identity.certificate_not_found');
    const now = clock.now();
    const certificate = presentCertificate(keys, held, dayInShanghai(now));
    if (certificate.state !== 'in_force') return { certificate, qr: null, qrUrl: null, qrExpiresAt: null };
    const end = Math.floor(now.getTime() / 1000) + qrSeconds;
    const qrUrl = `${publicUrl}/check/${signStatement(keys, { k: 'certificate', c: held.id, e: end })}`;
    return { certificate, qr: await qrOf(qrUrl), qrUrl, qrExpiresAt: new Date(end * 1000) };
  }),
];
