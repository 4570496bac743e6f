import { readEnv } from '../src/env';
import { startServer } from '../src/server';

/** The server as production starts it, for the bundle of stories and benchmarks that start it as a process. */
export async function start(): Promise<void> {
  const { url, close } = await startServer(readEnv());
  process.stdout.write(`ready ${url}\n`);
  process.once('SIGTERM', () => void close().then(() => process.exit(0)));
}
