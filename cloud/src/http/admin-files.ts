import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type Koa from 'koa';
import type { Deps } from '../deps';
import { pageCookieName } from '../domains/operations/page-cookie';

/**
 * The staff and market web, as built: hashed assets for a year, whichever build they belong to, so that a page that is open finds its
 * own; and the page itself of the build that this browser is to run for every other path below `/admin/`.
 */
export function adminFiles({ staffWeb }: Pick<Deps, 'staffWeb'>): Koa.Middleware {
  return async (koa, next) => {
    if (koa.path === '/admin') return koa.redirect('/admin/');
    if (!koa.path.startsWith('/admin/') || !['GET', 'HEAD'].includes(koa.method)) return next();
    const asked = normalize(koa.path.slice('/admin/'.length));
    const [wanted, ...others] = await staffWeb.foldersFor(koa.cookies.get(pageCookieName));
    const hashed = asked.startsWith('assets/');
    const exact = await firstFile(hashed ? [wanted, ...others] : [wanted], asked);
    const file = exact ?? (await firstFile([wanted], 'index.html'));
    if ((hashed && !exact) || !file) return next();
    koa.type = extname(file);
    koa.set('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    if (!hashed) koa.vary('Cookie');
    koa.body = createReadStream(file);
  };
}

/** The file of that name in the first folder that has it; nothing outside of the folders is found. */
async function firstFile(folders: string[], name: string): Promise<string | undefined> {
  for (const folder of folders) {
    const file = join(folder, name);
    if (file.startsWith(join(folder, '/')) && (await isFile(file))) return file;
  }
  return undefined;
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}
