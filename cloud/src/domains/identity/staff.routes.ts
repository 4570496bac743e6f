import type { Context } from 'koa';
import type { Deps } from '../../deps';
import { audit } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { authorize } from '../../http/errors';
import { route } from '../../http/route';
import { certificateOf, presentCertificate } from '../registry/certificates';
import { Market } from '../registry/market.entity';
import { mayVerifyAtCounter } from './identity.policy';
import { closeSession } from './sessions';
import { loginStaff } from './staff-login';
import { Staff } from './staff.entity';
import type { Verification } from './verification.entity';
import { decideAtCounter, openCounterVerification } from './verifications';

/** The employees' side of identity: login, and the verification of agents at a market's counter. */
export const staffRoutes = (deps: Deps) => {
  const { db, clock, keys, limits, publicUrl } = deps;
  const secure = publicUrl.startsWith('https:');

  async function presentStaff({ id, username, name, role, marketId }: Staff) {
    const market = marketId ? await db.manager.findOneByOrFail(Market, { id: marketId }) : null;
    return { id, username, name, role, market: market && { id: market.id, name: market.name } };
  }

  async function presentForCounter(verification: Verification) {
    const { id, state, expiresAt, personId } = verification;
    const certificate = personId ? await certificateOf(db.manager, personId) : undefined;
    if (!certificate) return { id, state, expiresAt, holderName: '未填写，以原件为准', holderIdNumber: '—', companyName: '—', certificateNumber: '—' };
    const { number, holderName, holderIdNumber, companyName } = presentCertificate(keys, certificate, dayInShanghai(clock.now()));
    return { id, state, expiresAt, holderName, holderIdNumber, companyName, certificateNumber: number };
  }

  return [
    route('POST /staff-sessions', async ({ body, origin, koa }) => {
      const { token, staff } = await loginStaff({ db, keys, limits }, body, { origin, at: clock.now() });
      writeSessionCookie(koa, token, secure);
      return presentStaff(staff);
    }),

    route('GET /staff-sessions/current', async ({ actor }) => presentStaff(await db.manager.findOneByOrFail(Staff, { id: actor.staffId }))),

    route('DELETE /staff-sessions/current', async ({ actor, origin, koa, transact }) => {
      await transact(async (tx) => {
        const at = clock.now();
        await closeSession(tx, actor.sessionId, at);
        await audit(tx, { author: actor, origin, at }, { action: 'identity.session_closed', subject: { type: 'staff', id: actor.staffId } });
      });
      writeSessionCookie(koa, '', secure);
      return undefined;
    }),

    route('GET /counter-verifications/:code', async ({ actor, params, origin }) => {
      authorize(mayVerifyAtCounter(actor));
      await limits.ensureBelow('counter', actor.staffId, origin.ip);
      await limits.count('counter', actor.staffId, origin.ip);
      return presentForCounter(await openCounterVerification(db.manager, params.code, clock.now()));
    }),

    route('POST /counter-verifications/:code/decision', async ({ actor, params, body, origin, transact }) => {
      authorize(mayVerifyAtCounter(actor));
      await limits.ensureBelow('counter', actor.staffId, origin.ip);
      await limits.count('counter', actor.staffId, origin.ip);
      return transact(async (tx) => {
        const at = clock.now();
        const verification = await openCounterVerification(tx, params.code, at);
        const decision = { verification, operator: actor, passed: body.passed, idNumberIndex: keys.index('id_number', body.idNumber), reason: body.reason };
        return presentForCounter(await decideAtCounter(tx, decision, { author: actor, origin, at }));
      });
    }),
  ];
};

/** `__Host-` needs https; a local run on http uses the plain name. */
export const sessionCookieName = (secure: boolean) => (secure ? '__Host-session' : 'session');

function writeSessionCookie(koa: Context, token: string, secure: boolean): void {
  const life = token ? `Max-Age=${12 * 3600}` : 'Max-Age=0';
  koa.append('Set-Cookie', `${sessionCookieName(secure)}=${token}; Path=/; HttpOnly; SameSite=Strict; ${life}${secure ? '; Secure' : ''}`);
}
