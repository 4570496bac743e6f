import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beginningOf, isAlive } from './process-life';

/** Beside the data, for its owner only: it holds keys, as the files next to it do. */
const fileOf = (directory: string) => join(directory, 'running.json');

interface Running {
  pid: number;
  began?: string;
  env: Record<string, string>;
}

/** Notes by what the product runs on this computer, so that a command beside it works on the same data. @returns what takes the note away */
export async function noteRunning(directory: string, env: Record<string, string>): Promise<() => Promise<void>> {
  const running: Running = { pid: process.pid, began: beginningOf(process.pid), env };
  await writeFile(`${fileOf(directory)}.new`, JSON.stringify(running), { mode: 0o600 });
  await rename(`${fileOf(directory)}.new`, fileOf(directory));
  return () => rm(fileOf(directory), { force: true });
}

/** What the product that runs on this data is configured by; undefined where none runs. */
export async function runningEnv(directory: string): Promise<Record<string, string> | undefined> {
  const running = await readFile(fileOf(directory), 'utf8').then((text) => JSON.parse(text) as Running, () => undefined);
  return running && isAlive(running.pid) && beginningOf(running.pid) === running.began ? running.env : undefined;
}
