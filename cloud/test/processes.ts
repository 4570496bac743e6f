import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { compiledServer } from './compiled-server';
import type { Product } from './product';

/** Another process of the server, ready to be killed. */
export interface ServerProcess {
  url: string;
  kill(): Promise<void>;
  /** Ends it in order. */
  stop(): Promise<void>;
}

/** Starts more processes of the server on the product's database and storage, each on a fixed port; they end with the tests of the file. */
export function useProcesses(product: () => Product): (port: number, more?: Record<string, string>) => Promise<ServerProcess> {
  const children: ChildProcess[] = [];
  afterAll(() => children.forEach((child) => child.kill('SIGKILL')));
  return async (port, more = {}) => {
    const child = spawn(process.execPath, await compiledServer(), {
      env: { PATH: process.env.PATH, ...product().env, PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, ...more },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const url = await new Promise<string>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
      child.stdout.on('data', (text: Buffer) => /ready (\S+)/.exec(String(text)) && resolve(/ready (\S+)/.exec(String(text))![1]!));
    });
    const end = (signal: 'SIGKILL' | 'SIGTERM') => new Promise<void>((resolve) => child.once('exit', () => resolve()).kill(signal));
    return { url, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
  };
}

export const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
