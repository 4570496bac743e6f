import { type ChildProcess, spawn } from 'node:child_process';

/** A process of the server with its worker. */
export interface AppProcess {
  kill(): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** @param words what comes after `node` */
export async function startApp(words: string[], env: Record<string, string>): Promise<AppProcess> {
  let child: ChildProcess | undefined;
  const app: AppProcess = {
    kill: () => void child?.kill('SIGKILL'),
    async start() {
      const started = (child = spawn(process.execPath, words, { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'inherit'] }));
      await new Promise<void>((resolve, reject) => {
        started.once('exit', (code) => reject(new Error(`a process of the server ended with ${code}`)));
        started.stdout.on('data', (text: Buffer) => String(text).includes('ready') && resolve());
      });
    },
    async stop() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise<void>((resolve) => child!.once('exit', () => resolve()));
      child.kill('SIGTERM');
      const impatience = setTimeout(app.kill, 20_000);
      await ended;
      clearTimeout(impatience);
    },
  };
  await app.start();
  return app;
}
