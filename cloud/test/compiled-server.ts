import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { bundle, compileAhead, fileOf, starter } from '../local/bundle';
import { serverThreads } from '../local/build-functions';
import { localFolder } from '../local/places';

/** What this run of the tests has built; its set-up and its teardown clear it away. */
const builtFolder = (): string => join(localFolder, 'test', `built-${process.env.TEST_DATABASE_PREFIX}`);

/**
 * Builds something once for the whole run of the tests, with the first story that wants it; the other worker waits for it.
 * @param build fills the empty folder that it is given. Where it throws, nothing is kept, and the next one who wants it tries again.
 * @returns the folder, which goes with the run
 */
export async function builtOnce(name: string, build: (folder: string) => void): Promise<string> {
  const folder = join(builtFolder(), name);
  const finished = join(folder, '.finished');
  mkdirSync(builtFolder(), { recursive: true });
  for (; !existsSync(finished); await pause(50)) {
    // Of all that ask at once, one makes the folder, and by that builds.
    if (!mkdirSync(folder, { recursive: true })) continue;
    try {
      build(folder);
      writeFileSync(finished, '');
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }
  return folder;
}

/** Clears away what was built: at the end of a run, and before one, where an earlier one of the same name was broken off. */
export const removeBuilt = (): void => rmSync(builtFolder(), { recursive: true, force: true });

const server = 'cloud/test/crash-server.ts';

/**
 * The server as compiled files with all of its threads, for stories that start it as a process of its own: it begins in a fraction of
 * what it takes from its sources. It says `ready <url>` on its standard output, and ends in order at SIGTERM.
 * @returns the words after `node` that start it; what it is to do stands in its environment, as in production
 */
export async function compiledServer(): Promise<string[]> {
  const folder = await builtOnce('server', (into) => {
    bundle([server, ...serverThreads], into);
    compileAhead(fileOf(server, into));
  });
  return [starter, fileOf(server, folder)];
}
