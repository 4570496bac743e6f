import { readEnv } from '../src/env';
import { startServer } from '../src/server';

/** The server as production starts it, for the bundle of the crash test. */
export async function start(): Promise<void> {
  const { url } = await startServer(readEnv());
  process.stdout.write(`ready ${url}\n`);
}
