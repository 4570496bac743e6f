import type Koa from 'koa';
import type { Deps } from '../../deps';
import { ensure } from '../../http/errors';
import { readStatement, type Statement } from '../evidence/statement';
import { createWatermarker } from '../evidence/watermark';
import { openEvidence } from '../registry/evidence-files';
import { Image } from './image.entity';
import { openPicture } from './sealed-pictures';

/**
 * `GET /pictures/<token>`: one picture, unsealed for one viewer, who stands in it. The token says which picture, for whom
 * and until when; the picture itself is kept nowhere. A mini-program's page is of another origin than we are, so the answer
 * may be shown there: who has no token gets nothing.
 * @throws image.address_over for a token that we did not sign, whose minute is over, or whose viewer has logged out;
 * image.disposed, image.erased, image.damaged
 */
export function pictureFile(deps: Deps): Koa.Middleware {
  const { burnIn } = createWatermarker();
  return async (koa, next) => {
    if (!koa.path.startsWith('/pictures/') || koa.method !== 'GET') return next();
    koa.set('Cache-Control', 'no-store');
    const look = lookOf(deps, koa.path.slice('/pictures/'.length));
    ensure(look, 'image.address_over');
    ensure(await isSessionAlive(deps, look.s), 'image.address_over');
    koa.body = await burnIn(look.k === 'paper' ? await openEvidence(deps, look.i) : await openImage(deps, look), look.w);
    koa.type = 'image/jpeg';
    koa.set('Cross-Origin-Resource-Policy', 'cross-origin');
  };
}

type Looked = Extract<Statement, { k: 'picture' | 'paper' }>;

function lookOf({ keys, clock }: Deps, token: string): Looked | undefined {
  const statement = /^[\w-]+\.[\w-]+$/.test(token) ? readStatement(keys, token) : undefined;
  if (statement?.k !== 'picture' && statement?.k !== 'paper') return undefined;
  return clock.now().getTime() < statement.e * 1000 ? statement : undefined;
}

async function openImage(deps: Deps, { i: id, v: variant }: Extract<Statement, { k: 'picture' }>): Promise<Buffer> {
  const image = await deps.db.manager.findOneBy(Image, { id });
  ensure(image, 'image.address_over');
  return openPicture(deps, image, variant);
}

async function isSessionAlive({ db, clock }: Deps, sessionId: string): Promise<boolean> {
  const alive: unknown[] = await db.query('SELECT 1 FROM sessions WHERE id = ? AND ended_at IS NULL AND expires_at > ?', [sessionId, clock.now()]);
  return alive.length > 0;
}
