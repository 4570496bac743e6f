import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { databaseProblem, updateStructure } from '../local/database-structure';
import { privateDrillDatabases } from '../local/drill-database';
import { LocalRunError } from '../local/local-run-error';
import { localFolder } from '../local/places';
import { runningEnv } from '../local/running';
import { localSettings } from '../local/settings';
import type { Deps } from '../src/deps';
import { archiveCommand } from '../src/domains/operations/archives/command';
import { backupCommand } from '../src/domains/operations/backups/command';
import { lifecycleCommand, spaceCommand } from '../src/domains/operations/space/command';
import { drillCommand } from '../src/domains/operations/drills/command';
import { ConfigurationError, readEnv } from '../src/env';
import { openDeps } from '../src/open-deps';

const options = {
  at: { type: 'string' },
  identity: { type: 'string' },
  key: { type: 'string' },
  month: { type: 'string' },
  pictures: { type: 'string' },
  to: { type: 'string' },
} as const;
type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

/** What a task is told: the words after its name, and the options. */
interface Words {
  words: string[];
  values: Values;
}

/** `npm run ops -- <task>`: each task with how it is called. It tells what it did, and ends with 1 where something is not as it should be. */
const tasks: Record<string, { usage: string; run: (deps: Deps, words: Words) => Promise<void> }> = {
  backup: {
    usage: 'backup daily | changes | pictures | monthly [--month 2019-06] | fetch --month 2019-06 --to 文件夹',
    run: (deps, { words, values }) => (words[0] === 'monthly' || words[0] === 'fetch' ? archiveCommand(deps, words, values) : backupCommand(deps, words)),
  },
  storage: { usage: 'storage', run: (deps) => spaceCommand(deps) },
  lifecycle: { usage: 'lifecycle show | apply', run: (deps, { words }) => lifecycleCommand(deps, words) },
  drill: { usage: 'drill [--at 2019-06-30T12:00:00+08:00] [--identity 密钥文件] [--pictures 1000]', run: (deps, { values }) => drillCommand(deps, values) },
};

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
