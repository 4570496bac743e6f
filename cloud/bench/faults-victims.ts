import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { type LocalDatabase, startDatabase } from '../local/database';
import { toolFolder } from '../local/places';
import { isAlive } from '../local/process-life';
import { atTheEnd, comesTrue } from './limits';

/** A process that is killed in the middle of its work and started again. */
export interface Victim {
  name: 'server' | 'worker' | 'database';
  pid(): number;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** Resolves when it has said that it is ready. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** How often it ended without having been told to: each of them is a fault of ours. */
  ownEnds: number;
}

interface Served {
  name: 'server' | 'worker';
  words: string[];
  env: Record<string, string>;
  port: number;
  url: string;
  /** Where its standard output goes, with its log; then `/healthz` says when it is ready. */
  logFile?: string;
  /** Hears each line of its standard output. */
  heard?: (line: string) => void;
}

const longestStartSeconds = 60;
const longestStopSeconds = 40;

/** A process of the product, which answers on `port`; `url` is where everybody reaches the product. */
export function productProcess({ name, words, env, port, url, logFile, heard }: Served): Victim {
  let child: ChildProcess | undefined;
  let expected = false;
  const ended = () => new Promise<void>((resolve) => (!child || child.exitCode !== null || child.signalCode !== null ? resolve() : child.once('exit', () => resolve())));
  const end = async (signal: NodeJS.Signals) => {
    expected = true;
    child?.kill(signal);
    const impatience = setTimeout(() => {
      console.error(`FAILED: the ${name} did not end within ${longestStopSeconds} s`);
      process.exitCode = 1;
      child?.kill('SIGKILL');
    }, longestStopSeconds * 1000);
    await ended();
    clearTimeout(impatience);
  };
  atTheEnd(() => child?.kill('SIGKILL'));
  const victim: Victim = {
    name,
    ownEnds: 0,
    pid: () => child!.pid!,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    async start() {
      expected = false;
      const role = name === 'server' ? 'web' : 'worker';
      const started = spawn(process.execPath, words, { env: { PATH: process.env.PATH, LOG_LEVEL: 'silent', ...env, ROLE: role, PORT: String(port), PUBLIC_URL: url }, stdio: ['ignore', logFile ? openSync(logFile, 'a') : 'pipe', 'inherit'] });
      child = started;
      let isReady = false;
      if (started.stdout) {
        createInterface(started.stdout).on('line', (line) => {
          isReady ||= line.startsWith('ready');
          heard?.(line);
        });
      }
      const ended = new Promise<never>((_, reject) =>
        started.once('exit', (code, signal) => {
          if (!expected) victim.ownEnds++;
          reject(new Error(`the ${name} ended by itself (${code ?? signal})`));
        }),
      );
      ended.catch(() => undefined);
      const ready = await Promise.race([comesTrue(() => (logFile ? isHealthy(port) : isReady), longestStartSeconds, 5), ended]);
      if (!ready) throw new Error(`the ${name} was not ready within ${longestStartSeconds} s`);
    },
  };
  return victim;
}

const isHealthy = (port: number) => fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(5000) }).then(({ ok }) => ok, () => false);

/**
 * The database server of this folder, with the durability of production. `supervised`: one that ends by itself is started again as a system's own supervisor does it
 * (Debian starts MariaDB anew), as often as it takes.
 */
export async function databaseProcess(directory: string, { binaryLog = false, supervised = false } = {}): Promise<Victim & { database: LocalDatabase }> {
  const open = () => startDatabase({ directory, durable: true, binaryLog, toolFolder });
  let running = await open();
  let expected = false;
  const pid = () => Number(readFileSync(join(directory, 'server.pid'), 'utf8').trim() || 0);
  let last = pid();
  const again = async () => {
    // Gives the folder back; the server itself is gone already.
    await running.stop();
    for (;;) {
      try {
        running = await open();
        return;
      } catch {
        await pause(1000);
      }
    }
  };
  let healing: Promise<void> | undefined;
  const watch = setInterval(() => {
    if (!supervised || expected || healing || isAlive(last)) return;
    victim.ownEnds++;
    healing = again().then(() => {
      last = pid();
      healing = undefined;
    });
  }, 300).unref();
  const victim: Victim & { database: LocalDatabase } = {
    name: 'database',
    ownEnds: 0,
    pid,
    database: running,
    async kill() {
      process.kill(pid(), 'SIGKILL');
      await running.stop();
    },
    async stop() {
      expected = true;
      clearInterval(watch);
      await healing;
      await running.stop();
    },
    async start() {
      running = await open();
    },
  };
  return victim;
}
