import type { Context } from 'koa';
import { audit, type By } from '../../audit/audit';
import { challengeFor } from '../../challenges';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { ensure, Refusal } from '../../http/errors';
import { type Origin, route } from '../../http/route';
import { ensureMaySetPin, loginByPin, operatorsOfToday, setPin } from '../identity/pins';
import { presentStaff } from '../identity/present-staff';
import { writeSessionCookie } from '../identity/session-cookie';
import type { Device } from '../identity/sessions';
import { arrivalOf, beginPairing, pairingPurpose, takePairing, withdrawDevice } from './pairings';
import { terminalFile } from './terminal-file';
import { requireTerminal } from './terminal-requirement';

/** 固定端: pairing of its PC, and what the PC itself asks: who it is, and its operators' quick log-in. */
export const terminalRoutes = (deps: Deps) => {
  const { db, clock, keys, limits, passwords, publicUrl } = deps;
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });
  const deviceIn = (koa: Context): Device => ({ ip: koa.ip, userAgent: koa.get('user-agent') });

  return [
    route('POST /terminal-pairing-challenges', async () => ({ challenge: Buffer.from(challengeFor(keys, pairingPurpose, clock.now())).toString('base64url') })),

    route('POST /terminal-pairings', async ({ body, origin, koa, transact }) => {
      await limits.take('pairing', origin.ip, origin.ip);
      return transact((tx) => beginPairing(tx, keys, { ...body, device: deviceIn(koa) }, { author: { kind: 'system' }, origin, at: clock.now() }));
    }),

    route('POST /terminal-pairings/:id/arrival', async ({ params, body, origin }) => {
      await limits.take('pairing_arrival', params.id, origin.ip);
      return arrivalOf(db.manager, keys, { ...params, ...body }, clock.now());
    }),

    route('POST /terminals/:id/pairing', async ({ actor, params, body, origin, transact }) => {
      await limits.take('pairing_code', actor.staffId, origin.ip);
      const file = await transact(async (tx) => {
        await takePairing(tx, keys, { terminalId: params.id, code: body.code, actor }, by(actor, origin));
        return terminalFile(tx, keys, params.id, actor);
      }).catch(async (error: unknown) => {
        const isWrong = error instanceof Refusal && error.code === 'terminal.code_wrong';
        if (isWrong) await audit(db.manager, by(actor, origin), { action: 'registry.pairing_refused', subject: { type: 'terminal', id: params.id } });
        throw error;
      });
      await limits.forgive('pairing_code', actor.staffId, origin.ip);
      return file;
    }),

    route('DELETE /terminals/:id/pairing', ({ actor, params, origin, transact }) =>
      transact(async (tx) => {
        await withdrawDevice(tx, { terminalId: params.id, actor }, by(actor, origin));
        return terminalFile(tx, keys, params.id, actor);
      }),
    ),

    route('PUT /markets/:id/terminal-requirement', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        await requireTerminal(tx, { marketId: params.id, ...body }, by(actor, origin));
        return undefined;
      }),
    ),

    route('GET /terminal', async ({ seat }) => {
      ensure(seat, 'terminal.not_paired');
      const { number, name, marketName } = seat;
      return { number, name, marketName, operators: await operatorsOfToday(db.manager, seat, clock.now()) };
    }),

    route('PUT /staff-sessions/current/pin', async ({ actor, body, origin, transact }) => {
      const { deviceId } = ensureMaySetPin(actor, clock.now());
      const pinHash = await passwords.hash(body.pin);
      return transact(async (tx) => {
        await setPin(tx, { staffId: actor.staffId, deviceId, pinHash }, by(actor, origin));
        return undefined;
      });
    }),

    route('POST /staff-sessions/pin', async ({ seat, body, origin, koa }) => {
      ensure(seat, 'terminal.not_paired');
      const { token, staff } = await loginByPin(deps, body, { origin, at: clock.now(), device: deviceIn(koa), seat });
      writeSessionCookie(koa, token, publicUrl.startsWith('https:'));
      return presentStaff(db.manager, staff, seat);
    }),
  ];
};
