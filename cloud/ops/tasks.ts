import type { parseArgs } from 'node:util';
import type { Deps } from '../src/deps';
import { archiveCommand } from '../src/domains/operations/archives/command';
import { backupCommand } from '../src/domains/operations/backups/command';
import { drillCommand } from '../src/domains/operations/drills/command';
import { moveCommand } from '../src/domains/operations/moves/command';
import { lifecycleCommand, spaceCommand } from '../src/domains/operations/space/command';

/** Every option of every task. */
export const options = {
  at: { type: 'string' },
  identity: { type: 'string' },
  key: { type: 'string' },
  month: { type: 'string' },
  pictures: { type: 'string' },
  speed: { type: 'string' },
  to: { type: 'string' },
  'without-damaged': { type: 'boolean' },
} as const;
type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

/** What a task is told: the words after its name, and the options. */
interface Words {
  words: string[];
  values: Values;
}

/** `npm run ops -- <task>`: each task with how it is called. It tells what it did, and ends with 1 where something is not as it should be. */
export const tasks: Record<string, { usage: string; run: (deps: Deps, words: Words) => Promise<void> }> = {
  backup: {
    usage: 'backup daily | changes | pictures | monthly [--month 2019-06] [--without-damaged] | fetch --month 2019-06 --to 文件夹',
    run: (deps, { words, values }) => (words[0] === 'monthly' || words[0] === 'fetch' ? archiveCommand(deps, words, values) : backupCommand(deps, words)),
  },
  move: {
    usage: 'move status | start [--speed 每秒字节数] | speed --speed 每秒字节数 | switch | switch-back | finish | cancel',
    run: (deps, { words, values }) => moveCommand(deps, { act: words[0], speed: values.speed }),
  },
  storage: { usage: 'storage', run: (deps) => spaceCommand(deps) },
  lifecycle: { usage: 'lifecycle show | apply', run: (deps, { words }) => lifecycleCommand(deps, words) },
  drill: { usage: 'drill [--at 2019-06-30T12:00:00+08:00] [--identity 密钥文件] [--pictures 1000]', run: (deps, { values }) => drillCommand(deps, values) },
};
