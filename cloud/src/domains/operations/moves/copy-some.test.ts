import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDiskStore, type DiskStore } from '../../../adapters/storage/disk';
import type { ListedObject, ObjectStore } from '../../../adapters/storage/storage';
import type { Work } from './copy-objects';
import { settleSome } from './copy-some';
import { batch, createPages } from './pages';

const folder = mkdtempSync(join(tmpdir(), 'copy-some-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('leaves gone what is being removed while it is brought over', async () => {
  const [old, fresh] = ['old', 'new'].map((name) => createDiskStore(join(folder, name), `disk ${name}`)) as [DiskStore, DiskStore];
  for (const key of ['transactions/late', 'transactions/leaving', 'transactions/owed']) await old.write(key, Buffer.from(key), 'application/octet-stream');
  // Whoever removes it took it from the new store before we looked, and takes it from the old one after it was copied.
  let looks = 0;
  const from = { ...old, stat: async (key: string) => (key === 'transactions/leaving' && ++looks === 3 ? old.remove(key).then(() => undefined) : old.stat(key)) };
  const work = { from, to: fresh, pages: createPages(), owed: (key: string) => Promise.resolve(key.endsWith('owed') ? 'remove' : undefined), progress: { work: 'settle', after: '' }, patience: { betweenLooksMs: 1, removalMs: 1 } };
  await settleSome(work as unknown as Work);
  expect([looks, await fresh.list('')]).toEqual([3, ['transactions/late']]);
});

it('asks for a list of 1,000 once for five batches, and for the rest when it comes to its end', async () => {
  const all: ListedObject[] = Array.from({ length: 2300 }, (_, n) => ({ key: String(10_000 + n), bytes: 1 }));
  let asked = 0;
  const store = { name: 'oss x', listObjects: (_prefix: string, after = '') => (asked++, Promise.resolve(all.filter(({ key }) => key > after).slice(0, 1000))) } as unknown as ObjectStore;
  const pages = createPages();
  const seen: string[] = [];
  for (let after = ''; ; after = seen.at(-1)!) {
    const page = (await pages(store, after)).slice(0, batch);
    if (page.length === 0) break;
    seen.push(...page.map(({ key }) => key));
  }
  expect([seen, asked]).toEqual([all.map(({ key }) => key), 4]);
});
