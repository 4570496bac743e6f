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

/** What phones and pay services talk to, as before any server farm: each new connection goes to a process that is up, or is dropped. */
export interface Balancer {
  url: string;
  /** Connections that broke or found nobody. */
  broken: number;
  close(): Promise<void>;
}

async function startBalancer(up: Set<number>, random: () => number): Promise<Balancer> {
  const open = new Set<Socket>();
  const balancer: Balancer = { url: '', broken: 0, close: () => Promise.resolve() };
  const server = createServer((phone) => {
    const ports = [...up];
    const line = ports.length > 0 ? connect(ports[Math.floor(random() * ports.length)]!, '127.0.0.1') : undefined;
    for (const socket of [phone, line]) {
      if (!socket) continue;
      open.add(socket);
      socket.on('error', () => void balancer.broken++).on('close', () => (open.delete(socket), phone.destroy(), line?.destroy()));
    }
    if (line) phone.pipe(line).pipe(phone);
    else (balancer.broken++, phone.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  balancer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  balancer.close = () => {
    for (const socket of open) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return balancer;
}

/** Some processes of the server behind one address; each is killed at a random moment and started again. */
export interface Farm {
  balancer: Balancer;
  /** How often a process that was up was killed. */
  kills: number;
  /** Begins to kill; `upMs` says how long the next one may live. */
  killAtRandom(upMs: () => number): void;
  /** Kills no more, and waits until all are up. */
  calm(): Promise<void>;
  close(): Promise<void>;
}

/** Starts `size` processes of the server in `file` with this environment. */
export async function startFarm({ file, env, size, random }: { file: string; env: Record<string, string>; size: number; random: () => number }): Promise<Farm> {
  const up = new Set<number>();
  const balancer = await startBalancer(up, random);
  const children = new Map<number, ChildProcess>();
  let killing: (() => number) | undefined;
  let closed = false;
  const farm: Farm = {
    balancer,
    kills: 0,
    killAtRandom(upMs) {
      killing = upMs;
      for (const port of up) plan(port);
    },
    async calm() {
      killing = undefined;
      while (up.size < size) await new Promise((resolve) => setTimeout(resolve, 50));
    },
    async close() {
      closed = true;
      up.clear();
      await Promise.all([...children.values()].map((child) => child.exitCode ?? child.signalCode ?? new Promise((resolve) => child.once('exit', resolve).kill('SIGKILL'))));
      await balancer.close();
    },
  };
  const plan = (port: number) => {
    const child = children.get(port)!;
    setTimeout(() => {
      if (!killing || closed || child.exitCode !== null || child.signalCode !== null) return;
      farm.kills++;
      child.kill('SIGKILL');
      up.delete(port);
    }, killing!());
  };
  const start = (port: number) => {
    const child = spawn(process.execPath, [file], { env: { PATH: process.env.PATH, ...env, PORT: String(port), PUBLIC_URL: balancer.url }, stdio: ['ignore', 'pipe', 'inherit'] });
    children.set(port, child);
    child.once('exit', () => {
      up.delete(port);
      if (!closed) start(port);
    });
    child.stdout.on('data', (text: Buffer) => {
      if (!String(text).includes('ready')) return;
      up.add(port);
      if (killing) plan(port);
    });
  };
  for (let slot = 0; slot < size; slot++) start(await freePort());
  await farm.calm();
  return farm;
}
