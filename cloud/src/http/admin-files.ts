import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type Koa from 'koa';

const root = join(__dirname, '../../../admin/dist');

/** The staff and market web, as built: hashed assets for a year, and the page itself for every other path below `/admin/`. */
export function adminFiles(): Koa.Middleware {
  return async (koa, next) => {
    if (koa.path === '/admin') return koa.redirect('/admin/');
    if (!koa.path.startsWith('/admin/') || !['GET', 'HEAD'].includes(koa.method)) return next();
    const asked = join(root, normalize(koa.path.slice('/admin/'.length)));
    const exact = asked.startsWith(join(root, '/')) && (await isFile(asked));
    const hashed = koa.path.startsWith('/admin/assets/');
    const file = exact ? asked : join(root, 'index.html');
    if ((hashed && !exact) || !(await isFile(file))) return next();
    koa.type = extname(file);
    koa.set('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    koa.body = createReadStream(file);
  };
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}
