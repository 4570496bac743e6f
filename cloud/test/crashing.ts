import { type ChildProcess, spawn } from 'node:child_process';
import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
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

/** A process of the server, while it is up. */
interface Backend {
  port: number;
  /** Called before each request that it is handed. */
  onRequest(): void;
}

/** What phones and pay services talk to, as before any server farm: each new connection goes to a process that is up, or waits for one. */
export interface Balancer {
  url: string;
  /** Connections that broke. */
  broken: number;
  /** Hands what waits to the processes that are up. */
  serve(): void;
  close(): Promise<void>;
}

async function startBalancer(up: Set<Backend>, random: () => number): Promise<Balancer> {
  const open = new Set<Socket>();
  const waiting: Socket[] = [];
  const balancer: Balancer = {
    url: '',
    broken: 0,
    serve() {
      while (up.size > 0 && waiting.length > 0) hand(waiting.shift()!);
    },
    close() {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  const keep = (socket: Socket, other?: () => Socket) => {
    open.add(socket);
    socket.on('error', () => void balancer.broken++).on('close', () => (open.delete(socket), other?.().destroy()));
  };
  const hand = (phone: Socket) => {
    const backends = [...up];
    const backend = backends[Math.floor(random() * backends.length)]!;
    const line = connect(backend.port, '127.0.0.1');
    keep(line, () => phone);
    phone.on('close', () => line.destroy()).on('data', () => backend.onRequest());
    phone.pipe(line).pipe(phone);
  };
  const server = createServer((phone) => {
    keep(phone);
    waiting.push(phone);
    balancer.serve();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  balancer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return balancer;
}

/** Some processes of the server behind one address; each is killed in the middle of its work and started again. */
export interface Farm {
  balancer: Balancer;
  /** How often a process that was up was killed. */
  kills: number;
  /** Begins to kill: with each request that a process is handed it may be its turn, so many milliseconds later. */
  killAtRandom(fate: { probability(): number; ms(): number }): void;
  /** Kills no more, and waits until all are up. */
  calm(): Promise<void>;
  close(): Promise<void>;
}

/** Starts `size` processes of the server with this environment. */
export async function startFarm({ words, env, size, random }: { words: string[]; env: Record<string, string>; size: number; random: () => number }): Promise<Farm> {
  const up = new Set<Backend>();
  const balancer = await startBalancer(up, random);
  const children = new Set<ChildProcess>();
  let fate: Parameters<Farm['killAtRandom']>[0] | undefined;
  let closed = false;
  const farm: Farm = {
    balancer,
    kills: 0,
    killAtRandom(drawn) {
      fate = drawn;
    },
    async calm() {
      fate = undefined;
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
    const child = spawn(process.execPath, words, { env: { PATH: process.env.PATH, ...env, PORT: String(port), PUBLIC_URL: balancer.url }, stdio: ['ignore', 'pipe', 'inherit'] });
    const backend: Backend = { port, onRequest: () => void (fate && random() < fate.probability() && setTimeout(kill, fate.ms())) };
    const kill = () => {
      if (!fate || !up.delete(backend)) return;
      farm.kills++;
      child.kill('SIGKILL');
    };
    children.add(child);
    child.once('exit', () => {
      children.delete(child);
      up.delete(backend);
      if (!closed) start(port);
    });
    child.stdout.on('data', (text: Buffer) => {
      if (!String(text).includes('ready')) return;
      up.add(backend);
      balancer.serve();
    });
  };
  for (let slot = 0; slot < size; slot++) start(await freePort());
  await farm.calm();
  return farm;
}
