/*
 * The page without a network. Built to /admin/sw.js, for all builds alike: it keeps the page that the server gave last, whichever build
 * that is, with all files that this build lists for the counter (config/vite.config.ts), and answers with it when the server cannot
 * be reached. It never touches /api. A script of its own, without imports.
 */

/** What of the worker's own world is used here; the page's types do not know it. */
interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface RequestEvent extends LastingEvent {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface WorkerScope {
  addEventListener<T extends Event>(type: string, listener: (event: T) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}

const workerScope = self as unknown as WorkerScope;
const offlinePage = '/admin/';
const offlinePages = 'yongche-offline-page';
/** A build's files; a page holds a lock of this name while it is open, see offline-page.ts. */
const buildPrefix = 'yongche-build-';
const patienceOfNavigationMs = 3_000;
/** The server says that the page depends on a cookie; here it is the one that was given last. */
const anyCookie = { ignoreVary: true };

workerScope.addEventListener<LastingEvent>('install', (event) => event.waitUntil(workerScope.skipWaiting()));

workerScope.addEventListener<LastingEvent>('activate', (event) => {
  event.waitUntil(workerScope.clients.claim());
  // The page that registered this worker was loaded without it.
  event.waitUntil(fetch(offlinePage, { cache: 'no-store' }).then(keepPage).catch(() => undefined));
});

workerScope.addEventListener<RequestEvent>('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && pathname.startsWith('/admin/')) event.respondWith(openPage(event));
  else if (pathname.startsWith('/admin/assets/')) event.respondWith(openAsset(request));
});

/** From the server; from here where that does not answer within three seconds, or is out of order. */
async function openPage(event: RequestEvent): Promise<Response> {
  const answer = fetch(event.request);
  event.waitUntil(answer.then((response) => keepPage(response.clone())).catch(() => undefined));
  const kept = await (await caches.open(offlinePages)).match(offlinePage, anyCookie);
  if (!kept) return answer;
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, patienceOfNavigationMs));
  const response = await Promise.race([answer, late]).catch(() => undefined);
  return response && response.status < 500 ? response : kept;
}

/** Its name tells its content: what was kept once is right for ever. */
const openAsset = async (request: Request): Promise<Response> => (await caches.match(request, anyCookie)) ?? fetch(request);

/** Keeps a page and all files of its build; only when they are all there does it take the place of the former one. */
async function keepPage(response: Response): Promise<void> {
  if (!response.ok || response.redirected) return;
  const copy = response.clone();
  const list = /<meta name="offline-files" content="([^"]+)"/.exec(await response.text())?.[1];
  if (!list) return;
  const answer = await fetch(list);
  if (!answer.ok) return;
  const { version, files } = (await answer.json()) as { version: string; files: string[] };
  const name = buildPrefix + version;
  const build = await caches.open(name);
  for (const file of files) {
    if (await build.match(file)) continue;
    const known = await caches.match(file);
    await (known ? build.put(file, known) : build.add(file));
  }
  await (await caches.open(offlinePages)).put(offlinePage, copy);
  await removeBuilds(name);
}

/** Files of former builds go when no page is open that may still ask for them. */
async function removeBuilds(present: string): Promise<void> {
  const held = new Set((await navigator.locks.query()).held?.map(({ name }) => name));
  for (const name of await caches.keys()) {
    if (name.startsWith(buildPrefix) && name !== present && !held.has(name)) await caches.delete(name);
  }
}
