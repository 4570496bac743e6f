import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type Koa from 'koa';
import { previewPage, type DemoPersona } from './page-preview';
import { startPage } from './page-start';
import { projectRoot } from './places';
import type { LocalSettings } from './settings';
import { currentCode, type DemoLogin } from './summary';

export interface LocalPagesOptions {
  /** The mini-program as built for the browser. */
  h5Folder: string;
  logins: readonly DemoLogin[];
  personas: readonly DemoPersona[];
  simulators: LocalSettings['simulators'];
  /** The simulated ID-card reader's desk. */
  idReader?: string;
  /** Where the browser uploads pictures to. */
  storageOrigin: string;
}

const assets = join(__dirname, 'assets');
const icon = join(projectRoot, 'admin', 'public', 'favicon.svg');
const ownPolicy = policy({ 'style-src': "'self'", 'img-src': "'self' data:", 'frame-src': "'self'" });

/** The pages of the local run: start page, the mini-program in a phone's frame, and what these two need. */
export function localPages({ h5Folder, logins, personas, simulators, idReader, storageOrigin }: LocalPagesOptions): Koa.Middleware {
  return async (koa, next) => {
    if (koa.method !== 'GET' && koa.method !== 'HEAD') return next();
    const { path } = koa;
    koa.set('Cache-Control', 'no-cache');
    if (path === '/') return page(koa, startPage(logins, simulators, idReader));
    if (path === '/m') return koa.redirect('/m/');
    if (path === '/m/') return page(koa, previewPage(personas, simulators));
    if (path === '/m/preview.json') return void (koa.body = { wechat: simulators.wechat, alipay: simulators.alipay, wechatPay: simulators.wechatPay });
    if (path === '/local/totp.json') return void (koa.body = codesOf(logins));
    if (path === '/local/icon.svg' || path === '/favicon.ico') return file(koa, icon);
    if (path.startsWith('/local/')) return serve(koa, assets, path.slice('/local/'.length), next);
    if (path === '/m/app/') return app(koa, h5Folder, [storageOrigin, simulators.wechat, simulators.alipay, simulators.wechatPay]);
    if (path.startsWith('/m/app/')) return serve(koa, h5Folder, path.slice('/m/app/'.length), next);
    koa.remove('Cache-Control');
    return next();
  };
}

function codesOf(logins: readonly DemoLogin[]) {
  const codes = logins.map(({ username, totpSecret }) => ({ username, ...currentCode(totpSecret) }));
  return { secondsLeft: codes[0]?.secondsLeft ?? 30, codes: codes.map(({ username, code }) => ({ username, code })) };
}

function page(koa: Koa.Context, html: string): void {
  koa.set('Content-Security-Policy', ownPolicy);
  koa.type = 'html';
  koa.body = html;
}

/** The H5 build's own page: Taro writes one small script into it, which is allowed by its hash. */
async function app(koa: Koa.Context, folder: string, origins: (string | undefined)[]): Promise<void> {
  const html = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined);
  if (html === undefined) {
    koa.status = 503;
    koa.body = '小程序的网页预览正在构建或已被删除，请稍后重新载入，或重新运行 npm start。';
    return;
  }
  const inline = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script]) => script ?? '');
  const hashes = inline.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  const outside = origins.filter(Boolean).join(' ');
  koa.set(
    'Content-Security-Policy',
    policy({
      'script-src': ["'self'", ...hashes].join(' '),
      'style-src': "'self' 'unsafe-inline'",
      'img-src': `'self' data: blob: ${outside}`,
      'media-src': "'self' blob: data:",
      'font-src': "'self' data:",
      'connect-src': `'self' data: blob: ${outside}`,
      'frame-src': `'self' ${outside} https://*.alipay.com`,
      'worker-src': "'self' blob:",
    }),
  );
  koa.set('Permissions-Policy', 'camera=(self)');
  koa.type = 'html';
  koa.body = html;
}

function policy(directives: Record<string, string>): string {
  const all: Record<string, string> = {
    'default-src': "'self'",
    'script-src': "'self'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'self'",
    ...directives,
  };
  return Object.entries(all)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
}

/** A file below a folder, never one beside it. */
async function serve(koa: Koa.Context, folder: string, name: string, next: Koa.Next): Promise<void> {
  const asked = join(folder, decode(name));
  const found = asked.startsWith(folder + sep) && !asked.includes('\0') && (await stat(asked).catch(() => undefined))?.isFile();
  if (!found) return next();
  if (/\.[0-9a-f]{8}\.(js|css)$/.test(asked)) koa.set('Cache-Control', 'public, max-age=31536000, immutable');
  file(koa, asked);
}

function file(koa: Koa.Context, path: string): void {
  koa.type = extname(path);
  koa.body = createReadStream(path);
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return '\0';
  }
}
