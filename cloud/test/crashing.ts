import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { localFolder, projectRoot } from '../local/places';
import { freePort } from './processes';

/** A number of [0, 1), the same row for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The server as one file, for a test that starts it hundreds of times: seven hundred modules cost more to read than to run.
 * The bundler is the one that tsx brings.
 */
export function bundledServer(): { file: string; remove(): void } {
  const file = join(localFolder, 'test', `server-${process.pid}.cjs`);
  mkdirSync(join(localFolder, 'test'), { recursive: true });
  const { buildSync } = createRequire(require.resolve('tsx/cjs'))('esbuild') as { buildSync(options: object): void };
  buildSync({
    ...{ entryPoints: [join(projectRoot, 'cloud/src/server.ts')], outfile: file, bundle: true, platform: 'node', format: 'cjs', packages: 'external', logLevel: 'error' },
    ...{ tsconfig: join(projectRoot, 'cloud/tsconfig.json'), alias: { '@yongche/contract': join(projectRoot, 'cloud/contract') } },
  });
  return { file, remove: () => rmSync(file, { force: true }) };
}

/** A process of the server, while it is up. */
interface Backend {
  port: number;
  /** Requests that were handed to it. */
  served: number;
  /** Called before each of them. */
  onRequest(): void;
}

/** What phones and pay services talk to, as before any server farm: each new connection goes to a process that is up, or is dropped. */
export interface Balancer {
  url: string;
  /** Connections that broke or found nobody. */
  broken: number;
  close(): Promise<void>;
}

async function startBalancer(up: Set<Backend>, random: () => number): Promise<Balancer> {
  const open = new Set<Socket>();
  const balancer: Balancer = { url: '', broken: 0, close: () => Promise.resolve() };
  const server = createServer((phone) => {
    const backends = [...up];
    const backend = backends[Math.floor(random() * backends.length)];
    if (!backend) return (balancer.broken++, void phone.on('error', () => undefined).destroy());
    const line = connect(backend.port, '127.0.0.1');
    for (const socket of [phone, line]) {
      open.add(socket);
      socket.on('error', () => void balancer.broken++).on('close', () => (open.delete(socket), phone.destroy(), line.destroy()));
    }
    phone.on('data', () => backend.onRequest());
    phone.pipe(line).pipe(phone);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  balancer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  balancer.close = () => {
    for (const socket of open) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return balancer;
}

/** Some processes of the server behind one address; each is killed in the middle of its work and started again. */
export interface Farm {
  balancer: Balancer;
  /** How often a process that was up was killed. */
  kills: number;
  /** Begins to kill: each process after so many requests, and some milliseconds more. */
  killAtRandom(life: () => { requests: number; ms: number }): void;
  /** Kills no more, and waits until all are up. */
  calm(): Promise<void>;
  close(): Promise<void>;
}

/** Starts `size` processes of the server in `file` with this environment. */
export async function startFarm({ file, env, size, random }: { file: string; env: Record<string, string>; size: number; random: () => number }): Promise<Farm> {
  const up = new Set<Backend>();
  const balancer = await startBalancer(up, random);
  const children = new Set<ChildProcess>();
  let life: Parameters<Farm['killAtRandom']>[0] | undefined;
  let closed = false;
  const farm: Farm = {
    balancer,
    kills: 0,
    killAtRandom(drawn) {
      life = drawn;
    },
    async calm() {
      life = undefined;
      while (up.size < size) await new Promise((resolve) => setTimeout(resolve, 50));
    },
    async close() {
      closed = true;
      up.clear();
      await Promise.all([...children].map((child) => new Promise((resolve) => child.once('exit', resolve).kill('SIGKILL'))));
      await balancer.close();
    },
  };
  const start = (port: number) => {
    const child = spawn(process.execPath, [file], { env: { PATH: process.env.PATH, ...env, PORT: String(port), PUBLIC_URL: balancer.url }, stdio: ['ignore', 'pipe', 'inherit'] });
    let end: { requests: number; ms: number } | undefined;
    const backend: Backend = {
      port,
      served: 0,
      onRequest() {
        backend.served++;
        end ??= life?.();
        if (end && backend.served === end.requests) setTimeout(kill, end.ms);
      },
    };
    const kill = () => {
      if (!life || !up.delete(backend)) return;
      farm.kills++;
      child.kill('SIGKILL');
    };
    children.add(child);
    child.once('exit', () => {
      children.delete(child);
      up.delete(backend);
      if (!closed) start(port);
    });
    child.stdout.on('data', (text: Buffer) => String(text).includes('ready') && up.add(backend));
  };
  for (let slot = 0; slot < size; slot++) start(await freePort());
  await farm.calm();
  return farm;
}
