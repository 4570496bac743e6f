import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { databaseProblem, updateStructure } from '../local/database-structure';
import { privateDrillDatabases } from '../local/drill-database';
import { LocalRunError } from '../local/local-run-error';
import { localFolder } from '../local/places';
import { runningEnv } from '../local/running';
import { localSettings } from '../local/settings';
import { ConfigurationError, readEnv } from '../src/env';
import { openDeps } from '../src/open-deps';
import { options, tasks } from './tasks';

async function ops(): Promise<void> {
  const { task, ...words } = wanted();
  const closers: (() => Promise<void>)[] = [];
  try {
    const env = readEnv(await configured((close) => void closers.unshift(close)));
    const { deps, close } = await openDeps(env, async () => `http://${env.HOST}:${env.PORT}`, { drillDatabases: privateDrillDatabases });
    closers.unshift(close);
    await task.run(deps, words);
  } finally {
    for (const close of closers) await close();
  }
}

/** @throws LocalRunError that shows how it is called */
function wanted() {
  const usage = () => new LocalRunError(`用法：\n${Object.values(tasks).map((task) => `  npm run ops -- ${task.usage}`).join('\n')}`);
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [name, ...words] = positionals;
    const task = Object.hasOwn(tasks, name ?? '') ? tasks[name!] : undefined;
    if (!task) throw usage();
    return { task, words, values };
  } catch (error) {
    throw (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') ? usage() : error;
  }
}

/** The configuration of the product that runs on this computer, so that the task works beside it; else that of a start, whose private database and simulators end with the task. */
async function configured(closeLater: (close: () => Promise<void>) => void): Promise<Record<string, string | undefined>> {
  if (process.env.NODE_ENV === 'production') return process.env;
  const directory = resolve(process.env.YONGCHE_DATA || localFolder);
  const running = process.env.DATABASE_URL ? undefined : await runningEnv(directory);
  if (running) return { ...running, LOG_LEVEL: 'error' };
  const { env } = await localSettings({ given: process.env, port: 0, directory, closeLater });
  await updateStructure(env.DATABASE_URL!);
  return { ...env, LOG_LEVEL: 'error' };
}

ops().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(databaseProblem(error) ?? (error instanceof LocalRunError || error instanceof ConfigurationError ? error.message : error));
    process.exit(1);
  },
);
