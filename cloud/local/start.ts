import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ConfigurationError, type Env, readEnv } from '../src/env';
import { type RunningServer, startServer } from '../src/server';
import { databaseProblem, updateStructure } from './database-structure';
import { demoLogins, demoPersonas } from './demo-city';
import { loadDemoDeals } from './demo-deals';
import { loadDemoPast } from './demo-past';
import { loadDemoReview } from './demo-review';
import { privateDrillDatabases } from './drill-database';
import { buildFronts } from './fronts';
import { LocalRunError } from './local-run-error';
import { localPages } from './pages';
import { localFolder, projectRoot } from './places';
import { noteRunning } from './running';
import { localSettings } from './settings';
import { summary } from './summary';

/** `npm start`: everything that the product needs on one computer, in order; Ctrl-C ends it in the opposite order. */
async function start(stopping: AbortSignal): Promise<void> {
  const closers: (() => Promise<void>)[] = [];
  const closeLater = (close: () => Promise<void>) => {
    closers.unshift(close);
    stopping.throwIfAborted();
  };
  try {
    const server = await startAll(stopping, closeLater);
    console.log(`甬车 ready ${server.url}`);
    await new Promise((resolve) => stopping.addEventListener('abort', resolve, { once: true }));
  } catch (error) {
    if (!stopping.aborted) throw error;
  } finally {
    if (stopping.aborted) console.log('正在停止…');
    for (const close of closers) await close().catch((error: unknown) => console.error('停止时出错：', error));
  }
}

async function startAll(stopping: AbortSignal, closeLater: (close: () => Promise<void>) => void): Promise<RunningServer> {
  const production = process.env.NODE_ENV === 'production';
  const host = process.env.HOST || '127.0.0.1';
  const port = portOf(process.env.PORT);
  const directory = resolve(process.env.YONGCHE_DATA || localFolder);
  await ensureFree(host, port);
  const settings = await localSettings({ given: process.env, port, directory, closeLater });
  const env = readEnv({ HOST: host, PORT: String(port), ...settings.env });
  if (!production) {
    const updated = await updateStructure(env.DATABASE_URL);
    if (updated.length > 0) console.log(`已建立或更新数据库结构（${updated.length} 步）`);
  }
  await buildFronts(production ? ['admin'] : ['admin', 'h5'], { signal: stopping });
  if (production) {
    const server = await startServer(env);
    closeLater(server.close);
    return server;
  }
  const pages = localPages({
    h5Folder: join(projectRoot, 'miniapp', 'dist', 'h5'),
    logins: demoLogins,
    personas: demoPersonas,
    simulators: settings.simulators,
    ...(settings.idReader ? { idReader: settings.idReader } : {}),
    storageOrigin: env.OSS_ENDPOINT ?? `https://${env.OSS_BUCKET}.${env.OSS_REGION}.aliyuncs.com`,
  });
  closeLater(await noteRunning(directory, writtenOut(env, { HOST: host, PORT: String(port), ...settings.env })));
  const server = await startServer(env, { pages, prepare: loadDemoPast, drillDatabases: privateDrillDatabases });
  closeLater(server.close);
  const demo = loadDemoDeals(server.deps, stopping).then(() => loadDemoReview(server.deps, stopping)).catch((error: unknown) => console.error('演示交易没有建立完整：', error));
  closeLater(() => demo);
  stopping.throwIfAborted();
  console.log(summary(server.url, demoLogins, settings));
  return server;
}

/** The product's own variables as they were given, and nothing else of this process's environment. */
function writtenOut(env: Env, given: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.keys(env).flatMap((name) => (given[name] ? [[name, given[name]]] : [])));
}

function portOf(text: string | undefined): number {
  const port = Number(text || 7800);
  // Eight more ports follow it, for the simulators.
  if (Number.isInteger(port) && port >= 0 && port <= 65_527) return port;
  throw new LocalRunError(`PORT=${text} 不是可用的端口，请用 1024 到 65527 之间的整数，例如 PORT=7900 npm start`);
}

/** @throws LocalRunError naming the port that is taken, and how to take another. */
async function ensureFree(host: string, port: number): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why: Record<string, string> = {
        EADDRINUSE: `端口 ${port} 已被占用（可能甬车已经在运行）`,
        EACCES: `没有权限使用端口 ${port}`,
        EADDRNOTAVAIL: `这台电脑没有地址 ${host}`,
      };
      reject(new LocalRunError(`${why[error.code ?? ''] ?? error.message}。请停止占用它的程序，或换一个端口：PORT=${port < 65_000 ? port + 100 : 7800} npm start`));
    });
    server.listen(port, host, () => server.close(() => resolve()));
  });
}

/** The first signal stops in order; another one, a second later or more, at once. npm and the terminal both pass on the same one. */
function stopOnSignals(stopping: AbortController): void {
  let first = 0;
  const stop = () => {
    if (!first) first = Date.now();
    else if (Date.now() - first > 1_000) process.exit(130);
    stopping.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  // The bootstrap that started us was killed: nobody could stop us any more.
  process.on('disconnect', stop);
  process.channel?.unref();
}

const stopping = new AbortController();
stopOnSignals(stopping);
start(stopping.signal).then(
  () => process.exit(0),
  async (error: unknown) => {
    const expected = error instanceof LocalRunError || error instanceof ConfigurationError ? error.message : databaseProblem(error);
    console.error(expected ?? error);
    if (!expected) console.error('\n甬车没有启动，原因如上。');
    await pause(50);
    process.exit(1);
  },
);
