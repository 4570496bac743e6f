import type { Context } from 'koa';

/** Names the version of the page that a terminal's browser is to load. It opens nothing: every build is public. */
export const pageCookieName = 'page';

/** As long as a browser keeps one; it is written anew with each change of version. */
const lifeSeconds = 400 * 24 * 3600;

/** Hands a terminal's browser the version of its market, or takes it back where it is empty. */
export function writePageCookie(koa: Context, version: string, secure: boolean): void {
  koa.append('Set-Cookie', `${pageCookieName}=${version}; Path=/admin; HttpOnly; SameSite=Lax; Max-Age=${version ? lifeSeconds : 0}${secure ? '; Secure' : ''}`);
}
