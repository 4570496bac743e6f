import type Koa from 'koa';
import type { DataSource } from 'typeorm';
import type { Access } from '@yongche/contract';
import { actorOf } from '../domains/identity/sessions';
import { sessionCookieName } from '../domains/identity/session-cookie';
import type { Clock } from '../clock';
import type { Actor } from './actor';
import { ensure } from './errors';

const safeMethods = new Set(['GET', 'HEAD']);

/**
 * The actor behind a request, of the kind that the endpoint is open to: agents send `Authorization: Bearer`, staff a cookie.
 * A write with the cookie must come from our own pages.
 * @throws request.unauthenticated, request.foreign_origin
 */
export async function authenticate(koa: Koa.Context, { db, clock, publicUrl }: { db: DataSource; clock: Clock; publicUrl: string }, access: Access): Promise<Actor | undefined> {
  if (access === 'public') return undefined;
  const bearer = /^Bearer ([\w-]{20,100})$/.exec(koa.get('authorization'))?.[1];
  const cookie = koa.cookies.get(sessionCookieName(publicUrl.startsWith('https:')));
  const token = access === 'staff' ? cookie : access === 'agent' ? bearer : (bearer ?? cookie);
  const actor = token ? await actorOf(db, token, clock.now()) : undefined;
  ensure(actor && (actor.kind === 'agent' ? token === bearer : token === cookie), 'request.unauthenticated');
  ensure(access === 'agent_or_staff' || actor.kind === access, 'request.unauthenticated');
  if (actor.kind === 'staff' && !safeMethods.has(koa.method)) ensureOwnOrigin(koa);
  return actor;
}

function ensureOwnOrigin(koa: Koa.Context): void {
  const origin = koa.get('origin');
  ensure(origin !== '' && URL.canParse(origin) && new URL(origin).host === koa.host, 'request.foreign_origin');
}
