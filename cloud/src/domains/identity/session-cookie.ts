import type { Context } from 'koa';

/** `__Host-` needs https; a local run on http uses the plain name. */
export const sessionCookieName = (secure: boolean) => (secure ? '__Host-session' : 'session');

/** Hands an employee's browser the session's token, or takes it back where it is empty. */
export function writeSessionCookie(koa: Context, token: string, secure: boolean): void {
  const life = token ? `Max-Age=${12 * 3600}` : 'Max-Age=0';
  koa.append('Set-Cookie', `${sessionCookieName(secure)}=${token}; Path=/; HttpOnly; SameSite=Strict; ${life}${secure ? '; Secure' : ''}`);
}
