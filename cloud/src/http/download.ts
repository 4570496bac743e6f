import type Koa from 'koa';

/** Names the file of an answer, so that a browser saves it under its Chinese name (RFC 5987), or `download.…` where it cannot. */
export function nameDownload(koa: Koa.Context, name: string): void {
  koa.attachment(name, { fallback: `download${/\.\w+$/.exec(name)?.[0] ?? ''}` });
}
