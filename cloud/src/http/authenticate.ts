import type Koa from 'koa';
import { type Access, pageWantedHeader } from '@yongche/contract';
import { actorOf } from '../domains/identity/sessions';
import { sessionCookieName } from '../domains/identity/session-cookie';
import { seatOf } from '../domains/registry/terminal-proof';
import type { Deps } from '../deps';
import type { Actor, Seat } from './actor';
import { ensure } from './errors';

const safeMethods = new Set(['GET', 'HEAD']);

/**
 * The actor behind a request, of the kind that the endpoint is open to: agents send `Authorization: Bearer`, staff a cookie.
 * A write with the cookie must come from our own pages, and a session that was opened at a terminal's PC works at that PC only. An employee's
 * page reads from the answer which version is wanted.
 * @throws request.unauthenticated, request.foreign_origin, terminal.required, and what is wrong with a terminal's proof or the age of its page
 */
export async function authenticate(koa: Koa.Context, deps: Pick<Deps, 'db' | 'keys' | 'clock' | 'publicUrl' | 'staffWeb'>, access: Access): Promise<{ actor: Actor | undefined; seat: Seat | undefined }> {
  const { db, clock, publicUrl, staffWeb } = deps;
  const seat = access === 'agent' ? undefined : await seatOf(koa, deps);
  if (access === 'public') return { actor: undefined, seat };
  const bearer = /^Bearer ([\w-]{20,100})$/.exec(koa.get('authorization'))?.[1];
  const cookie = koa.cookies.get(sessionCookieName(publicUrl.startsWith('https:')));
  const token = access === 'staff' ? cookie : access === 'agent' ? bearer : (bearer ?? cookie);
  const actor = token ? await actorOf(db, token, clock.now(), seat) : undefined;
  ensure(actor && (actor.kind === 'agent' ? token === bearer : token === cookie), 'request.unauthenticated');
  ensure(access === 'agent_or_staff' || actor.kind === access, 'request.unauthenticated');
  if (actor.kind === 'staff' && !safeMethods.has(koa.method)) ensureOwnOrigin(koa);
  if (actor.kind === 'staff' && !seat) {
    const { wanted } = await staffWeb.wantedAt(null);
    if (wanted) koa.set(pageWantedHeader, wanted);
  }
  return { actor, seat };
}

function ensureOwnOrigin(koa: Koa.Context): void {
  const origin = koa.get('origin');
  ensure(origin !== '' && URL.canParse(origin) && new URL(origin).host === koa.host, 'request.foreign_origin');
}
