import type { ObjectStore } from '../../../adapters/storage/storage';
import { jsonOf, readIfThere } from '../drills/find-dump';
import { plansFolder, runsFolder } from './picture-runs';

const mostList = 64 * 1024 * 1024;

/** What a run listed whose manifest is not what was signed any more: it is planned once more, so that the next runs read the copies again and list them. */
export async function planAnew(store: Pick<ObjectStore, 'read' | 'write'>, runId: string): Promise<void> {
  const list = (await readIfThere(store, `${runsFolder}${runId}.jsonl`, mostList))?.toString() ?? '';
  const keys = list.split('\n').flatMap((line) => (jsonOf(line) as { key?: string } | undefined)?.key ?? []);
  // Not by the run's own name: what is planned by a run that has a manifest was done.
  if (keys.length > 0) await store.write(`${plansFolder}${runId}-again.txt`, Buffer.from(keys.map((key) => `${key}\n`).join('')), 'text/plain');
}
